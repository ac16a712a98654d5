package app.firstbell.functions.http;

import app.firstbell.agent.AgentCard;
import app.firstbell.agent.Member;
import app.firstbell.agent.PhotoKind;
import app.firstbell.agent.Profile;
import app.firstbell.agent.RingTone;
import app.firstbell.agent.WhatsAppNumber;
import app.firstbell.organization.Account;
import app.firstbell.organization.RoomId;
import app.firstbell.organization.RoomName;
import app.firstbell.photo.PhotoAddress;
import java.util.List;
import java.util.Optional;

/// Profiles as a patch asks for them.
final class ProfileFields {
  private static final int LONGEST_TITLE = 80;
  private static final int LONGEST_GREETING = 500;
  private static final int LONGEST_ADDRESS = 2000;

  private ProfileFields() {}

  static Member patched(Call call, Account account, Member before) {
    Fields body =
        call.body("name", "title", "greeting", "photo", "whatsapp", "alerts", "ringTone", "rooms");
    AgentCard card = before.card();
    Patch<String> title = body.patch("title", field -> body.optionalText(field, LONGEST_TITLE));
    Patch<String> greeting =
        body.patch("greeting", field -> body.optionalProse(field, LONGEST_GREETING));
    Patch<PhotoAddress> photo =
        body.patch("photo", field -> body.object(field, "url").map(ProfileFields::photoAddress));
    Profile profile = profile(body, before.profile());
    return before
        .with(
            new AgentCard(
                card.id(),
                body.has("name") ? body.text("name", Fields.LONGEST_NAME) : card.name(),
                photo
                    .over(Optional.empty())
                    .map(PhotoAddress::value)
                    .orElse(photo instanceof Patch.Keep<PhotoAddress> ? card.photo() : null),
                title.over(Optional.ofNullable(card.title())).orElse(null),
                greeting.over(Optional.ofNullable(card.greeting())).orElse(null)))
        .with(
            switch (photo) {
              case Patch.Keep<PhotoAddress> _ -> profile;
              case Patch.Clear<PhotoAddress> _ -> profile.with(PhotoKind.AVATAR);
              case Patch.Set<PhotoAddress> _ -> profile.with(PhotoKind.URL);
            })
        .withRooms(
            MemberFields.rooms(body).map(rooms -> known(account, rooms)).orElse(before.rooms()));
  }

  private static Profile profile(Fields body, Profile before) {
    Profile.WhatsApp whatsApp =
        body.object("whatsapp", "enabled", "number")
            .map(fields -> whatsApp(fields, before.whatsApp()))
            .orElse(before.whatsApp());
    Profile.Alerts alerts =
        body.object("alerts", "email", "notification")
            .map(fields ->
                new Profile.Alerts(
                    fields.bool("email").orElse(before.alerts().email()),
                    fields.bool("notification").orElse(before.alerts().notification())))
            .orElse(before.alerts());
    RingTone tone =
        body.word("ringTone", RingTone::of, "bell, chime, marimba or digital")
            .orElse(before.ringTone());
    return new Profile(whatsApp, alerts, tone, before.photoKind());
  }

  /// Without a number in the request the one before counts on; `null` takes it away.
  private static Profile.WhatsApp whatsApp(Fields fields, Profile.WhatsApp before) {
    boolean isEnabled =
        fields
            .bool("enabled")
            .orElseThrow(() -> fields.wrong("enabled", "expected true or false, got nothing"));
    WhatsAppNumber number =
        fields
            .patch(
                "number", field -> fields.optionalText(field, 40).map(text -> number(fields, text)))
            .over(Optional.ofNullable(before.number()))
            .orElse(null);
    if (isEnabled && number == null) {
      throw fields.wrong("number", "expected the number on which WhatsApp chats arrive");
    }
    return new Profile.WhatsApp(isEnabled, number);
  }

  private static WhatsAppNumber number(Fields fields, String text) {
    try {
      return new WhatsAppNumber(text);
    } catch (IllegalArgumentException wrong) {
      throw fields.wrong("number", String.valueOf(wrong.getMessage()));
    }
  }

  private static PhotoAddress photoAddress(Fields fields) {
    try {
      return new PhotoAddress(fields.text("url", LONGEST_ADDRESS));
    } catch (IllegalArgumentException wrong) {
      throw fields.wrong("url", String.valueOf(wrong.getMessage()));
    }
  }

  private static List<RoomId> known(Account account, List<RoomId> rooms) {
    List<RoomId> known = account.rooms().stream().map(RoomName::id).toList();
    for (int i = 0; i < rooms.size(); i++) {
      if (!known.contains(rooms.get(i))) {
        throw Problem.invalid("/rooms/" + i, "expected the id of one of the organization's rooms");
      }
    }
    return rooms;
  }
}
