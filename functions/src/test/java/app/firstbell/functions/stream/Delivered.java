package app.firstbell.functions.stream;

import app.firstbell.dynamo.Item;
import app.firstbell.functions.town.Town;
import app.firstbell.organization.TenantId;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// What lies in the tables, as their streams would bring it.
final class Delivered {
  private static final Set<String> COUNTED = Set.of("ended", "missed");

  private Delivered() {}

  /// The entries of a chat that metering's mapping lets through.
  static List<DynamodbStreamRecord> ofChat(TenantId tenant, String chat) {
    return Town.engine()
        .query(query ->
            query
                .tableName(Town.chatsTable())
                .keyConditionExpression("pk = :pk AND begins_with(sk, :entry)")
                .expressionAttributeValues(
                    new Item().text(":pk", tenant + "#chat#" + chat).text(":entry", "e#").build())
                .consistentRead(true))
        .items()
        .stream()
        .filter(item -> COUNTED.contains(item.getOrDefault("kind", AttributeValue.fromS("")).s()))
        .map(item -> record(chat + item.getOrDefault("sk", AttributeValue.fromS("")).s(), item))
        .toList();
  }

  static DynamodbStreamRecord record(String number, Map<String, AttributeValue> after) {
    StreamRecord stream = new StreamRecord();
    stream.setNewImage(values(after));
    stream.setSequenceNumber(number);
    DynamodbStreamRecord record = new DynamodbStreamRecord();
    record.setDynamodb(stream);
    return record;
  }

  static DynamodbStreamRecord change(
      String number, Map<String, AttributeValue> before, Map<String, AttributeValue> after) {
    DynamodbStreamRecord record = record(number, after);
    record.getDynamodb().setOldImage(values(before));
    return record;
  }

  static DynamodbEvent event(List<DynamodbStreamRecord> records) {
    DynamodbEvent event = new DynamodbEvent();
    event.setRecords(new ArrayList<>(records));
    return event;
  }

  private static Map<
          String, com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue>
      values(Map<String, AttributeValue> item) {
    Map<String, com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue>
        values = new HashMap<>();
    item.forEach((name, value) -> values.put(name, value(value)));
    return values;
  }

  private static com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue value(
      AttributeValue value) {
    var to = new com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue();
    return switch (value.type()) {
      case S -> to.withS(value.s());
      case N -> to.withN(value.n());
      case BOOL -> to.withBOOL(value.bool());
      case M -> to.withM(values(value.m()));
      case L -> to.withL(value.l().stream().map(Delivered::value).toList());
      default -> to.withNULL(true);
    };
  }
}
