package app.firstbell.proof.bench;

import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.VirtualThreadPool;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;

/// A bare Jetty that sends every text back: what the machine and the frames alone cost. Prints its
/// port and runs until its standard input closes.
public final class EchoPeer {
  private EchoPeer() {}

  public static void main(String[] arguments) throws Exception {
    Server server = new Server(new VirtualThreadPool());
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(
        WebSocketUpgradeHandler.from(
            server, container -> container.addMapping("/*", (_, _, _) -> new Echo())));
    server.start();
    System.out.println(connector.getLocalPort());
    while (System.in.read() >= 0) {
      // until whoever started us goes
    }
    server.stop();
  }

  /// One connection.
  public static final class Echo implements Session.Listener.AutoDemanding {
    private volatile @org.jspecify.annotations.Nullable Session session;

    @Override
    public void onWebSocketOpen(Session opened) {
      session = opened;
    }

    @Override
    public void onWebSocketText(String message) {
      Session now = session;
      if (now != null) {
        now.sendText(message, Callback.NOOP);
      }
    }
  }
}
