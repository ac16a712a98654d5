package app.firstbell.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.*;
import software.amazon.dynamodb.services.local.embedded.DynamoDBEmbedded;

class EngineSmokeTest {
  @Test
  void engineRuns() throws Exception {
    var db = DynamoDBEmbedded.create(true);
    var c = db.dynamoDbClient();
    c.createTable(b -> b.tableName("Tab").billingMode(BillingMode.PAY_PER_REQUEST)
        .keySchema(KeySchemaElement.builder().attributeName("pk").keyType(KeyType.HASH).build())
        .attributeDefinitions(AttributeDefinition.builder().attributeName("pk").attributeType("S").build())
        .streamSpecification(s -> s.streamEnabled(true).streamViewType("NEW_AND_OLD_IMAGES")));
    var r = c.putItem(b -> b.tableName("Tab").item(Map.of("pk", AttributeValue.fromS("a"))).conditionExpression("attribute_not_exists(pk)").returnConsumedCapacity("TOTAL"));
    System.out.println(r.consumedCapacity());
    try {
      c.transactWriteItems(b -> b.transactItems(TransactWriteItem.builder().put(p -> p.tableName("Tab").item(Map.of("pk", AttributeValue.fromS("a"))).conditionExpression("attribute_not_exists(pk)").returnValuesOnConditionCheckFailure("ALL_OLD")).build()));
    } catch (TransactionCanceledException e) { System.out.println(e.cancellationReasons()); }
    System.out.println(c.query(b -> b.tableName("Tab").keyConditionExpression("pk = :p").expressionAttributeValues(Map.of(":p", AttributeValue.fromS("a"))).returnConsumedCapacity("TOTAL")).consumedCapacity());
    assertEquals(1, db.dynamoDbStreamsClient().listStreams(b -> {}).streams().size());
    db.shutdownNow();
  }
}
