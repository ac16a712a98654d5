package app.firstbell.proof.bench;

import app.firstbell.proof.localstack.LoopbackDynamoDb;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.dynamodb.services.local.embedded.DynamoDBEmbedded;

/// DynamoDB Local alone, doing what a message costs: one read of the chat's end and one conditional
/// put, stream on.
final class EnginePeer {
  private static final String TABLE = "Peer";

  private EnginePeer() {}

  /// Child process: prints its port, runs until it is destroyed.
  public static final class Server {
    private Server() {}

    public static void main(String[] arguments) throws Exception {
      int port;
      try (java.net.ServerSocket any = new java.net.ServerSocket(0)) {
        port = any.getLocalPort();
      }
      LoopbackDynamoDb.main(
          new String[] {"-inMemory", "-sharedDb", "-port", Integer.toString(port)});
      System.out.println();
      System.out.println(port);
    }
  }

  /// Over HTTP, client and engine in two processes, as the emulator's functions and any SDK reach
  /// it.
  static Loop.Outcome overHttp(int workers, Duration warmUp, Duration measured) throws Exception {
    try (Child server = Child.start(Server.class);
        DynamoDbClient client =
            DynamoDbClient.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + server.port()))
                .region(Region.US_EAST_1)
                .credentialsProvider(
                    StaticCredentialsProvider.create(AwsBasicCredentials.create("bench", "bench")))
                .httpClient(UrlConnectionHttpClient.create())
                .build()) {
      return pairs(client, workers, warmUp, measured);
    }
  }

  /// Without HTTP, in this process.
  static Loop.Outcome embedded(int workers, Duration warmUp, Duration measured) throws Exception {
    var engine = DynamoDBEmbedded.create(true);
    try {
      return pairs(engine.dynamoDbClient(), workers, warmUp, measured);
    } finally {
      engine.shutdownNow();
    }
  }

  private record Log(String pk, AtomicLong last) {}

  private static Loop.Outcome pairs(
      DynamoDbClient client, int workers, Duration warmUp, Duration measured) throws Exception {
    client.createTable(b ->
        b.tableName(TABLE)
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .keySchema(
                k -> k.attributeName("pk").keyType(KeyType.HASH),
                k -> k.attributeName("sk").keyType(KeyType.RANGE))
            .attributeDefinitions(
                a -> a.attributeName("pk").attributeType(ScalarAttributeType.S),
                a -> a.attributeName("sk").attributeType(ScalarAttributeType.S))
            .streamSpecification(s -> s.streamEnabled(true).streamViewType("NEW_AND_OLD_IMAGES")));
    List<Log> logs = new ArrayList<>();
    for (int i = 0; i < Math.max(workers, 50); i++) {
      Log log = new Log("chat#" + UUID.randomUUID(), new AtomicLong());
      client.putItem(b ->
          b.tableName(TABLE)
              .item(
                  Map.of(
                      "pk", AttributeValue.fromS(log.pk()), "sk", AttributeValue.fromS("head"))));
      logs.add(log);
    }
    return Loop.run(logs, workers, warmUp, measured, log -> pair(client, log));
  }

  private static void pair(DynamoDbClient client, Log log) {
    client.getItem(b ->
        b.tableName(TABLE)
            .key(Map.of("pk", AttributeValue.fromS(log.pk()), "sk", AttributeValue.fromS("head"))));
    client.putItem(b ->
        b.tableName(TABLE)
            .item(
                Map.of(
                    "pk", AttributeValue.fromS(log.pk()),
                    "sk", AttributeValue.fromS("e#%010d".formatted(log.last().incrementAndGet())),
                    "text", AttributeValue.fromS(Pair.TEXT),
                    "cid", AttributeValue.fromS("0123456789abcdef"),
                    "at", AttributeValue.fromN("1800000000000")))
            .conditionExpression("attribute_not_exists(pk)"));
  }
}
