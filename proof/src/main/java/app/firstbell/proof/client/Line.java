package app.firstbell.proof.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A signed-in party's line to the server: one socket at a time, replies by `cid`, everything else
/// kept in the order it came until somebody awaits it. After [#cut] or a close, [#connect] makes a
/// new socket with a new ticket.
public final class Line implements AutoCloseable {
  public static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Door door;
  private final String token;
  private final FrameCheck check;
  private final List<JsonNode> pushes = new ArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private volatile Consumer<JsonNode> onPush = _ -> {};
  private volatile Keeping keeping = Keeping.ALL;
  private volatile @Nullable Wire wire;
  private volatile @Nullable Throwable wrong;
  private volatile Hearing hearing = new Hearing();

  /// How a socket ended.
  public record Closed(int code, String reason) {}

  public Line(Door door, String token, FrameCheck check) {
    this.door = door;
    this.token = token;
    this.check = check;
  }

  /// Whether pushes are kept until they are awaited.
  public enum Keeping {
    ALL,
    /// For loads: they are only given to [#onPush].
    NONE
  }

  public Line keepPushes(Keeping kept) {
    keeping = kept;
    return this;
  }

  /// Called for every push as it comes, by the reader, beside its being kept.
  public void onPush(Consumer<JsonNode> hearer) {
    onPush = hearer;
  }

  /// Takes a ticket and opens a socket with it.
  public Line connect() throws IOException {
    JsonNode ticket = door.ticket(token).orFail(201).json();
    return connect(ticket.path("ticket").asText(), URI.create(ticket.path("socket").asText()));
  }

  public Line connect(String ticket, URI socket) throws IOException {
    Hearing fresh = new Hearing();
    hearing = fresh;
    wire =
        Wire.open(
            socket,
            List.of("firstbell.v1", "ticket." + ticket),
            Map.of("Origin", door.origin()),
            fresh);
    return this;
  }

  public Door door() {
    return door;
  }

  public String token() {
    return token;
  }

  public boolean isOpen() {
    Wire now = wire;
    return now != null && now.isOpen();
  }

  public Wire wire() {
    Wire now = wire;
    if (now == null) {
      throw new IllegalStateException("not connected");
    }
    return now;
  }

  /// A frame `{"action": …, "cid": …}` to fill.
  public static ObjectNode frame(String action) {
    return Door.JSON.createObjectNode().put("action", action).put("cid", newCid());
  }

  public static String newCid() {
    return UUID.randomUUID().toString().replace("-", "");
  }

  /// Sends without waiting. The future fails when the socket ends first: whether the server acted
  /// is unknown then.
  public CompletableFuture<JsonNode> ask(ObjectNode frame) {
    return hearing.ask(frame);
  }

  /// Sends and waits for the reply, whatever it is.
  public JsonNode call(ObjectNode frame) {
    return get(ask(frame), frame.toString());
  }

  /// Sends, waits, and fails unless the reply has the expected type.
  public JsonNode call(ObjectNode frame, String expectedType) {
    JsonNode reply = call(frame);
    if (!reply.path("type").asText().equals(expectedType)) {
      throw new AssertionError("expected `%s` to %s, got %s".formatted(expectedType, frame, reply));
    }
    return reply;
  }

  /// Sends what has no reply.
  public void tell(ObjectNode frame) throws IOException {
    String text = frame.toString();
    check.fromClient(text);
    wire().text(text);
  }

  /// Waits for a push of a type, and takes it out.
  public JsonNode await(String type) {
    return await(type, _ -> true);
  }

  public JsonNode await(String type, Predicate<JsonNode> which) {
    return await(type, which, PATIENCE);
  }

  /// @throws AssertionError when none came in time; says what came instead
  public JsonNode await(String type, Predicate<JsonNode> which, Duration patience) {
    long left = patience.toNanos();
    lock.lock();
    try {
      while (true) {
        failIfWrong();
        for (int i = 0; i < pushes.size(); i++) {
          JsonNode push = pushes.get(i);
          if (push.path("type").asText().equals(type) && which.test(push)) {
            pushes.remove(i);
            return push;
          }
        }
        if (left <= 0) {
          throw new AssertionError(
              "no `%s` came within %s; these did: %s".formatted(type, patience, pushes));
        }
        left = news.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    } finally {
      lock.unlock();
    }
  }

  /// What came and was not awaited yet.
  public List<JsonNode> pushes() {
    lock.lock();
    try {
      failIfWrong();
      return List.copyOf(pushes);
    } finally {
      lock.unlock();
    }
  }

  /// Waits until the server (or a cut) ended the socket.
  public Closed awaitClosed() {
    return get(hearing.end, "the socket's end");
  }

  /// Loses the network: no goodbye.
  public void cut() {
    Wire now = wire;
    if (now != null) {
      now.cut();
    }
  }

  @Override
  public void close() {
    Wire now = wire;
    if (now != null) {
      now.close();
    }
  }

  private void keep(JsonNode push) {
    lock.lock();
    try {
      pushes.add(push);
      news.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void failIfWrong() {
    Throwable first = wrong;
    if (first != null) {
      throw new AssertionError("a frame was not as published: " + first.getMessage(), first);
    }
  }

  private static <T> T get(CompletableFuture<T> future, String what) {
    try {
      return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("no answer within %s to %s".formatted(PATIENCE, what), e);
    } catch (ExecutionException e) {
      throw new AssertionError("no answer to %s: %s".formatted(what, e.getCause()), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  private final class Hearing implements Wire.Listener {
    private final Map<String, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
    private final CompletableFuture<Closed> end = new CompletableFuture<>();

    CompletableFuture<JsonNode> ask(ObjectNode frame) {
      String cid = frame.path("cid").asText();
      CompletableFuture<JsonNode> reply = new CompletableFuture<>();
      waiting.put(cid, reply);
      try {
        tell(frame);
      } catch (IOException e) {
        reply.completeExceptionally(e);
      }
      if (end
          .isDone()) { // it may have ended between the put and now; then nobody else fails this one
        reply.completeExceptionally(new IOException("the socket ended: " + end.join()));
      }
      return reply;
    }

    @Override
    public void text(String text) {
      JsonNode frame;
      try {
        check.fromServer(text);
        frame = Door.JSON.readTree(text);
      } catch (IOException | AssertionError e) {
        wrong = e;
        return;
      }
      String cid = frame.path("cid").asText();
      CompletableFuture<JsonNode> reply = cid.isEmpty() ? null : waiting.remove(cid);
      if (reply != null) {
        reply.complete(frame);
        return;
      }
      if (keeping == Keeping.ALL) {
        keep(frame);
      }
      onPush.accept(frame);
    }

    @Override
    public void closed(int code, String reason) {
      end.complete(new Closed(code, reason));
      IOException ended = new IOException("the socket ended: " + code + " " + reason);
      waiting.values().forEach(reply -> reply.completeExceptionally(ended));
      waiting.clear();
    }
  }
}
