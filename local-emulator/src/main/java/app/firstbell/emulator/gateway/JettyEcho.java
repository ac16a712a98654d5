package app.firstbell.emulator.gateway;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;
import org.jspecify.annotations.Nullable;

/// A bare echo by Jetty's own WebSocket API, with nothing of the gateway in it: the peer that
/// benches set beside the gateway.
public final class JettyEcho implements AutoCloseable {
  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server);

  private JettyEcho(int port) throws Exception {
    connector.setHost("127.0.0.1");
    connector.setPort(port);
    server.addConnector(connector);
    server.setHandler(WebSocketUpgradeHandler.from(server, JettyEcho::configure));
    server.start();
  }

  /// @param port 0 for any free one
  public static JettyEcho start(int port) throws Exception {
    return new JettyEcho(port);
  }

  public int port() {
    return connector.getLocalPort();
  }

  private static void configure(ServerWebSocketContainer container) {
    container.setIdleTimeout(Duration.ZERO);
    container.addMapping("/*", (request, response, callback) -> new Echo());
  }

  @Override
  public void close() throws Exception {
    server.stop();
  }

  /// Public, since Jetty looks its methods up.
  public static final class Echo implements Session.Listener.AutoDemanding {
    private @Nullable Session session;

    @Override
    public void onWebSocketOpen(Session opened) {
      session = opened;
    }

    @Override
    public void onWebSocketText(String message) {
      if (session != null) {
        session.sendText(message, Callback.NOOP);
      }
    }

    @Override
    public void onWebSocketError(Throwable cause) {
      // A client that goes away is nothing to an echo.
    }

    @Override
    public void onWebSocketBinary(ByteBuffer payload, Callback callback) {
      if (session != null) {
        session.sendBinary(payload, callback);
      }
    }
  }
}
