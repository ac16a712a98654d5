package app.firstbell.functions.town;

import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.dynamodb.services.local.embedded.DynamoDBEmbedded;
import software.amazon.dynamodb.services.local.shared.access.AmazonDynamoDBLocal;

/// DynamoDB Local in this process, with the two tables as the stack makes them. One for all tests:
/// each test has its own tenant.
final class Engine {
  static final String CHATS = "Chats";
  static final String ACCOUNTS = "Accounts";
  private static final DynamoDbClient CLIENT = Fenced.client(start());

  private Engine() {}

  static DynamoDbClient client() {
    return CLIENT;
  }

  private static DynamoDbClient start() {
    System.setProperty("DDB_LOCAL_TELEMETRY", "0");
    AmazonDynamoDBLocal local = DynamoDBEmbedded.create(true);
    DynamoDbClient client = local.dynamoDbClient();
    client.createTable(table ->
        table
            .tableName(CHATS)
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .keySchema(key("pk", KeyType.HASH), key("sk", KeyType.RANGE))
            .attributeDefinitions(
                text("pk"), text("sk"), text("list"), text("visit"), number("listAt"))
            .globalSecondaryIndexes(
                index("lists", "list", ProjectionType.ALL),
                index("visits", "visit", ProjectionType.KEYS_ONLY)));
    client.createTable(table ->
        table
            .tableName(ACCOUNTS)
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .keySchema(key("pk", KeyType.HASH), key("sk", KeyType.RANGE))
            .attributeDefinitions(List.of(text("pk"), text("sk"))));
    return client;
  }

  private static GlobalSecondaryIndex index(String name, String hash, ProjectionType projection) {
    return GlobalSecondaryIndex.builder()
        .indexName(name)
        .keySchema(key(hash, KeyType.HASH), key("listAt", KeyType.RANGE))
        .projection(p -> p.projectionType(projection))
        .build();
  }

  private static KeySchemaElement key(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }

  private static AttributeDefinition text(String name) {
    return AttributeDefinition.builder().attributeName(name).attributeType("S").build();
  }

  private static AttributeDefinition number(String name) {
    return AttributeDefinition.builder().attributeName(name).attributeType("N").build();
  }
}
