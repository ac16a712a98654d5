package app.firstbell.functions.websocket;

import app.firstbell.agent.AgentCard;
import app.firstbell.chat.Beside;
import app.firstbell.chat.ChatId;
import app.firstbell.chat.Entry;
import app.firstbell.chat.Head;
import app.firstbell.chat.Late;
import app.firstbell.chat.Marks;
import app.firstbell.identity.Party;
import app.firstbell.json.Json;
import app.firstbell.json.JsonObjectWriter;
import app.firstbell.presence.Show;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Frames that answer a frame of a client, with its `cid`.
public final class Reply {
  private Reply() {}

  /// @param type `started` or `accepted`
  public static String opened(String type, String cid, Head head, List<Entry> entries) {
    long last = entries.isEmpty() ? head.seq() : entries.getLast().seq();
    return reply(
        type,
        cid,
        json ->
            json.object("chat", chat -> HeadJson.write(chat, head, last))
                .objects("entries", entries, HeadJson::write));
  }

  public static String ack(String cid, ChatId chat, Entry entry) {
    return reply(
        "ack",
        cid,
        json ->
            json.text("chat", chat.value()).number("seq", entry.seq()).instant("at", entry.at()));
  }

  public static String taken(String cid, ChatId chat, AgentCard by, Late late) {
    return reply(
        "taken",
        cid,
        json ->
            json.text("chat", chat.value())
                .object("by", agent -> agent.text("id", by.id().value()).text("name", by.name()))
                .number("lateMillis", late.by().toMillis()));
  }

  public static String declined(String cid, ChatId chat) {
    return reply("declined", cid, json -> json.text("chat", chat.value()));
  }

  /// What a sync answers.
  ///
  /// @param last the highest number of the log
  /// @param more whether there is more behind the last of `entries`
  /// @param beside who accepted too late or declined; nothing for a visitor
  public record Log(
      Head head, List<Entry> entries, long last, boolean more, Marks marks, Beside beside) {}

  public static String log(String cid, Log log) {
    return reply(
        "log",
        cid,
        json ->
            json.object("chat", chat -> HeadJson.write(chat, log.head(), log.last(), log.beside()))
                .objects("entries", log.entries(), HeadJson::write)
                .number("last", log.last())
                .bool("more", log.more())
                .object(
                    "marks",
                    marks -> {
                      for (Party party : Party.values()) {
                        marks.object(
                            party.word(),
                            mark ->
                                mark.number("delivered", log.marks().of(party).delivered())
                                    .number("read", log.marks().of(party).read()));
                      }
                    }));
  }

  public static String agentsLists(
      String cid, List<Head> ringing, List<Head> mine, List<Head> missed) {
    return reply(
        "lists",
        cid,
        json -> {
          heads(json, "ringing", ringing);
          heads(json, "mine", mine);
          heads(json, "missed", missed);
        });
  }

  public static String visitorsLists(String cid, List<Head> mine) {
    return reply("lists", cid, json -> heads(json, "mine", mine));
  }

  public static String presence(String cid, Show show) {
    return reply("presence", cid, json -> json.text("show", show.word()));
  }

  /// @param type `ended` or `left`
  public static String changed(String type, String cid, Head head, Entry entry) {
    return reply(
        type,
        cid,
        json ->
            json.object("chat", chat -> HeadJson.write(chat, head, entry.seq()))
                .object("entry", fields -> HeadJson.write(fields, entry)));
  }

  public static String rated(String cid, ChatId chat, Entry entry) {
    return reply(
        "rated",
        cid,
        json ->
            json.text("chat", chat.value())
                .object("entry", fields -> HeadJson.write(fields, entry)));
  }

  public static String transcript(String cid, ChatId chat, String email) {
    return reply("transcript", cid, json -> json.text("chat", chat.value()).text("email", email));
  }

  public static String pong(@Nullable String cid) {
    return reply("pong", cid, _ -> {});
  }

  public static String error(@Nullable String cid, RefusedException refused) {
    return reply(
        "error",
        cid,
        json -> {
          json.text("code", refused.code().word()).text("message", refused.words());
          Duration retryAfter = refused.retryAfter();
          if (retryAfter != null) {
            json.number("retryAfterMillis", retryAfter.toMillis());
          }
          json.text("field", refused.field());
        });
  }

  private static void heads(JsonObjectWriter json, String name, List<Head> heads) {
    json.objects(name, heads, (chat, head) -> HeadJson.write(chat, head, head.seq()));
  }

  private static String reply(
      String type, @Nullable String cid, Consumer<JsonObjectWriter> fields) {
    return Json.write(json -> {
      json.text("type", type).text("cid", cid);
      fields.accept(json);
    });
  }
}
