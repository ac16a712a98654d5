package app.firstbell.emulator.gateway;

import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/// The gateway's WebSocket codec with its limits lifted, sending back what it gets: what a
/// conformance suite is run against, and the floor that benches compare with.
///
/// `java … app.firstbell.emulator.gateway.EchoServer --port 18100`
public final class EchoServer implements AutoCloseable {
  private final Server server = new Server();
  private final Upgrades upgrades = new Upgrades();
  private final ServerConnector connector;

  private EchoServer(int port) throws Exception {
    connector = new ServerConnector(server, new HttpConnectionFactory(new HttpConfiguration()));
    connector.setHost("127.0.0.1");
    connector.setPort(port);
    server.addConnector(connector);
    server.setHandler(new Echoing());
    server.start();
  }

  /// @param port 0 for any free one
  public static EchoServer start(int port) throws Exception {
    return new EchoServer(port);
  }

  public int port() {
    return connector.getLocalPort();
  }

  @Override
  public void close() throws Exception {
    server.stop();
    upgrades.close();
  }

  public static void main(String[] arguments) throws Exception {
    if (arguments.length != 2 || !arguments[0].equals("--port")) {
      System.err.println("expected: --port N; got: " + String.join(" ", arguments));
      System.exit(2);
    }
    EchoServer echo = start(Integer.parseInt(arguments[1]));
    System.out.println("echo on ws://127.0.0.1:" + echo.port());
    echo.server.join();
  }

  private final class Echoing extends Handler.Abstract.NonBlocking {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      Echo echo = new Echo();
      SocketCodec codec = new SocketCodec(FrameRules.lifted(), echo);
      echo.codec = codec;
      return Upgrades.asked(request)
          && upgrades.upgrade(request, response, callback, codec, FrameRules.lifted());
    }
  }

  private static final class Echo implements SocketCodec.Listener {
    private @Nullable SocketCodec codec;

    @Override
    public void text(String message, int bytes) {
      if (codec != null) {
        codec.sendText(message.getBytes(StandardCharsets.UTF_8));
      }
    }

    @Override
    public void binary(byte[] message) {
      if (codec != null) {
        codec.sendBinary(message);
      }
    }

    @Override
    public void closed(Closing why) {}
  }
}
