package app.firstbell.proof.race;

import app.firstbell.proof.run.Installation;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/// An installation from a copy of cdk.out in which some functions reach DynamoDB through a proxy of
/// ours, which sees and may change what they ask. Nothing else differs.
public final class Detour implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> NOT_FORWARDED =
      Set.of("host", "content-length", "connection", "transfer-encoding", "expect", "upgrade");

  /// What the proxy does with a request on its way.
  @FunctionalInterface
  public interface Toll {
    /// @param operation of DynamoDB, such as `PutItem`
    /// @param request may be changed
    void pass(String operation, JsonNode request);
  }

  private final HttpServer proxy;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Installation installation;
  private final Toll toll;

  private Detour(HttpServer proxy, Installation installation, Toll toll) {
    this.proxy = proxy;
    this.installation = installation;
    this.toll = toll;
  }

  /// @param handlers which functions make the detour, by their handlers' class names with packages
  public static Detour start(String name, Predicate<String> handlers, Toll toll)
      throws IOException, InterruptedException {
    HttpServer proxy =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    proxy.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    Path cdkOut =
        copyWithEndpoint(name, handlers, "http://127.0.0.1:" + proxy.getAddress().getPort());
    // A function may ask before the installation has told where it is: it waits.
    CompletableFuture<Detour> ready = new CompletableFuture<>();
    proxy.createContext("/", exchange -> ready.join().forward(exchange));
    proxy.start();
    Detour detour =
        new Detour(proxy, Installation.start(name, cdkOut, List.of("--transport", "http")), toll);
    ready.complete(detour);
    return detour;
  }

  public Installation installation() {
    return installation;
  }

  @Override
  public void close() {
    installation.close();
    proxy.stop(0);
    http.close();
  }

  private void forward(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
      if (target != null) {
        JsonNode request = JSON.readTree(body);
        toll.pass(target.substring(target.indexOf('.') + 1), request);
        body = JSON.writeValueAsBytes(request);
      }
      URI address = installation.emulator().address().resolve(exchange.getRequestURI());
      HttpRequest.Builder request =
          HttpRequest.newBuilder(address)
              .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
      exchange
          .getRequestHeaders()
          .forEach((header, values) -> {
            if (!NOT_FORWARDED.contains(header.toLowerCase(Locale.ROOT))) {
              values.forEach(v -> request.header(header, v));
            }
          });
      HttpResponse<byte[]> response =
          http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      response
          .headers()
          .map()
          .forEach((header, values) -> {
            if (!NOT_FORWARDED.contains(header.toLowerCase(Locale.ROOT))) {
              exchange.getResponseHeaders().put(header, values);
            }
          });
      exchange.sendResponseHeaders(
          response.statusCode(), response.body().length == 0 ? -1 : response.body().length);
      exchange.getResponseBody().write(response.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Path copyWithEndpoint(String name, Predicate<String> handlers, String endpoint)
      throws IOException {
    Path original = Installation.cdkOut();
    Path copy = Installation.project().resolve("proof/target/cdk.out-" + name);
    try (var files = Files.walk(original)) {
      for (Path file : files.toList()) {
        Path to = copy.resolve(original.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(to);
        } else if (file.toString().endsWith("-app.template.json")) {
          Files.writeString(to, withEndpoint(Files.readString(file), handlers, endpoint));
        } else {
          Files.deleteIfExists(to);
          Files.createLink(to, file);
        }
      }
    }
    return copy;
  }

  private static String withEndpoint(String template, Predicate<String> handlers, String endpoint)
      throws IOException {
    ObjectNode root = (ObjectNode) JSON.readTree(template);
    int detoured = 0;
    for (JsonNode resource : root.path("Resources")) {
      String handler = resource.path("Properties").path("Handler").asText();
      if (handlers.test(handler.replaceFirst("::.*", ""))) {
        ((ObjectNode) resource.path("Properties"))
            .withObject("/Environment/Variables")
            .put("AWS_ENDPOINT_URL_DYNAMODB", endpoint);
        detoured++;
      }
    }
    if (detoured == 0) {
      throw new IllegalStateException("expected functions that make the detour, found none");
    }
    return root.toString();
  }
}
