package app.firstbell.emulator.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.emulator.Local;
import app.firstbell.emulator.SmallAssembly;
import app.firstbell.emulator.lambda.Invocation;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

class AwsEndpointTest {
  private static Local local;
  private static Server server;
  private static URI address;

  @BeforeAll
  static void start() throws Exception {
    local =
        Local.start(
            new SmallAssembly()
                .table("Chats")
                .role("R", "{'Effect':'Allow','Action':'sqs:*','Resource':'*'}")
                .function("Provision", "R"));
    server = new Server();
    var connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(
        new AwsEndpointHandler(
            local.aws,
            () -> {
              throw new IllegalStateException("no gateway in this test");
            }));
    server.start();
    address = URI.create("http://127.0.0.1:" + connector.getLocalPort());
  }

  @AfterAll
  static void stop() throws Exception {
    server.stop();
    local.close();
  }

  private static StaticCredentialsProvider operator() {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create("operator", "secret"));
  }

  private static HttpResponse<String> send(String path, String body, String... headers)
      throws Exception {
    var request =
        HttpRequest.newBuilder(address.resolve(path))
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try (var http = HttpClient.newHttpClient()) {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
  }

  @Test
  void tablesAndStreamsOverHttp() {
    try (var db =
            DynamoDbClient.builder()
                .region(Region.US_EAST_1)
                .credentialsProvider(operator())
                .endpointOverride(address)
                .httpClient(UrlConnectionHttpClient.create())
                .build();
        var streams =
            DynamoDbStreamsClient.builder()
                .region(Region.US_EAST_1)
                .credentialsProvider(operator())
                .endpointOverride(address)
                .httpClient(UrlConnectionHttpClient.create())
                .build()) {
      db.putItem(r ->
          r.tableName("Chats")
              .item(
                  Map.of(
                      "pk", AttributeValue.fromS("a"),
                      "sk", AttributeValue.fromS("b"))));
      var stream = streams.listStreams(r -> r.tableName("Chats")).streams().getFirst();
      assertTrue(stream.streamArn().startsWith("arn:aws:dynamodb:us-east-1:000000000000:table/"));
      var shard =
          streams
              .describeStream(r -> r.streamArn(stream.streamArn()))
              .streamDescription()
              .shards()
              .getFirst();
      String iterator =
          streams
              .getShardIterator(r ->
                  r.streamArn(stream.streamArn())
                      .shardId(shard.shardId())
                      .shardIteratorType("TRIM_HORIZON"))
              .shardIterator();
      var record = streams.getRecords(r -> r.shardIterator(iterator)).records().getFirst();
      assertEquals("us-east-1", record.awsRegion());
      assertEquals(AttributeValue.fromS("a"), record.dynamodb().keys().get("pk"));
    }
  }

  @Test
  void functionsAreInvoked() throws Exception {
    local.functions.on("Provision", event -> Local.succeeded("{\"got\":" + event + "}"));
    var answer = send("/2015-03-31/functions/Provision/invocations", "{\"a\":1}");
    assertEquals(200, answer.statusCode());
    assertEquals("{\"got\":{\"a\":1}}", answer.body());
    assertFalse(answer.headers().firstValue("X-Amz-Function-Error").isPresent());

    local.functions.on("Provision", _ -> Local.failed());
    var failed = send("/2015-03-31/functions/Provision/invocations", "{}");
    assertEquals(200, failed.statusCode());
    assertEquals("Unhandled", failed.headers().firstValue("X-Amz-Function-Error").orElse(""));

    local.functions.on("Provision", _ -> new Invocation.Throttled("Rate Exceeded."));
    var throttled = send("/2015-03-31/functions/Provision/invocations", "{}");
    assertEquals(429, throttled.statusCode());
    assertEquals(
        "TooManyRequestsException", throttled.headers().firstValue("x-amzn-ErrorType").orElse(""));

    var calls = new AtomicInteger();
    local.functions.on(
        "Provision", _ -> calls.incrementAndGet() < 3 ? Local.failed() : Local.succeeded("1"));
    assertEquals(
        202,
        send("/2015-03-31/functions/Provision/invocations", "{}", "X-Amz-Invocation-Type", "Event")
            .statusCode());
    Local.await("an event is tried three times", () -> calls.get() == 3);
    assertEquals(404, send("/2015-03-31/functions/None/invocations", "{}").statusCode());
  }

  private static final String FUNCTION = "arn:aws:lambda:us-east-1:000000000000:function:Provision";

  @ParameterizedTest
  @CsvSource({
    "Provision, $LATEST",
    "Provision:live, 1",
    "Provision?Qualifier=live, 1",
    FUNCTION + ", $LATEST",
    FUNCTION + "%3Alive, 1",
    "000000000000:function:Provision:live, 1"
  })
  void aFunctionIsInvokedByAnyOfItsNames(String name, String version) throws Exception {
    for (var called : List.of("Provision", "live")) {
      local.functions.on(called, _ -> Local.succeeded("\"" + called + "\""));
    }
    var words = name.split("\\?", 2);
    var answer =
        send(
            "/2015-03-31/functions/"
                + words[0]
                + "/invocations"
                + (words.length > 1 ? "?" + words[1] : ""),
            "{}");
    assertEquals(200, answer.statusCode(), answer.body());
    assertEquals(version.equals("1") ? "\"live\"" : "\"Provision\"", answer.body());
    assertEquals(version, answer.headers().firstValue("X-Amz-Executed-Version").orElse(""));
  }

  @ParameterizedTest
  @CsvSource({
    "RequestResponse, 6291457, 413, RequestTooLargeException",
    "RequestResponse, 6291456, 200, ''",
    "Event, 1048577, 413, RequestTooLargeException",
    "Event, 1048576, 202, ''",
    "DryRun, 2, 204, ''",
    "Sometimes, 2, 400, InvalidParameterValueException"
  })
  void anInvocationHasItsTypeAndItsLimits(String type, int bytes, int status, String error)
      throws Exception {
    local.functions.on("Provision", _ -> Local.succeeded("1"));
    var answer =
        send(
            "/2015-03-31/functions/Provision/invocations",
            '"' + "x".repeat(bytes - 2) + '"',
            "X-Amz-Invocation-Type",
            type);
    assertEquals(status, answer.statusCode());
    assertEquals(error, answer.headers().firstValue("x-amzn-ErrorType").orElse(""));
  }

  @Test
  void whatIsNoJsonInvokesNothing() throws Exception {
    local.functions.on(
        "Provision",
        _ -> {
          throw new AssertionError("invoked");
        });
    var answer = send("/2015-03-31/functions/Provision/invocations", "{\"a\":");
    assertEquals(400, answer.statusCode());
    assertEquals(
        "InvalidRequestContentException",
        answer.headers().firstValue("x-amzn-ErrorType").orElse(""));
  }

  @Test
  void aFunctionInvokesAnotherOnlyWhenItsRoleMay() throws Exception {
    var answer =
        send(
            "/2015-03-31/functions/Provision/invocations",
            "{}",
            "Authorization",
            "AWS4-HMAC-SHA256 Credential=Provision/20261122/us-east-1/lambda/aws4_request, Signature=x");
    assertEquals(403, answer.statusCode());
    assertEquals(
        "AccessDeniedException", answer.headers().firstValue("x-amzn-ErrorType").orElse(""));
    assertTrue(
        answer.body().contains("lambda:InvokeFunction on resource: " + FUNCTION), answer.body());
  }

  @Test
  void whoAmI() throws Exception {
    var answer =
        send(
            "/",
            "Action=GetCallerIdentity&Version=2011-06-15",
            "Content-Type",
            "application/x-www-form-urlencoded",
            "Authorization",
            "AWS4-HMAC-SHA256 Credential=Provision/20261122/us-east-1/sts/aws4_request, Signature=x");
    assertTrue(
        answer.body().contains("<Arn>arn:aws:sts::000000000000:assumed-role/R/Provision</Arn>"),
        answer.body());
  }

  @Test
  void aServiceThatIsNotThereIsNamed() throws Exception {
    var answer = send("/", "{}", "X-Amz-Target", "AWSEvents.PutEvents");
    assertEquals(501, answer.statusCode());
    assertTrue(answer.body().contains("the emulator has no AWSEvents; it has DynamoDB"));
  }

  @Test
  void otherRequestsFallThrough() throws Exception {
    assertEquals(404, send("/mail", "x").statusCode(), "the next handler's, here none");
  }

  @Test
  void aCallWithoutASocketAnswersTheSame() {
    var answer =
        local.aws.answer(
            new AwsCall(
                "POST",
                "/",
                "",
                Map.of("x-amz-target", "DynamoDB_20120810.ListTables"),
                "{}".getBytes(StandardCharsets.UTF_8)));
    assertEquals("{\"TableNames\":[\"Chats\"]}", new String(answer.body(), StandardCharsets.UTF_8));
  }
}
