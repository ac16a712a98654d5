package app.firstbell.proof.run;

import app.firstbell.proof.run.EmulatorDoor.Named;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// An installation's tables as an operator of AWS reaches them, past every function: to look at
/// what is stored, to plant a difference, to deliver a record of a stream once more.
///
/// @param emulator where they are
public record Tables(EmulatorDoor emulator, DynamoDbClient client) implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  public static Tables of(Installation installation) {
    EmulatorDoor emulator = installation.emulator();
    return new Tables(
        emulator,
        DynamoDbClient.builder()
            .httpClient(UrlConnectionHttpClient.create())
            .endpointOverride(emulator.address())
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("operator", "none")))
            .build());
  }

  /// The items of a partition.
  ///
  /// @param table as the template names it: `Chats`, `Accounts`
  public List<Map<String, AttributeValue>> items(String table, String pk) {
    return client
        .queryPaginator(query ->
            query
                .tableName(emulator.physical(Named.TABLE, table))
                .keyConditionExpression("pk = :pk")
                .expressionAttributeValues(Map.of(":pk", AttributeValue.fromS(pk)))
                .consistentRead(true))
        .items()
        .stream()
        .toList();
  }

  /// Changes an item behind everybody's back.
  public void tamper(
      String table, Map<String, AttributeValue> item, Consumer<Map<String, AttributeValue>> how) {
    Map<String, AttributeValue> changed = new HashMap<>(item);
    how.accept(changed);
    client.putItem(put -> put.tableName(emulator.physical(Named.TABLE, table)).item(changed));
  }

  /// Gives a function a record of a stream, as Lambda may do any number of times.
  ///
  /// @param function as the template names it
  /// @param items as the record left them, in their order
  /// @return what the function answered
  public JsonNode deliver(String function, List<Map<String, AttributeValue>> items) {
    ObjectNode event = JSON.createObjectNode();
    var records = event.putArray("Records");
    int number = 1;
    for (Map<String, AttributeValue> item : items) {
      ObjectNode record =
          records
              .addObject()
              .put("eventID", "again-" + number)
              .put("eventName", "INSERT")
              .put("eventVersion", "1.1")
              .put("eventSource", "aws:dynamodb")
              .put("awsRegion", "us-east-1")
              .put(
                  "eventSourceARN",
                  "arn:aws:dynamodb:us-east-1:000000000000:table/t/stream/2026-11-22T00:00:00.000");
      ObjectNode change =
          record
              .putObject("dynamodb")
              .put("SequenceNumber", "%021d".formatted(number++))
              .put("SizeBytes", 1)
              .put("StreamViewType", "NEW_AND_OLD_IMAGES")
              .put("ApproximateCreationDateTime", System.currentTimeMillis() / 1000);
      ObjectNode keys = change.putObject("Keys");
      ObjectNode image = change.putObject("NewImage");
      item.forEach((name, value) -> image.set(name, json(value)));
      keys.set("pk", image.get("pk"));
      keys.set("sk", image.get("sk"));
    }
    return emulator.invoke(emulator.physical(Named.FUNCTION, function), event);
  }

  private static JsonNode json(AttributeValue value) {
    ObjectNode node = JSON.createObjectNode();
    switch (value.type()) {
      case S -> node.put("S", value.s());
      case N -> node.put("N", value.n());
      case BOOL -> node.put("BOOL", value.bool());
      case NUL -> node.put("NULL", true);
      case SS -> value.ss().forEach(node.putArray("SS")::add);
      case NS -> value.ns().forEach(node.putArray("NS")::add);
      case B -> node.put("B", value.b().asByteArray());
      case BS -> {
        var bytes = node.putArray("BS");
        value.bs().forEach(one -> bytes.add(one.asByteArray()));
      }
      case L -> {
        var list = node.putArray("L");
        value.l().forEach(one -> list.add(json(one)));
      }
      case M -> {
        ObjectNode map = node.putObject("M");
        value.m().forEach((name, one) -> map.set(name, json(one)));
      }
      case UNKNOWN_TO_SDK_VERSION -> throw new IllegalArgumentException("unknown: " + value);
    }
    return node;
  }

  @Override
  public void close() {
    client.close();
  }
}
