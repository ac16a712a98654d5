package app.firstbell.functions.http;

import app.firstbell.agent.Member;
import app.firstbell.agent.Profile;
import app.firstbell.agent.WhatsAppNumber;
import app.firstbell.json.JsonObjectWriter;
import app.firstbell.organization.Account;
import app.firstbell.organization.RoomId;
import app.firstbell.organization.RoomName;
import java.util.List;

/// A private profile as the API writes it, for its owner and for whoever manages agents.
final class ProfileJson {
  private ProfileJson() {}

  static void write(JsonObjectWriter json, Account account, Member member) {
    Profile profile = member.profile();
    WhatsAppNumber number = profile.whatsApp().number();
    List<RoomId> known = account.rooms().stream().map(RoomName::id).toList();
    json.text("id", member.id().value())
        .text("name", member.name())
        .text("email", member.email())
        .text("pendingEmail", member.pendingEmail())
        .text("title", member.card().title())
        .text("greeting", member.card().greeting())
        .object(
            "photo",
            photo ->
                photo
                    .text("kind", profile.photoKind().word())
                    .text("address", member.card().photo()))
        .object(
            "whatsapp",
            it ->
                it.bool("enabled", profile.whatsApp().enabled())
                    .text("number", number == null ? null : number.digits()))
        .object(
            "alerts",
            it ->
                it.bool("email", profile.alerts().email())
                    .bool("notification", profile.alerts().notification()))
        .text("ringTone", profile.ringTone().word())
        .texts("rooms", member.rooms().stream().filter(known::contains).map(RoomId::value).toList())
        .objects(
            "availableRooms",
            account.rooms(),
            (one, room) ->
                one.text("id", room.id().value())
                    .text("name", room.name())
                    .bool("effective", account.plan().rings(room.id())))
        .bool("generalOnly", account.plan().isGeneralOnly())
        .number("version", member.version());
  }
}
