package app.firstbell.emulator.lambda;

import app.firstbell.emulator.aws.AwsApi;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.Proxy;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Answers what this JVM asks of an emulator's AWS endpoint by `HttpURLConnection` without a socket
/// in between.
///
/// An SDK client built on `UrlConnectionHttpClient` opens `http://127.0.0.1:<port>/…` by [URL]; the
/// JVM's stream handler for `http` is asked first, and gives a connection that calls the endpoint
/// on the caller's own thread. Every other address, and every other kind of client, goes by the
/// JDK's handler as ever. The factory is a thing of the whole JVM and can be set once, so all
/// emulators in it share this one, told apart by their ports.
public final class InProcessTransport implements AutoCloseable {
  private static final Map<Integer, AwsApi> BY_PORT = new ConcurrentHashMap<>();

  /// Made before the factory is set, so it carries the JDK's own handler on to URLs made with it as
  /// their context.
  private static final URL OF_THE_JDK = jdkUrl();

  private static @Nullable Boolean installed;

  private final int port;

  private InProcessTransport(int port) {
    this.port = port;
  }

  /// Whether this JVM lets its URLs be answered here; another library may have been first.
  public enum Standing {
    INSTALLED,
    REFUSED
  }

  static synchronized Standing install() {
    if (installed == null) {
      try {
        URL.setURLStreamHandlerFactory(protocol -> protocol.equals("http") ? new Handler() : null);
        installed = true;
      } catch (Error _) {
        // The JDK's way to say that a factory is set already. The endpoint is reached over HTTP
        // then.
        installed = false;
      }
    }
    return installed ? Standing.INSTALLED : Standing.REFUSED;
  }

  /// Answers calls to a port of loopback by the endpoint, until closed.
  public static InProcessTransport open(int port, AwsApi api) {
    install();
    BY_PORT.put(port, api);
    return new InProcessTransport(port);
  }

  @Override
  public void close() {
    BY_PORT.remove(port);
  }

  private static URL jdkUrl() {
    try {
      return URI.create("http://127.0.0.1/").toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException("every Java knows http", e);
    }
  }

  private static final class Handler extends URLStreamHandler {
    private static final int HTTP_PORT = 80;

    @Override
    protected int getDefaultPort() {
      return HTTP_PORT;
    }

    @Override
    protected URLConnection openConnection(URL url) throws IOException {
      AwsApi api = url.getHost().equals("127.0.0.1") ? BY_PORT.get(url.getPort()) : null;
      return api == null ? ofTheJdk(url).openConnection() : new InProcessConnection(url, api);
    }

    @Override
    protected URLConnection openConnection(URL url, Proxy proxy) throws IOException {
      return proxy.equals(Proxy.NO_PROXY)
          ? openConnection(url)
          : ofTheJdk(url).openConnection(proxy);
    }

    @SuppressWarnings("deprecation") // The only constructor that passes the context's handler on.
    private static URL ofTheJdk(URL url) throws MalformedURLException {
      return new URL(OF_THE_JDK, url.toExternalForm());
    }
  }
}
