package app.firstbell.functions.http;

import app.firstbell.json.JsonObjectWriter;
import app.firstbell.organization.Organization;
import app.firstbell.organization.RoomName;

/// A site as the widget sees it before anybody has asked anything.
final class Sites {
  private Sites() {}

  static void write(JsonObjectWriter json, Organization organization) {
    json.object(
            "organization",
            o -> o.text("id", organization.id().value()).text("name", organization.name()))
        .objects("rooms", organization.effectiveRooms(), Sites::write)
        .text("greeting", organization.greeting());
    Integer replyMinutes = organization.replyMinutes();
    if (replyMinutes != null) {
      json.number("replyMinutes", replyMinutes);
    }
  }

  static void write(JsonObjectWriter json, RoomName room) {
    json.text("id", room.id().value()).text("name", room.name());
  }
}
