package app.firstbell.emulator.data;

import app.firstbell.emulator.SmallAssembly;
import app.firstbell.emulator.aws.AwsApi;
import app.firstbell.emulator.aws.AwsCall;
import app.firstbell.emulator.aws.AwsEndpoint;
import app.firstbell.emulator.aws.AwsEndpointHandler;
import app.firstbell.emulator.aws.InProcessHttp;
import app.firstbell.emulator.iam.TemplatePolicies;
import app.firstbell.emulator.lambda.Principal;
import app.firstbell.emulator.stats.Stats;
import app.firstbell.emulator.time.EmulatorClock;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.VirtualThreadPool;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Pairs of a get and a conditional put per second, the way of a message: on the engine alone,
/// through the emulator's endpoint in the process, and over HTTP.
public final class EngineBench {
  private static final int SECONDS = Integer.getInteger("seconds", 4);
  private static final AtomicLong NEXT = new AtomicLong();

  private EngineBench() {}

  public static void main(String[] args) throws Exception {
    var assembly =
        new SmallAssembly()
            .table("Chats")
            .role(
                "Writer",
                "{'Effect':'Allow','Action':['dynamodb:GetItem','dynamodb:PutItem'],'Resource':'arn:aws:dynamodb:us-east-1:000000000000:table/Chats'}");
    var access = TemplatePolicies.of(assembly, TemplatePolicies.Mode.ENFORCE);
    try (var data =
        DataPlane.start(assembly, Optional.empty(), new EmulatorClock(), new Stats(), access)) {
      var writer = new Principal("Writer", "arn:aws:iam::000000000000:role/Writer");
      AwsApi endpoint =
          new AwsEndpoint(
              _ -> writer,
              access,
              data,
              () -> {
                throw new IllegalStateException();
              },
              () -> {
                throw new IllegalStateException();
              });
      var threads = new QueuedThreadPool();
      threads.setVirtualThreadsExecutor(new VirtualThreadPool());
      var server = new Server(threads);
      var connector = new ServerConnector(server);
      connector.setHost("127.0.0.1");
      connector.setPort(18120);
      server.addConnector(connector);
      server.setHandler(
          new AwsEndpointHandler(
              endpoint,
              () -> {
                throw new IllegalStateException();
              }));
      server.start();
      try {
        DynamoDbClient engine = data.tables().client();
        DynamoDbClient inProcess = client(new InProcessHttp(endpoint));
        DynamoDbClient http = client(ApacheHttpClient.builder().maxConnections(64).build());
        measure("warm-up", inProcess, 4);
        measure("warm-up", http, 4);
        for (int n : new int[] {1, 4, 16}) {
          measure("engine alone", engine, n);
          bytes(endpoint, n);
          measure("AwsApi.answer, SDK in process", inProcess, n);
          measure("SDK over HTTP (Apache)", http, n);
        }
      } finally {
        server.stop();
      }
    }
  }

  private static DynamoDbClient client(SdkHttpClient http) {
    return DynamoDbClient.builder()
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
        .endpointOverride(URI.create("http://127.0.0.1:18120"))
        .httpClient(http)
        .build();
  }

  private static void measure(String name, DynamoDbClient client, int threads) throws Exception {
    var count = new AtomicLong();
    var done = new CountDownLatch(threads);
    long end = System.nanoTime() + SECONDS * 1_000_000_000L;
    for (int t = 0; t < threads; t++) {
      Thread.ofPlatform()
          .start(() -> {
            while (System.nanoTime() < end) {
              pair(client);
              count.incrementAndGet();
            }
            done.countDown();
          });
    }
    done.await();
    System.out.printf(
        "%-32s %2d threads %7.0f pairs/s%n", name, threads, count.get() / (double) SECONDS);
  }

  private static void bytes(AwsApi endpoint, int threads) throws Exception {
    var count = new AtomicLong();
    var done = new CountDownLatch(threads);
    long end = System.nanoTime() + SECONDS * 1_000_000_000L;
    for (int t = 0; t < threads; t++) {
      Thread.ofPlatform()
          .start(() -> {
            while (System.nanoTime() < end) {
              long n = NEXT.incrementAndGet();
              call(
                  endpoint,
                  "GetItem",
                  "{\"TableName\":\"Chats\",\"Key\":{\"pk\":{\"S\":\"demo#chat#%d\"},\"sk\":{\"S\":\"head\"}}}"
                      .formatted(n % 50));
              call(
                  endpoint,
                  "PutItem",
                  "{\"TableName\":\"Chats\",\"Item\":{\"pk\":{\"S\":\"demo#chat#%d\"},\"sk\":{\"S\":\"e#%010d\"},\"text\":{\"S\":\"%s\"},\"kind\":{\"S\":\"message\"}},\"ConditionExpression\":\"attribute_not_exists(pk)\"}"
                      .formatted(n % 50, n, "x".repeat(150)));
              count.incrementAndGet();
            }
            done.countDown();
          });
    }
    done.await();
    System.out.printf(
        "%-32s %2d threads %7.0f pairs/s%n",
        "AwsApi.answer, bytes", threads, count.get() / (double) SECONDS);
  }

  private static void call(AwsApi endpoint, String operation, String json) {
    var answer =
        endpoint.answer(
            new AwsCall(
                "POST",
                "/",
                "",
                Map.of("x-amz-target", "DynamoDB_20120810." + operation),
                json.getBytes(StandardCharsets.UTF_8)));
    if (answer.status() != 200) {
      throw new IllegalStateException(new String(answer.body(), StandardCharsets.UTF_8));
    }
  }

  private static void pair(DynamoDbClient client) {
    long n = NEXT.incrementAndGet();
    var chat = AttributeValue.fromS("demo#chat#" + n % 50);
    client.getItem(
        r -> r.tableName("Chats").key(Map.of("pk", chat, "sk", AttributeValue.fromS("head"))));
    client.putItem(r ->
        r.tableName("Chats")
            .item(
                Map.of(
                    "pk", chat,
                    "sk", AttributeValue.fromS("e#%010d".formatted(n)),
                    "text", AttributeValue.fromS("x".repeat(150)),
                    "kind", AttributeValue.fromS("message")))
            .conditionExpression("attribute_not_exists(pk)"));
  }
}
