package app.firstbell.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmulatorTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir static Path directory;
  private static Emulator emulator;
  private static String site;
  private static String page;

  @BeforeAll
  static void start() throws Exception {
    emulator = Emulator.start(EmulatorOptions.of(TinyApp.in(directory)));
    site = Objects.requireNonNull(emulator.outputs().get("SiteUrl"));
    page = emulator.addresses().awsEndpoint();
  }

  @AfterAll
  static void close() {
    emulator.close();
    HTTP.close();
  }

  private static HttpResponse<byte[]> send(HttpRequest.Builder request) throws Exception {
    return HTTP.send(request.build(), BodyHandlers.ofByteArray());
  }

  private static HttpRequest.Builder to(String address) {
    return HttpRequest.newBuilder(URI.create(address));
  }

  private static HttpResponse<byte[]> get(String address) throws Exception {
    return send(to(address));
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  private static String header(HttpResponse<byte[]> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  @Test
  void theRootOfASiteIsItsRootObjectWithThePolicysHeaders() throws Exception {
    HttpResponse<byte[]> response = get(site + "/");
    assertEquals(200, response.statusCode());
    assertTrue(text(response).contains("<title>Tiny</title>"));
    assertEquals("text/html", header(response, "Content-Type"));
    assertEquals("no-cache", header(response, "Cache-Control"));
    assertEquals("nosniff", header(response, "X-Content-Type-Options"));
    assertEquals(
        "connect-src " + site.replace("http", "ws"), header(response, "Content-Security-Policy"));
  }

  @Test
  void aFileIsCompressedForWhoAcceptsItAndNotSentAgainToWhoHasIt() throws Exception {
    HttpResponse<byte[]> plain = get(site + "/assets/app.js");
    HttpResponse<byte[]> gzip = send(to(site + "/assets/app.js").header("Accept-Encoding", "gzip"));
    assertEquals("gzip", header(gzip, "Content-Encoding"));
    assertTrue(gzip.body().length < plain.body().length);
    assertEquals(
        text(plain),
        new String(
            new GZIPInputStream(new ByteArrayInputStream(gzip.body())).readAllBytes(),
            StandardCharsets.UTF_8));
    for (HttpResponse<byte[]> known : List.of(plain, gzip)) {
      HttpResponse<byte[]> again =
          send(to(site + "/assets/app.js").header("If-None-Match", header(known, "ETag")));
      assertEquals(304, again.statusCode());
      assertEquals(0, again.body().length);
    }
  }

  @Test
  void headHasTheHeadersAndNoBody() throws Exception {
    HttpResponse<byte[]> response = send(to(site + "/").HEAD());
    assertEquals(200, response.statusCode());
    assertEquals(0, response.body().length);
    assertFalse(header(response, "Content-Length").isEmpty());
  }

  @Test
  void behavioursAreTriedInOrderAndTheirMethodsHold() throws Exception {
    assertEquals("", header(get(site + "/plain/a.txt"), "Cache-Control"));
    assertEquals(403, send(to(site + "/").POST(BodyPublishers.noBody())).statusCode());
  }

  @Test
  void aMissingFileIsForbiddenAsByS3WithoutTheRightToList() throws Exception {
    HttpResponse<byte[]> response = get(site + "/nothing.html");
    assertEquals(403, response.statusCode());
    assertTrue(text(response).contains("<Code>AccessDenied</Code>"));
  }

  @Test
  void markersOfASourceAreReplacedByLocalAddresses() throws Exception {
    JsonNode config = JSON.readTree(get(site + "/config.json").body());
    assertEquals(site, config.path("app").asText());
    assertEquals("café", config.path("name").asText());
  }

  @Test
  void anApiBehindASiteAnswersWithThePolicyOverItsOwnHeaders() throws Exception {
    HttpResponse<byte[]> response = get(site + "/api/echo?x=1");
    assertEquals(200, response.statusCode(), () -> text(response));
    assertEquals("echo", JSON.readTree(response.body()).path("name").asText());
    assertEquals("no-cache", header(response, "Cache-Control"));
    assertEquals("application/json", header(response, "Content-Type"));
    assertEquals(404, get(site + "/api/nobody").statusCode());
  }

  @Test
  void behindASiteTheViewersAddressIsTheLastButOneWhateverTheViewerClaims() throws Exception {
    JsonNode event =
        JSON.readTree(send(to(site + "/api/echo").header("X-Forwarded-For", "6.6.6.6")).body());
    assertEquals("6.6.6.6, 127.0.0.1, 130.176.0.1", event.at("/headers/x-forwarded-for").asText());
    assertEquals("130.176.0.1", event.at("/requestContext/http/sourceIp").asText());
  }

  @Test
  void anOriginsOwnHeadersTakeThePlaceOfTheViewersWithTheValuesOfSecrets() throws Exception {
    for (HttpRequest.Builder asked :
        List.of(
            to(site + "/api/echo"),
            to(site + "/api/echo").header("X-Proof", "a guess"),
            to(site + "/api/echo").header("x-proof", "one").header("x-proof", "two"))) {
      JsonNode event = JSON.readTree(send(asked).body());
      assertEquals("the edge alone knows it", event.at("/headers/x-proof").asText());
    }
    String api = emulator.assembly().ofType("AWS::ApiGatewayV2::Api").getFirst().ref();
    HttpRequest.Builder past =
        to(page + "/_execute-api/" + api + "/api/echo").header("X-Proof", "a guess");
    JsonNode event = JSON.readTree(send(past).body());
    assertEquals("a guess", event.at("/headers/x-proof").asText());
    assertEquals("127.0.0.1", event.at("/requestContext/http/sourceIp").asText());
  }

  @Test
  void anEncodedSlashIsNoSegmentOfItsOwn() throws Exception {
    assertEquals(404, get(site + "/api/echo%2Fx").statusCode());
    assertEquals(404, get(site + "/api/").statusCode());
    assertEquals(403, get(site + "/..%2Fsecrets.json").statusCode());
  }

  @Test
  void theClockIsMovedByThePageAndByProgramsButNotByOtherSites() throws Exception {
    Duration before = emulator.clock().offset();
    assertEquals(200, clock("{\"advance\": \"PT90S\"}", "").statusCode());
    assertEquals(200, clock("{\"advance\": \"PT10S\"}", page).statusCode());
    assertEquals(Duration.ofSeconds(100), emulator.clock().offset().minus(before));
    assertEquals(403, clock("{\"advance\": \"PT90S\"}", "https://elsewhere.example").statusCode());
    assertEquals(400, clock("{\"advance\": \"PT-5S\"}", "").statusCode());
    assertEquals(400, clock("soon", "").statusCode());
    assertEquals(Duration.ofSeconds(100), emulator.clock().offset().minus(before));
  }

  @Test
  void aFormOfAnotherSiteOrAForeignHostNameGetsNothingOfTheAwsEndpoint() throws Exception {
    HttpResponse<byte[]> form =
        send(
            to(page + "/")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Origin", "https://elsewhere.example")
                .POST(BodyPublishers.ofString("Action=GetCallerIdentity")));
    assertEquals(403, form.statusCode());
    try (Socket socket = new Socket("127.0.0.1", emulator.addresses().awsPort())) {
      socket
          .getOutputStream()
          .write(
              "GET / HTTP/1.1\r\nHost: rebound.example\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(answer.startsWith("HTTP/1.1 403"), answer);
    }
  }

  private static HttpResponse<byte[]> clock(String body, String origin) throws Exception {
    HttpRequest.Builder request =
        to(page + "/_emulator/clock")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body));
    return send(origin.isEmpty() ? request : request.header("Origin", origin));
  }

  @Test
  void thePageShowsFunctionsTablesAndLogsEscaped() throws Exception {
    emulator
        .functions()
        .invoke(
            Objects.requireNonNull(emulator.outputs().get("EchoFunction")),
            "{\"said\": \"<script>\"}".getBytes(StandardCharsets.UTF_8));
    String overview = text(get(page + "/"));
    assertTrue(overview.contains("/functions/Echo") && overview.contains("/tables/Notes"));
    String function = text(get(page + "/functions/Echo"));
    assertTrue(function.contains("hello from echo"));
    assertEquals(200, get(page + "/tables/Notes").statusCode());
    assertEquals(200, get(page + "/mail").statusCode());
    assertEquals(200, get(page + "/queues").statusCode());
    assertEquals(200, get(page + "/apis").statusCode());
    assertEquals(404, get(page + "/functions/Nobody").statusCode());
    JsonNode logs = JSON.readTree(get(page + "/_emulator/logs/Echo").body());
    assertEquals("ok", logs.at("/invocations/0/outcome").asText());
    assertEquals("hello from echo", logs.at("/invocations/0/log/0").asText());
    JsonNode stats = JSON.readTree(get(page + "/_emulator/stats").body());
    assertTrue(stats.path("function.Echo.invocations").asInt() > 0);
  }

  @Test
  void aPortInUseIsSaidInOneSentenceAndNothingIsLeftBehind() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      // The AWS endpoint's is two above the first; with one distribution the one between stays
      // free.
      int base = other.getLocalPort() - 2;
      String message =
          String.valueOf(
              assertThrows(
                      EmulatorException.class,
                      () -> Emulator.start(EmulatorOptions.of(directory).withPort(base)))
                  .getMessage());
      assertTrue(
          message.startsWith(
              "port " + other.getLocalPort() + ", wanted for the AWS endpoint, is in use"),
          message);
      assertTrue(message.contains("--port"), message);
      new ServerSocket(base, 1, InetAddress.getLoopbackAddress()).close();
    }
  }

  @Test
  void theOutputsFileHasTheAddressesAndWhatInvokedFunctionsAnswered() throws IOException {
    OutputsFile outputs = OutputsFile.of(emulator);
    outputs.merge("{\"agents\": [1]}".getBytes(StandardCharsets.UTF_8));
    Path file = directory.resolve("out/firstbell.json");
    outputs.write(file);
    JsonNode json = JSON.readTree(file.toFile());
    assertEquals(ProcessHandle.current().pid(), json.path("pid").asLong());
    assertEquals(site, json.path("site").asText());
    assertEquals(page, json.path("emulator").asText());
    assertEquals(page + "/mail", json.path("mail").asText());
    assertEquals(1, json.at("/agents/0").asInt());
    outputs.delete(file);
    assertFalse(Files.exists(file));
  }

  @Test
  void aListOfAnAnswerIsToldInColumns() throws IOException {
    OutputsFile outputs = OutputsFile.of(emulator);
    outputs.merge(
        """
        {"people": [
          {"email": "olga@firstbell.example", "password": "bell-0", "organization": {"id": "platform", "name": "Firstbell"}},
          {"email": "priya@northwind.example", "password": "bell-2", "rooms": ["tea", "general"]}]}
        """
            .getBytes(StandardCharsets.UTF_8));
    assertEquals(
        """
          people
            olga@firstbell.example   bell-0  Firstbell
            priya@northwind.example  bell-2             tea, general
        """,
        outputs.asLines("people"));
    assertEquals("", outputs.asLines("nobody"));
  }
}
