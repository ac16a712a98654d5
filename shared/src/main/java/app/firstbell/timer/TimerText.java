package app.firstbell.timer;

import app.firstbell.chat.ChatId;
import app.firstbell.identity.Party;
import app.firstbell.json.FieldException;
import app.firstbell.json.Json;
import app.firstbell.json.JsonValue;
import app.firstbell.organization.TenantId;
import java.time.Instant;

/// A timer as the text of a message.
public final class TimerText {
  private TimerText() {}

  public static String write(Timer timer) {
    return Json.write(json -> {
      switch (timer) {
        case Timer.RingTimeout _ -> json.text("kind", "ring-timeout");
        case Timer.Grace grace ->
            json.text("kind", "grace")
                .text("party", grace.party().word())
                .number("epoch", grace.epoch());
      }
      json.text("tenant", timer.tenant().value())
          .text("chat", timer.chat().value())
          .instant("due", timer.due());
    });
  }

  /// @throws RuntimeException when the text is no timer; SQS keeps it for the dead letters
  public static Timer read(String text) {
    JsonValue.Obj json = Json.object(text);
    TenantId tenant = new TenantId(need(json, "tenant"));
    ChatId chat = new ChatId(need(json, "chat"));
    Instant due = Instant.ofEpochMilli(number(json, "due"));
    String kind = need(json, "kind");
    return switch (kind) {
      case "ring-timeout" -> new Timer.RingTimeout(tenant, chat, due);
      case "grace" ->
          new Timer.Grace(tenant, chat, Party.of(need(json, "party")), number(json, "epoch"), due);
      default -> throw new FieldException("kind", "expected ring-timeout or grace");
    };
  }

  private static String need(JsonValue.Obj json, String field) {
    return json.text(field)
        .orElseThrow(() -> new FieldException(field, "expected a string, got nothing"));
  }

  private static long number(JsonValue.Obj json, String field) {
    return json.whole(field)
        .orElseThrow(() -> new FieldException(field, "expected a number, got nothing"));
  }
}
