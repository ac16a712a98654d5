package app.firstbell.simulator.world;

import app.firstbell.identity.Caller;
import app.firstbell.json.Json;
import app.firstbell.json.JsonObjectWriter;
import app.firstbell.json.JsonValue;
import app.firstbell.simulator.check.Violation;
import app.firstbell.simulator.schedule.Dice;
import app.firstbell.simulator.schedule.Promise;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A client of the protocol, as ours are: it asks again under the same cid until it has an answer,
/// comes back when its socket breaks, and syncs then.
abstract class Client {
  private static final Set<String> TRY_AGAIN = Set.of("unavailable", "internal", "too-frequent");
  private static final long SECOND = 1_000_000;
  private final String name;
  private final Town town;
  private final Caller caller;
  protected final Dice dice;
  private final Map<String, Promise<JsonValue.Obj>> waiting = new HashMap<>();
  private final Map<String, ChatView> views = new HashMap<>();
  private Gateway.@Nullable Socket socket;
  private int connections;
  private int frames;
  private int cids;

  Client(String name, Town town, Caller caller) {
    this.name = name;
    this.town = town;
    this.caller = caller;
    this.dice = town.dice().fork(name);
  }

  final String name() {
    return name;
  }

  final Town town() {
    return town;
  }

  final Caller caller() {
    return caller;
  }

  final int nextFrame() {
    return ++frames;
  }

  final String nextCid() {
    return name + "-" + ++cids;
  }

  final ChatView view(String chat) {
    return views.computeIfAbsent(
        chat,
        id -> {
          ChatView view = new ChatView(id);
          town.records().add(new Records.Seen(town.tenantOf(id), name, view));
          return view;
        });
  }

  final Iterable<ChatView> views() {
    return java.util.List.copyOf(new java.util.TreeMap<>(views).values());
  }

  /// The connection that there is; empty for none.
  final String connection() {
    Gateway.Socket held = socket;
    return held != null && held.isHeld() ? held.id() : "";
  }

  final boolean isConnected() {
    return socket != null && socket.isHeld();
  }

  /// What is done right after a connection came about.
  abstract void connected();

  /// A frame that nobody asked for.
  abstract void pushed(String type, JsonValue.Obj frame);

  /// Whether a deed is done in this run.
  final boolean does(String deed) {
    return town.plan().has("deed:" + name + "/" + deed);
  }

  final void pass(long leastMillis, long mostMillis) {
    town.scheduler().sleep(dice.between(leastMillis * 1000, mostMillis * 1000));
  }

  /// @return whether there is a connection now
  final boolean connect() {
    if (isConnected()) {
      return true;
    }
    socket = town.gateway().connect(this, caller, name + "-" + ++connections);
    if (socket == null) {
      return false;
    }
    connected();
    return isConnected();
  }

  /// Leaves as a closed page does.
  final void close() {
    Gateway.Socket held = socket;
    socket = null;
    if (held != null) {
      town.gateway().close(held);
    }
  }

  /// Leaves as a train does in a tunnel.
  final void vanish() {
    Gateway.Socket held = socket;
    socket = null;
    if (held != null) {
      town.gateway().cut(held);
    }
  }

  final void lost(Gateway.Socket ended) {
    if (socket == ended) {
      socket = null;
    }
  }

  final void receive(Gateway.Socket from, String text) {
    town.cloud().note(from.id(), "-> " + text);
    JsonValue.Obj frame = Json.object(text);
    String type = frame.text("type").orElse("");
    @Nullable Promise<JsonValue.Obj> promise = waiting.get(frame.text("cid").orElse(""));
    if (promise != null) {
      promise.keep(frame);
      return;
    }
    if (type.equals("entry")) {
      mayKnow(frame, "entry");
      view(frame.text("chat").orElseThrow()).add(frame.object("entry").orElseThrow());
    }
    pushed(type, frame);
  }

  /// Sends a frame that has no reply.
  final void tell(String action, Consumer<JsonObjectWriter> fields) {
    Gateway.Socket to = socket;
    if (to != null) {
      town.gateway()
          .send(
              to,
              action,
              Json.write(json -> {
                json.text("action", action);
                fields.accept(json);
              }));
    }
  }

