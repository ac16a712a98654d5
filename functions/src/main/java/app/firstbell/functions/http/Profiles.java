package app.firstbell.functions.http;

import app.firstbell.access.Action;
import app.firstbell.agent.AgentCard;
import app.firstbell.agent.AgentId;
import app.firstbell.agent.Member;
import app.firstbell.agent.MemberRules;
import app.firstbell.agent.MemberStatus;
import app.firstbell.agent.MemberStore;
import app.firstbell.agent.PhotoKind;
import app.firstbell.organization.Account;
import app.firstbell.photo.Darkroom;
import app.firstbell.photo.Darkroom.Developed;
import app.firstbell.photo.Photo;
import app.firstbell.photo.PhotoId;
import app.firstbell.photo.PhotoStore;
import app.firstbell.transaction.Act;
import app.firstbell.transaction.Answer;
import app.firstbell.transaction.Application;
import app.firstbell.transaction.Closes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// A private profile: shows it, edits it, and takes a photo for it. It is that of whoever asks, or
/// of the member whom the path names; the latter is asked by those who manage agents, programs too.
final class Profiles {
  private final Accounts accounts;
  private final MemberStore members;
  private final PhotoStore photos;

  Profiles(Accounts accounts, MemberStore members, PhotoStore photos) {
    this.accounts = accounts;
    this.members = members;
    this.photos = photos;
  }

  Answer read(Call call) {
    return shown(accounts.of(call), member(call));
  }

  Answer edit(Call call) {
    Account account = accounts.of(call);
    Member before = toBeChanged(call, account);
    if (before.version() != call.version()) {
      throw Problem.stale();
    }
    Member after = ProfileFields.patched(call, account, before);
    return changed(call, account, before, after, List.of());
  }

  /// The photo of the body. A repeat makes another photo with another address.
  Answer upload(Call call) {
    Account account = accounts.of(call);
    Member before = ofVersionIfAsked(call, account);
    Photo photo =
        switch (Darkroom.develop(Uploads.bytes(call.event()))) {
          case Developed.Done done -> done.photo();
          case Developed.Refused refused -> throw Problem.of(Slug.UNSUPPORTED_MEDIA, refused.why());
        };
    PhotoId id = new PhotoId(call.tenant(), call.gate().newId());
    Member after = withPhoto(before, id.address()).with(before.profile().with(PhotoKind.UPLOAD));
    return changed(call, account, before, after, List.of(photos.creating(id, photo)));
  }

  /// Back to the avatar; a repeat changes nothing.
  Answer removePhoto(Call call) {
    Account account = accounts.of(call);
    Member before = ofVersionIfAsked(call, account);
    Member after = withPhoto(before, null).with(before.profile().with(PhotoKind.AVATAR));
    return changed(call, account, before, after, List.of());
  }

  private Answer changed(
      Call call, Account account, Member before, Member after, List<TransactWriteItem> photo) {
    if (after.equals(before)) {
      return shown(account, before);
    }
    List<TransactWriteItem> writes = new ArrayList<>();
    writes.add(members.editing(call.tenant(), before, after));
    writes.addAll(photo);
    if (!Objects.equals(before.card().photo(), after.card().photo())) {
      uploaded(call, before).ifPresent(old -> writes.add(photos.deleting(old)));
    }
    Act act =
        call.act(Application.AGENTS, "agents.profile")
            .on("member", after.id().value(), after.name())
            .with("changed", changes(before, after));
    if (!before.card().equals(after.card()) || !before.rooms().equals(after.rooms())) {
      // An open socket shows visitors what its ticket said: it comes back with a new one.
      act = act.renewing(new Closes.OfMember(after.id()));
    }
    return call.commit(writes, act, shown(account, after.edited()), _ -> Problem.stale());
  }

  /// Whose profile it is.
  private Member member(Call call) {
    AgentId id = isOwn(call) ? call.member().id() : call.memberId();
    return members
        .memberNow(call.tenant(), id)
        .filter(member -> member.status() != MemberStatus.DELETED)
        .orElseThrow(Problem::absent);
  }

  private Member toBeChanged(Call call, Account account) {
    Member member = member(call);
    if (!isOwn(call)) {
      Accounts.permitted(() -> MemberRules.mayChangeProfile(call.actor(), account, member));
    }
    return member;
  }

  private static boolean isOwn(Call call) {
    return call.action().subject() == Action.Subject.SELF;
  }

  private Member ofVersionIfAsked(Call call, Account account) {
    Member member = toBeChanged(call, account);
    if (Http.header(call.event(), "if-match").isPresent() && member.version() != call.version()) {
      throw Problem.stale();
    }
    return member;
  }

  private static Optional<PhotoId> uploaded(Call call, Member member) {
    return Optional.ofNullable(member.card().photo())
        .flatMap(PhotoId::inAddress)
        .filter(id -> id.tenant().equals(call.tenant()));
  }

  private static Member withPhoto(Member member, @Nullable String address) {
    AgentCard card = member.card();
    return member.with(
        new AgentCard(card.id(), card.name(), address, card.title(), card.greeting()));
  }

  private static Answer shown(Account account, Member member) {
    return Http.json(200, json -> ProfileJson.write(json, account, member))
        .withVersion(member.version());
  }

  /// By their names only: it is a private profile.
  private static String changes(Member before, Member after) {
    List<String> names = new ArrayList<>();
    add(names, "name", before.name(), after.name());
    add(names, "title", before.card().title(), after.card().title());
    add(names, "greeting", before.card().greeting(), after.card().greeting());
    add(names, "photo", before.card().photo(), after.card().photo());
    add(names, "rooms", before.rooms(), after.rooms());
    add(names, "whatsapp", before.profile().whatsApp(), after.profile().whatsApp());
    add(names, "alerts", before.profile().alerts(), after.profile().alerts());
    add(names, "ring tone", before.profile().ringTone(), after.profile().ringTone());
    return String.join(", ", names);
  }

  private static void add(
      List<String> names, String name, @Nullable Object before, @Nullable Object after) {
    if (!Objects.equals(before, after)) {
      names.add(name);
    }
  }
}
