package app.firstbell.functions.websocket;

import app.firstbell.agent.AgentCard;
import app.firstbell.chat.ChatId;
import app.firstbell.chat.Entry;
import app.firstbell.chat.Head;
import app.firstbell.chat.Marks;
import app.firstbell.identity.Party;
import app.firstbell.json.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Frames that the server sends on its own. Each is encoded once for all who get it. All are hints:
/// the log is the truth, and a client that misses one asks `sync`.
public final class Push {
  private Push() {}

  public static String entry(ChatId chat, Entry entry) {
    return Json.write(json ->
        json.text("type", "entry")
            .text("chat", chat.value())
            .object("entry", fields -> HeadJson.write(fields, entry)));
  }

  /// @param last highest number of the log
  public static String ring(Head head, long last) {
    return head("ring", head, last);
  }

  public static String head(Head head, long last) {
    return head("head", head, last);
  }

  /// @param why `accepted`, `missed`, `visitor-left`, `declined` or `no-credit`
  /// @param by who accepted; null when nobody did
  public static String stop(ChatId chat, String why, @Nullable AgentCard by) {
    return Json.write(json -> {
      json.text("type", "stop").text("chat", chat.value()).text("why", why);
      if (by != null) {
        json.object("by", agent -> agent.text("id", by.id().value()).text("name", by.name()));
      }
    });
  }

  public static String typing(ChatId chat, Party party, Frame.Signal signal) {
    return Json.write(json ->
        json.text("type", "typing")
            .text("chat", chat.value())
            .text("party", party.word())
            .bool("on", signal == Frame.Signal.ON));
  }

  public static String marks(ChatId chat, Party party, Marks.Mark mark) {
    return Json.write(json ->
        json.text("type", "marks")
            .text("chat", chat.value())
            .text("party", party.word())
            .number("delivered", mark.delivered())
            .number("read", mark.read()));
  }

  public static String came(ChatId chat, Party party, Instant at) {
    return peer(chat, party, "came", at);
  }

  public static String gone(ChatId chat, Party party, Instant at) {
    return peer(chat, party, "gone", at);
  }

  /// The last frame of a connection: API Gateway's close tells no reason.
  public static String bye(Bye why) {
    return Json.write(json -> json.text("type", "bye").text("why", why.word()));
  }

  private static String head(String type, Head head, long last) {
    return Json.write(json ->
        json.text("type", type).object("chat", fields -> HeadJson.write(fields, head, last)));
  }

  private static String peer(ChatId chat, Party party, String what, Instant at) {
    return Json.write(json ->
        json.text("type", "peer")
            .text("chat", chat.value())
            .text("party", party.word())
            .bool("connected", what.equals("came"))
            .instant("at", at));
  }
}
