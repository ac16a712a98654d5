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
      switch (notice) {
        case Notice.MissedLead _ -> json.text("kind", "missed-lead");
        case Notice.Transcript transcript ->
            json.text("kind", "transcript")
                .text("email", transcript.email())
                .number("number", transcript.number());
      }
      json.text("tenant", notice.tenant().value()).text("chat", notice.chat().value());
    });
  }

  /// @throws RuntimeException when the text is no notice; SQS keeps it for the dead letters
  public static Notice read(String text) {
    JsonValue.Obj json = Json.object(text);
    TenantId tenant = new TenantId(need(json, "tenant"));
    ChatId chat = new ChatId(need(json, "chat"));
    return switch (need(json, "kind")) {
      case "missed-lead" -> new Notice.MissedLead(tenant, chat);
      case "transcript" ->
          new Notice.Transcript(tenant, chat, need(json, "email"), json.whole("number").orElse(1L));
      default -> throw new FieldException("kind", "expected missed-lead or transcript");
    };
  }

  private static String need(JsonValue.Obj json, String field) {
    return json.text(field)
        .orElseThrow(() -> new FieldException(field, "expected a string, got nothing"));
  }
}
