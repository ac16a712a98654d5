package app.firstbell.proof.schemathesis;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import app.firstbell.proof.people.Computers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Stands between Schemathesis and the API, and passes on the very bytes of both.
///
/// Limits by address and by minute are right for people, and would hide what a thousand tries are
/// meant to find: each request comes from another address of this machine, and after every few
/// hundred the clock goes on by a minute. A test may also plant a fault here.
final class Turnstile implements AutoCloseable {
  private static final int PER_MINUTE = 450;
  private static final int MOST_MINUTES = 8;
  private static final int ADDRESSES = 200;
  private static final int TIMEOUT_MILLIS = (int) Duration.ofSeconds(30).toMillis();
  private static final Pattern LENGTH =
      Pattern.compile("(?im)^content-length:[ \\t]*([0-9]{1,9})[ \\t]*\\r?$");
  private static final Pattern CONNECTION = Pattern.compile("(?im)^connection:.*\\r?\\n");

  /// What happens to a request on the way.
  interface Fault {
    Fault NONE = (request, api) -> api.apply(request);

    /// @param request head and body, as bytes in Latin-1
    /// @param api sends a request on, and gives the answer
    String answer(String request, UnaryOperator<String> api);
  }

  private final ServerSocket server;
  private final InetSocketAddress app;
  private final Fault fault;
  private final Runnable nextMinute;
  private final List<InetAddress> addresses = new ArrayList<>();
  private final AtomicInteger requests = new AtomicInteger();

  private Turnstile(URI app, Fault fault, Runnable nextMinute) throws IOException {
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.app = new InetSocketAddress(app.getHost(), app.getPort());
    this.fault = fault;
    this.nextMinute = nextMinute;
    for (int i = 0; i < ADDRESSES; i++) {
      addresses.add(Computers.next());
    }
  }

  static Turnstile before(URI app, Fault fault, Runnable nextMinute) throws IOException {
    Turnstile turnstile = new Turnstile(app, fault, nextMinute);
    Thread.ofVirtual().start(turnstile::serve);
    return turnstile;
  }

  String url() {
    return "http://127.0.0.1:" + server.getLocalPort() + "/api";
  }

  int requests() {
    return requests.get();
  }

  private void serve() {
    try {
      while (true) {
        Socket client = server.accept();
        Thread.ofVirtual().start(() -> pass(client));
      }
    } catch (IOException closed) {
      // by #close
    }
  }

  private void pass(Socket client) {
    try (client) {
      client.setSoTimeout(TIMEOUT_MILLIS);
      String request = request(client.getInputStream());
      if (request.isEmpty()) {
        return;
      }
      int count = requests.incrementAndGet();
      if (count % PER_MINUTE == 0 && count / PER_MINUTE <= MOST_MINUTES) {
        nextMinute.run();
      }
      client.getOutputStream().write(fault.answer(request, this::ask).getBytes(ISO_8859_1));
      client.getOutputStream().flush();
    } catch (IOException gone) {
      // whoever asked hears nothing, and says so
    }
  }

  private String ask(String request) {
    try (Socket socket = new Socket()) {
      socket.bind(
          new InetSocketAddress(addresses.get(Math.floorMod(requests.get(), ADDRESSES)), 0));
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.connect(app);
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /// One request, which will be the connection's only one.
  private static String request(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        return "";
      }
      head.write(next);
    }
    String text = CONNECTION.matcher(head.toString(ISO_8859_1)).replaceAll("");
    Matcher length = LENGTH.matcher(text);
    byte[] body = in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
    return text.substring(0, text.length() - 2)
        + "Connection: close\r\n\r\n"
        + new String(body, ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
