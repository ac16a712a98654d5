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
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// A planted bug in the whole system: an installation from a copy of cdk.out in which one function
/// reaches DynamoDB through a proxy that removes the conditions from its writes. Nothing else
/// differs.
final class Unconditional implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> NOT_FORWARDED =
      Set.of("host", "content-length", "connection", "transfer-encoding", "expect", "upgrade");

  private final HttpServer proxy;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final AtomicInteger stripped = new AtomicInteger();
  private volatile URI target = URI.create("http://127.0.0.1:1");
  private volatile Installation installation;

  private Unconditional(HttpServer proxy, Installation installation) {
    this.proxy = proxy;
    this.installation = installation;
  }

  /// @param handler class name of the function's handler, for example `AcceptHandler`
  static Unconditional start(String name, String handler) throws IOException, InterruptedException {
    HttpServer proxy =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    proxy.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    Path cdkOut =
        copyWithEndpoint(name, handler, "http://127.0.0.1:" + proxy.getAddress().getPort());
    Installation installation = Installation.start(name, cdkOut, List.of("--transport", "http"));
    Unconditional planted = new Unconditional(proxy, installation);
    planted.target = installation.emulator().address();
    proxy.createContext("/", planted::forward);
    proxy.start();
    return planted;
  }

  Installation installation() {
    return installation;
  }

  /// How many writes lost their condition so far.
  int stripped() {
    return stripped.get();
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
      String operation = exchange.getRequestHeaders().getFirst("X-Amz-Target");
      if (operation != null
          && (operation.endsWith("PutItem")
              || operation.endsWith("UpdateItem")
              || operation.endsWith("TransactWriteItems"))) {
        JsonNode request = JSON.readTree(body);
        strip(request);
        body = JSON.writeValueAsBytes(request);
      }
      HttpRequest.Builder request =
          HttpRequest.newBuilder(target.resolve(exchange.getRequestURI()))
              .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
      exchange
          .getRequestHeaders()
          .forEach((header, values) -> {
            if (!NOT_FORWARDED.contains(header.toLowerCase(java.util.Locale.ROOT))) {
              values.forEach(v -> request.header(header, v));
            }
          });
      HttpResponse<byte[]> response =
          http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      response
          .headers()
          .map()
          .forEach((header, values) -> {
            if (!NOT_FORWARDED.contains(header.toLowerCase(java.util.Locale.ROOT))) {
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

  /// Takes the condition out of a request; names and values that only it used would be refused, so
  /// they are used again in a condition that always holds.
  private void strip(JsonNode node) {
    if (node instanceof ObjectNode object && object.has("ConditionExpression")) {
      String condition = object.path("ConditionExpression").asText();
      object.put(
          "ConditionExpression",
          "(" + condition + ") OR attribute_exists(pk) OR attribute_not_exists(pk)");
      stripped.incrementAndGet();
    }
    node.forEach(this::strip);
  }

  private static Path copyWithEndpoint(String name, String handler, String endpoint)
      throws IOException {
    Path original = Installation.cdkOut();
    Path copy = Installation.project().resolve("proof/target/cdk.out-" + name);
    try (var files = Files.walk(original)) {
      for (Path file : files.toList()) {
        Path to = copy.resolve(original.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(to);
        } else if (file.toString().endsWith("-app.template.json")) {
          Files.writeString(to, withEndpoint(Files.readString(file), handler, endpoint));
        } else {
          Files.deleteIfExists(to);
          Files.createLink(to, file);
        }
      }
    }
    return copy;
  }

  private static String withEndpoint(String template, String handler, String endpoint)
      throws IOException {
    ObjectNode root = (ObjectNode) JSON.readTree(template);
    int planted = 0;
    for (JsonNode resource : root.path("Resources")) {
      if (resource.path("Properties").path("Handler").asText().contains("." + handler)) {
        ((ObjectNode) resource.path("Properties"))
            .withObject("/Environment/Variables")
            .put("AWS_ENDPOINT_URL_DYNAMODB", endpoint);
        planted++;
      }
    }
    if (planted != 1) {
      throw new IllegalStateException(
          "expected one function with handler %s, got %d".formatted(handler, planted));
    }
    return root.toString();
  }
}