  /// Asks until there is an answer that counts.
  ///
  /// @return nothing when it gave up: nobody knows what came of it
  final Optional<JsonValue.Obj> ask(String action, String cid, Consumer<JsonObjectWriter> fields) {
    int tries = town.isHealed() ? 40 : 6;
    for (int attempt = 1; attempt <= tries; attempt++) {
      if (!connect()) {
        pass(500, 4000);
        continue;
      }
      Optional<JsonValue.Obj> reply = once(action, cid, fields);
      if (reply.isPresent() && !isToTryAgain(reply.get())) {
        return reply;
      }
      if (reply.isEmpty() && dice.chance(0.3)) {
        close();
      }
      pass(200, 3000);
    }
    return Optional.empty();
  }

  /// Asks for a frame at the connection that there is, once.
  final Optional<JsonValue.Obj> once(String action, String cid, Consumer<JsonObjectWriter> fields) {
    Gateway.Socket to = socket;
    if (to == null) {
      return Optional.empty();
    }
    Promise<JsonValue.Obj> promise = new Promise<>();
    waiting.put(cid, promise);
    town.gateway()
        .send(
            to,
            action,
            Json.write(json -> {
              json.text("action", action).text("cid", cid);
              fields.accept(json);
            }));
    town.scheduler().await(promise, dice.between(3 * SECOND, 7 * SECOND));
    waiting.remove(cid);
    promise.value().ifPresent(this::mustNotBeInternal);
    return promise.value();
  }

  /// Gets everything of a chat that this client has not seen.
  ///
  /// @return whether that came to an end
  final boolean sync(ChatView view) {
    long after = view.seen();
    long least = after;
    for (int page = 0; page < 20; page++) {
      long from = after;
      Optional<JsonValue.Obj> reply =
          ask("sync", nextCid(), json -> about(json, view.id()).number("after", from));
      if (reply.isEmpty() || !type(reply.get()).equals("log")) {
        return false;
      }
      mayKnow(reply.get(), "log");
      after = view.page(from, reply.get());
      if (after == 0) {
        if (view.seen() < least) {
          throw new Violation("I3", "a sync of " + view.id() + " took back what was seen");
        }
        return true;
      }
    }
    return false;
  }

  /// Writes a message, and notes what was acknowledged.
  final void write(ChatView view, String deed, String text) {
    String cid = name + "-" + deed;
    String author = authorOf(view.id());
    for (int attempt = 0; attempt < 3; attempt++) {
      if (view.hasMessage(author, cid)) {
        return;
      }
      Optional<JsonValue.Obj> reply =
          ask(
              "message",
              cid,
              json -> about(json, view.id()).number("after", view.seen()).text("text", text));
      if (reply.isEmpty()) {
        return;
      }
      switch (type(reply.get())) {
        case "ack" -> {
          long seq = reply.get().whole("seq").orElseThrow();
          town.records()
              .add(new Records.Acked(town.tenantOf(view.id()), view.id(), author, cid, seq));
          view.add(seq, "message", caller.party().word(), author, cid, text);
          return;
        }
        case "error" -> {
          String code = reply.get().text("code").orElse("");
          if (code.equals("ended")) {
            sync(view);
            view.over();
            return;
          }
          if (code.equals("not-found")) {
            throw new Violation("I4", name + " has chat " + view.id() + ", but may not write");
          }
          sync(view);
        }
        default -> throw new Violation("protocol", "message was answered " + reply.get());
      }
    }
  }

  /// The chat that a frame is about; of another organization's, its organization too.
  final JsonObjectWriter about(JsonObjectWriter json, String chat) {
    String tenant = town.tenantOf(chat);
    return tenant.equals(caller.tenant().value())
        ? json.text("chat", chat)
        : json.text("chat", chat).text("organization", tenant);
  }

  /// Under which id this client's messages stand in a chat.
  String authorOf(String chat) {
    return caller.id();
  }

  static String type(JsonValue.Obj frame) {
    return frame.text("type").orElse("");
  }

  /// No frame may tell of a chat that is not this client's to know.
  abstract void mayKnow(JsonValue.Obj frame, String type);

  private boolean isToTryAgain(JsonValue.Obj reply) {
    return type(reply).equals("error") && TRY_AGAIN.contains(reply.text("code").orElse(""));
  }

  /// A function that fails for a reason of its own has a defect; one that met a fault has not.
  private void mustNotBeInternal(JsonValue.Obj reply) {
    if (town.isLongHealed()
        && type(reply).equals("error")
        && reply.text("code").orElse("").equals("internal")) {
      throw new Violation("internal", name + " was answered an internal error: " + reply);
    }
  }
}
