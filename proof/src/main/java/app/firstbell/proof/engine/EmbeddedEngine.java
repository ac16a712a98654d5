package app.firstbell.proof.engine;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.dynamodb.services.local.embedded.DynamoDBEmbedded;
import software.amazon.dynamodb.services.local.shared.access.AmazonDynamoDBLocal;

/// DynamoDB Local and ElasticMQ in this process, holding what the data stack's template asks for.
/// Point-in-time recovery, tags, encryption and deletion protection are left out: neither engine
/// has them.
public final class EmbeddedEngine implements AutoCloseable {
  private final AmazonDynamoDBLocal database;
  private final SQSRestServer queueServer;
  private final Engine engine;

  private EmbeddedEngine(AmazonDynamoDBLocal database, SQSRestServer queueServer, Engine engine) {
    this.database = database;
    this.queueServer = queueServer;
    this.engine = engine;
  }

  public static EmbeddedEngine start(DataStack stack) {
    System.setProperty("DDB_LOCAL_TELEMETRY", "0");
    AmazonDynamoDBLocal database = DynamoDBEmbedded.create(true);
    SQSRestServer queueServer =
        SQSRestServerBuilder.withInterface("127.0.0.1").withDynamicPort().start();
    int port = queueServer.waitUntilStarted().localAddress().getPort();
    SqsClient sqs =
        SqsClient.builder()
            .endpointOverride(URI.create("http://127.0.0.1:" + port))
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("embedded", "none")))
            .httpClient(
                UrlConnectionHttpClient.builder().socketTimeout(Duration.ofSeconds(30)).build())
            .build();
    DynamoDbClient dynamo = database.dynamoDbClient();
    Map<String, String> streams = new LinkedHashMap<>();
    stack
        .ofType("AWS::DynamoDB::Table")
        .forEach((id, table) -> streams.put(DataStack.nameOf(id), createTable(dynamo, id, table)));
    Map<String, String> tables =
        stack.ofType("AWS::DynamoDB::Table").keySet().stream()
            .collect(toMap(DataStack::nameOf, id -> id));
    Map<String, URI> queues = createQueues(sqs, stack.ofType("AWS::SQS::Queue"));
    return new EmbeddedEngine(
        database,
        queueServer,
        new Engine(
            Leg.EMBEDDED, dynamo, database.dynamoDbStreamsClient(), sqs, tables, queues, streams));
  }

  public Engine engine() {
    return engine;
  }

  @Override
  public void close() {
    engine.sqs().close();
    queueServer.stopAndWait();
    database.shutdownNow();
  }

  /// @return the ARN of its stream, empty when the template gives it none
  private static String createTable(DynamoDbClient dynamo, String id, JsonNode table) {
    CreateTableRequest.Builder request =
        CreateTableRequest.builder()
            .tableName(id)
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .keySchema(keys(table.path("KeySchema")))
            .attributeDefinitions(
                each(table.path("AttributeDefinitions")).stream()
                    .map(a ->
                        AttributeDefinition.builder()
                            .attributeName(a.path("AttributeName").asText())
                            .attributeType(a.path("AttributeType").asText())
                            .build())
                    .toList());
    List<GlobalSecondaryIndex> indexes =
        each(table.path("GlobalSecondaryIndexes")).stream()
            .map(i ->
                GlobalSecondaryIndex.builder()
                    .indexName(i.path("IndexName").asText())
                    .keySchema(keys(i.path("KeySchema")))
                    .projection(projection(i.path("Projection")))
                    .build())
            .toList();
    if (!indexes.isEmpty()) {
      request.globalSecondaryIndexes(indexes);
    }
    String view = table.path("StreamSpecification").path("StreamViewType").asText();
    if (!view.isEmpty()) {
      request.streamSpecification(s -> s.streamEnabled(true).streamViewType(view));
    }
    String stream = dynamo.createTable(request.build()).tableDescription().latestStreamArn();
    JsonNode ttl = table.path("TimeToLiveSpecification");
    if (ttl.path("Enabled").asBoolean()) {
      dynamo.updateTimeToLive(b ->
          b.tableName(id)
              .timeToLiveSpecification(
                  t -> t.enabled(true).attributeName(ttl.path("AttributeName").asText())));
    }
    return stream == null ? "" : stream;
  }

  private static Projection projection(JsonNode projection) {
    Projection.Builder builder =
        Projection.builder().projectionType(projection.path("ProjectionType").asText());
    List<String> attributes =
        each(projection.path("NonKeyAttributes")).stream().map(JsonNode::asText).toList();
    if (!attributes.isEmpty()) {
      builder.nonKeyAttributes(attributes);
    }
    return builder.build();
  }

  private static List<KeySchemaElement> keys(JsonNode schema) {
    return each(schema).stream()
        .map(k ->
            KeySchemaElement.builder()
                .attributeName(k.path("AttributeName").asText())
                .keyType(k.path("KeyType").asText())
                .build())
        .toList();
  }

  /// Queues without a redrive policy first: the others name them as their dead letter queues.
  private static Map<String, URI> createQueues(SqsClient sqs, Map<String, JsonNode> templates) {
    Map<String, URI> queues = new LinkedHashMap<>();
    List<Map.Entry<String, JsonNode>> ordered = new ArrayList<>(templates.entrySet());
    ordered.sort((a, b) ->
        Boolean.compare(a.getValue().has("RedrivePolicy"), b.getValue().has("RedrivePolicy")));
    ordered.forEach(e ->
        queues.put(
            DataStack.nameOf(e.getKey()),
            URI.create(
                sqs.createQueue(b -> b.queueName(e.getKey()).attributes(attributes(e.getValue())))
                    .queueUrl())));
    return queues;
  }

  private static Map<QueueAttributeName, String> attributes(JsonNode queue) {
    Map<QueueAttributeName, String> attributes = new LinkedHashMap<>();
    put(attributes, QueueAttributeName.DELAY_SECONDS, queue.path("DelaySeconds"));
    put(attributes, QueueAttributeName.VISIBILITY_TIMEOUT, queue.path("VisibilityTimeout"));
    JsonNode redrive = queue.path("RedrivePolicy");
    if (redrive.isObject()) {
      String dead = redrive.path("deadLetterTargetArn").path("Fn::GetAtt").path(0).asText();
      attributes.put(
          QueueAttributeName.REDRIVE_POLICY,
          "{\"deadLetterTargetArn\":\"arn:aws:sqs:elasticmq:000000000000:%s\",\"maxReceiveCount\":%d}"
              .formatted(dead, redrive.path("maxReceiveCount").asInt()));
    }
    return attributes;
  }

  private static void put(
      Map<QueueAttributeName, String> attributes, QueueAttributeName name, JsonNode value) {
    if (!value.isMissingNode()) {
      attributes.put(name, value.asText());
    }
  }

  private static List<JsonNode> each(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }
}
