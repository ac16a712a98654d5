package app.firstbell.notice;

import app.firstbell.chat.ChatId;
import app.firstbell.json.FieldException;
import app.firstbell.json.Json;
import app.firstbell.json.JsonValue;
import app.firstbell.organization.TenantId;

/// A notice as the text of a message.
public final class NoticeText {
  private NoticeText() {}

  public static String write(Notice notice) {
    return Json.write(json -> {
      json.text("tenant", notice.tenant().value());
      switch (notice) {
        case Notice.Link link -> json.text("kind", "link").text("id", link.link());
        case Notice.MissedLead lead ->
            json.text("kind", "missed-lead").text("chat", lead.chat().value());
        case Notice.Transcript transcript ->
            json.text("kind", "transcript")
                .text("chat", transcript.chat().value())
                .text("email", transcript.email())
                .number("number", transcript.number());
      }
    });
  }

  /// @throws RuntimeException when the text is no notice; SQS keeps it for the dead letters
  public static Notice read(String text) {
    JsonValue.Obj json = Json.object(text);
    TenantId tenant = new TenantId(need(json, "tenant"));
    return switch (need(json, "kind")) {
      case "link" -> new Notice.Link(tenant, need(json, "id"));
      case "missed-lead" -> new Notice.MissedLead(tenant, chat(json));
      case "transcript" ->
          new Notice.Transcript(
              tenant, chat(json), need(json, "email"), json.whole("number").orElse(1L));
      default -> throw new FieldException("kind", "expected link, missed-lead or transcript");
    };
  }

  private static ChatId chat(JsonValue.Obj json) {
    return new ChatId(need(json, "chat"));
  }

  private static String need(JsonValue.Obj json, String field) {
    return json.text(field)
        .orElseThrow(() -> new FieldException(field, "expected a string, got nothing"));
  }
}
