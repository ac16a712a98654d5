package app.firstbell.proof.localstack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// LocalStack 4.9.2 in host mode: no container, loopback only, everything pinned. Made under
/// `proof/target/localstack` on first use (about a minute), ready in a few seconds after that.
public final class LocalStack implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(90);
  private final Kept process;
  private final URI endpoint;

  private LocalStack(Kept process, URI endpoint) {
    this.process = process;
    this.endpoint = endpoint;
  }

  /// @param proof the module's directory, which holds `localstack/requirements.txt`
  /// @param port 4566 by custom; must be free
  /// @throws PythonEnvironment.Unavailable when this machine has no Python 3.11 or the packages
  ///   cannot be had
  public static LocalStack start(Path proof, int port) throws IOException, InterruptedException {
    Path sources = proof.resolve("localstack").toAbsolutePath();
    Path home = proof.resolve("target/localstack").toAbsolutePath();
    PythonEnvironment python =
        PythonEnvironment.make(
            "python3.11", home.resolve("venv"), sources.resolve("requirements.txt"));
    Path root = home.resolve("root");
    DynamoDbSeed.plant(root);
    requireFree(port);
    Path log = home.resolve("localstack.log");
    Files.deleteIfExists(log);
    Kept process =
        Kept.start(
            sources.resolve("keep.py"),
            log,
            environment(root, port),
            List.of(python.python().toString(), "-m", "localstack.runtime.main"));
    URI endpoint = URI.create("http://127.0.0.1:" + port);
    try {
      awaitHealth(process, endpoint, log);
    } catch (RuntimeException | IOException | InterruptedException e) {
      process.close();
      throw e;
    }
    return new LocalStack(process, endpoint);
  }

  public URI endpoint() {
    return endpoint;
  }

  @Override
  public void close() {
    process.close();
  }

  /// Each of these was found necessary; reasons beside those that surprise.
  private static Map<String, String> environment(Path root, int port) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("FILESYSTEM_ROOT", root.toString());
    all.put(
        "OVERRIDE_IN_DOCKER", "0"); // where /.dockerenv exists it would take a container's paths
    all.put("GATEWAY_LISTEN", "127.0.0.1:" + port);
    all.put(
        "GATEWAY_SERVER",
        "hypercorn"); // the default server ignores the host and binds every interface
    all.put("LOCALSTACK_HOST", "127.0.0.1:" + port);
    all.put("DNS_ADDRESS", "0");
    all.put("SKIP_SSL_CERT_DOWNLOAD", "1");
    all.put("DISABLE_EVENTS", "1");
    all.put("DYNAMODB_IN_MEMORY", "1");
    // The default provider does streams through kinesis-mock, a download: CreateTable with a stream
    // hangs then.
    all.put("PROVIDER_OVERRIDE_DYNAMODB", "v2");
    all.put("PROVIDER_OVERRIDE_DYNAMODBSTREAMS", "v2");
    return all;
  }

  private static void requireFree(int port) throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (java.net.BindException e) {
      throw new IOException(
          "port %d is in use, and LocalStack wants it: end what holds it, or choose another by -Dfirstbell.localstack.port"
              .formatted(port),
          e);
    }
  }

  private static void awaitHealth(Kept process, URI endpoint, Path log)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    HttpRequest request =
        HttpRequest.newBuilder(endpoint.resolve("/_localstack/health"))
            .timeout(Duration.ofSeconds(5))
            .build();
    // HTTP/1.1 by name: the offer of an upgrade to HTTP/2 breaks the pinned server.
    try (HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      while (System.nanoTime() < deadline) {
        if (!process.isAlive()) {
          throw new IOException("LocalStack ended while starting; see " + log);
        }
        try {
          if (http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
            return;
          }
        } catch (IOException notYet) {
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
      }
    }
    throw new IOException("LocalStack was not ready after %s; see %s".formatted(START_LIMIT, log));
  }
}
