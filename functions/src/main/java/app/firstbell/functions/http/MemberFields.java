package app.firstbell.functions.http;

import app.firstbell.agent.AgentCard;
import app.firstbell.agent.AgentId;
import app.firstbell.agent.Member;
import app.firstbell.agent.MemberStatus;
import app.firstbell.agent.Permission;
import app.firstbell.agent.Profile;
import app.firstbell.agent.Role;
import app.firstbell.agent.Standing;
import app.firstbell.organization.RoomId;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Members as requests ask for them.
final class MemberFields {
  private static final int MOST_ROOMS = 50;
  private static final int LONGEST_TITLE = 80;

  /// A member as a patch wants them.
  ///
  /// @param email another address than the present one; or the present one, while another waits
  record Wanted(Member member, Optional<String> email) {}

  private MemberFields() {}

  static Member invited(Call call, AgentId id, Instant at) {
    Fields body =
        call.body("name", "email", "role", "portalAccess", "permissions", "rooms", "title");
    return new Member(
        new AgentCard(
            id,
            body.text("name", Fields.LONGEST_NAME),
            null,
            body.optionalText("title", LONGEST_TITLE).orElse(null),
            null),
        body.email("email"),
        null,
        null,
        rooms(body).orElse(List.of(RoomId.GENERAL)),
        new Standing(
            body.word("role", Role::of, "admin or member").orElse(Role.MEMBER),
            body.has("permissions") ? permissions(body) : Set.of(Permission.ANSWER_CHATS),
            MemberStatus.INVITED,
            body.bool("portalAccess").orElse(true)),
        Profile.USUAL,
        Member.Times.createdAt(at),
        1);
  }

  static Wanted patched(Call call, Member before) {
    Fields body = call.body("name", "email", "role", "portalAccess", "status", "rooms", "title");
    AgentCard card = before.card();
    Patch<String> title = body.patch("title", field -> body.optionalText(field, LONGEST_TITLE));
    Standing standing = before.standing();
    MemberStatus status =
        body.word("status", MemberFields::settable, "active or disabled").orElse(standing.status());
    Member after =
        before
            .with(
                new AgentCard(
                    card.id(),
                    body.has("name") ? body.text("name", Fields.LONGEST_NAME) : card.name(),
                    card.photo(),
                    title.over(Optional.ofNullable(card.title())).orElse(null),
                    card.greeting()))
            .with(
                new Standing(
                    body.word("role", Role::of, "admin or member").orElse(standing.role()),
                    standing.permissions(),
                    status,
                    body.bool("portalAccess").orElse(standing.portalAccess())))
            .withRooms(rooms(body).orElse(before.rooms()));
    Optional<String> email =
        body.has("email") ? Optional.of(body.email("email")) : Optional.empty();
    return new Wanted(
        after,
        email.filter(address -> !address.equals(before.email()) || before.pendingEmail() != null));
  }

  static Set<Permission> permissions(Call call) {
    return permissions(call.body("permissions"));
  }

  /// The rooms of a body, each once; nothing when it says none.
  static Optional<List<RoomId>> rooms(Fields body) {
    return body.texts("rooms", MOST_ROOMS, 40)
        .map(words -> {
          for (int i = 0; i < words.size(); i++) {
            if (!RoomId.isValid(words.get(i))) {
              throw Problem.invalid("/rooms/" + i, "expected the id of a room");
            }
          }
          return words.stream().distinct().map(RoomId::new).toList();
        });
  }

  private static Set<Permission> permissions(Fields body) {
    Set<Permission> permissions = EnumSet.noneOf(Permission.class);
    List<String> words =
        body.texts("permissions", 50, 40)
            .orElseThrow(() -> body.wrong("permissions", "expected a list, got nothing"));
    for (int i = 0; i < words.size(); i++) {
      int at = i;
      permissions.add(
          Permission.of(words.get(i))
              .orElseThrow(() ->
                  Problem.invalid(
                      "/permissions/" + at, "expected a permission such as answer-chats")));
    }
    return permissions;
  }

  private static Optional<MemberStatus> settable(String word) {
    return MemberStatus.of(word)
        .filter(status -> status == MemberStatus.ACTIVE || status == MemberStatus.DISABLED);
  }
}
