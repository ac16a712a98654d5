package app.firstbell.emulator.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import app.firstbell.emulator.aws.AwsAnswer;
import app.firstbell.emulator.aws.AwsCall;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class InProcessTransportTest {
  /// Nothing listens there: whatever is answered did not come over a socket.
  private static final int PORT = 1;

  private final List<AwsCall> calls = new ArrayList<>();

  private AwsAnswer answer(AwsCall call) {
    calls.add(call);
    int status = call.path().equals("/bad") ? 400 : 200;
    return new AwsAnswer(
        status, Map.of("X-Odd", "yes"), "an answer".getBytes(StandardCharsets.UTF_8));
  }

  private static HttpURLConnection open(String address) throws IOException {
    return (HttpURLConnection) URI.create(address).toURL().openConnection();
  }

  @Test
  void aCallReachesTheEndpointWithoutASocket() throws IOException {
    try (InProcessTransport _ = InProcessTransport.open(PORT, this::answer)) {
      HttpURLConnection connection = open("http://127.0.0.1:" + PORT + "/a%3D/b?x=1");
      connection.setRequestMethod("POST");
      connection.setRequestProperty("X-Amz-Target", "DynamoDB_20120810.PutItem");
      connection.setDoOutput(true);
      connection.getOutputStream().write("a body".getBytes(StandardCharsets.UTF_8));
      assertEquals(200, connection.getResponseCode());
      assertEquals("yes", connection.getHeaderField("x-odd"));
      assertEquals(
          "an answer",
          new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
      AwsCall call = calls.getFirst();
      assertEquals("POST", call.method());
      assertEquals("/a%3D/b", call.path());
      assertEquals("x=1", call.query());
      assertEquals("DynamoDB_20120810.PutItem", call.header("x-amz-target").orElse(""));
      assertEquals("a body", new String(call.body(), StandardCharsets.UTF_8));
      assertEquals(1, calls.size());
    }
  }

  @Test
  void anErrorComesOnTheErrorStream() throws IOException {
    try (InProcessTransport _ = InProcessTransport.open(PORT, this::answer)) {
      HttpURLConnection connection = open("http://127.0.0.1:" + PORT + "/bad");
      assertEquals(400, connection.getResponseCode());
      assertEquals(
          "an answer",
          new String(
              Objects.requireNonNull(connection.getErrorStream()).readAllBytes(),
              StandardCharsets.UTF_8));
      assertThrows(IOException.class, connection::getInputStream);
    }
  }

  @Test
  void everyOtherAddressGoesOverASocketAsEver() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
    try (InProcessTransport _ = InProcessTransport.open(PORT, this::answer)) {
      assertEquals(
          204, open("http://127.0.0.1:" + server.getAddress().getPort() + "/").getResponseCode());
      assertEquals(List.of(), calls);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void aFunctionCallsAsItselfAndAsNobodyElse() throws Exception {
    CurrentFunction function = function();
    try (InProcessTransport _ = InProcessTransport.open(PORT, this::answer)) {
      assertEquals(200, statusOf(function, "ASIAOWN"));
      assertEquals(403, statusOf(function, "ASIAOTHER"));
      assertEquals(403, statusOf(function, ""));
      assertEquals(1, calls.size());
    }
  }

  @Test
  void aFunctionThatTimedOutReachesNothingAnyMore() {
    CurrentFunction function = function();
    function.end();
    try (InProcessTransport _ = InProcessTransport.open(PORT, this::answer)) {
      assertThrows(ExecutionException.class, () -> statusOf(function, "ASIAOWN"));
      assertEquals(List.of(), calls);
    }
  }

  private static int statusOf(CurrentFunction function, String key) throws Exception {
    FutureTask<Integer> call =
        new FutureTask<>(() -> {
          function.bindThread();
          HttpURLConnection connection = open("http://127.0.0.1:" + PORT + "/");
          if (!key.isEmpty()) {
            connection.setRequestProperty(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=%s/20261201/us-east-1/sqs/aws4_request"
                    .formatted(key));
          }
          return connection.getResponseCode();
        });
    Thread.ofPlatform().start(call);
    return call.get();
  }

  private static CurrentFunction function() {
    return new CurrentFunction(
        new FunctionDefinition(
            "One",
            "one",
            "arn:aws:lambda:us-east-1:000000000000:function:one",
            "a.B::c",
            Path.of("."),
            "",
            Duration.ofSeconds(1),
            128,
            OptionalInt.empty(),
            "",
            "ASIAOWN",
            Map.of()),
        CurrentFunction.worldOfThread(Clock.systemUTC()));
  }

  @Test
  void onceClosedItAnswersNoMore() throws IOException {
    InProcessTransport.open(PORT, this::answer).close();
    assertThrows(
        ConnectException.class, () -> open("http://127.0.0.1:" + PORT + "/").getResponseCode());
  }
}
