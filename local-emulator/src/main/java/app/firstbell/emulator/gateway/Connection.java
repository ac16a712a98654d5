package app.firstbell.emulator.gateway;

import app.firstbell.emulator.gateway.ApiGateway.ConnectionView;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/// A live WebSocket connection. It exists from the moment `$connect` has succeeded until its socket
/// is gone.
final class Connection {
  /// How long a client may take to answer a close frame.
  private static final Duration CLOSE_ANSWER = Duration.ofSeconds(2);

  private final WebSocketApi api;
  private final Caller caller;
  private final Optional<Identity> identity;
  private final InstantSource clock;
  private final Timer timer;
  private final SocketCodec codec;
  private volatile long lastActiveAt;

  Connection(
      WebSocketApi api,
      Caller caller,
      Optional<Identity> identity,
      FrameRules rules,
      Sockets sockets,
      InstantSource clock,
      Timer timer) {
    this.api = api;
    this.caller = caller.withoutHandshake();
    this.identity = identity;
    this.clock = clock;
    this.timer = timer;
    this.lastActiveAt = caller.connectedAt();
    this.codec = new SocketCodec(rules, new Listening(sockets));
  }

  /// What the gateway does when something comes from a socket. Neither may wait.
  interface Sockets {
    void message(Connection connection, String message, int bytes);

    void closed(Connection connection, Closing why);
  }

  WebSocketApi api() {
    return api;
  }

  Caller caller() {
    return caller;
  }

  String id() {
    return caller.connectionId();
  }

  Optional<Identity> identity() {
    return identity;
  }

  long lastActiveAt() {
    return lastActiveAt;
  }

  SocketCodec codec() {
    return codec;
  }

  /// @param utf8 well-formed text
  Outbox.Offer send(byte[] utf8) {
    Outbox.Offer offer = codec.sendText(utf8);
    if (offer == Outbox.Offer.TAKEN) {
      lastActiveAt = clock.millis();
    }
    return offer;
  }

  /// Sends a close frame, and ends the socket when the client does not answer it.
  void close(Closing why) {
    if (codec.close(why)) {
      timer.after(CLOSE_ANSWER, codec::abort);
    }
  }

  ConnectionView view() {
    return new ConnectionView(
        caller.apiId(),
        id(),
        caller.connectedAt(),
        lastActiveAt,
        identity.map(Identity::principalId).orElse(""));
  }

  private final class Listening implements SocketCodec.Listener {
    private final Sockets sockets;

    Listening(Sockets sockets) {
      this.sockets = sockets;
    }

    @Override
    public void active() {
      lastActiveAt = clock.millis();
    }

    @Override
    public void text(String message, int bytes) {
      sockets.message(Connection.this, message, bytes);
    }

    @Override
    public void closed(Closing why) {
      sockets.closed(Connection.this, why);
    }
  }
}
