package app.firstbell.isolation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/// One partition that a call of DynamoDB touches.
///
/// @param pk the partition key; empty when the call is for all of them, or tells none
/// @param sk the sort key, where one item is asked for by its key; empty otherwise
record Touch(String operation, String pk, String sk, boolean isWrite) {
  /// An equality at the beginning of a key condition is the partition key's: DynamoDB allows no
  /// other there in what we and the SDK's enhanced client write.
  private static final Pattern EQUALITY =
      Pattern.compile("\\(?\\s*[#\\w]+\\s*=\\s*(:\\w+)\\s*\\)?(?:\\s+(?i:AND)\\b.*)?");

  private static final String OWN_ROW = "org";

  boolean isEverything() {
    return pk.isEmpty();
  }

  /// The organization at the beginning of the key.
  String tenant() {
    int end = pk.indexOf('#');
    return end < 0 ? pk : pk.substring(0, end);
  }

  /// What follows the organization in the key.
  String kind() {
    return pk.isEmpty() ? "any" : pk.substring(tenant().length());
  }

  /// Whether it is the organization's own row, asked for by its key.
  boolean isOwnRow() {
    return kind().isEmpty() && sk.equals(OWN_ROW);
  }

  /// What a call touches. A call that is not known here touches everything, so it is refused: a
  /// store that needs it has to be thought of here first.
  static List<Touch> of(SdkRequest request) {
    return switch (request) {
      case GetItemRequest get -> List.of(read("GetItem", get.key()));
      case QueryRequest query -> List.of(read("Query", partition(query)));
      case BatchGetItemRequest batch ->
          batch.requestItems().values().stream()
              .flatMap(keys -> keys.keys().stream())
              .map(key -> read("BatchGetItem", key))
              .toList();
      case PutItemRequest put -> List.of(write("PutItem", put.item()));
      case UpdateItemRequest update -> List.of(write("UpdateItem", update.key()));
      case DeleteItemRequest delete -> List.of(write("DeleteItem", delete.key()));
      case TransactWriteItemsRequest transaction ->
          transaction.transactItems().stream().map(Touch::of).toList();
      case ScanRequest _ -> List.of(new Touch("Scan", "", "", false));
      default -> List.of(new Touch(request.getClass().getSimpleName(), "", "", true));
    };
  }

  private static Touch of(TransactWriteItem part) {
    List<Touch> found = new ArrayList<>();
    if (part.put() != null) {
      found.add(write("PutItem", part.put().item()));
    }
    if (part.update() != null) {
      found.add(write("UpdateItem", part.update().key()));
    }
    if (part.delete() != null) {
      found.add(write("DeleteItem", part.delete().key()));
    }
    if (part.conditionCheck() != null) {
      found.add(read("ConditionCheckItem", part.conditionCheck().key()));
    }
    return found.size() == 1 ? found.getFirst() : new Touch("TransactWriteItems", "", "", true);
  }

  private static Map<String, AttributeValue> partition(QueryRequest query) {
    return Optional.ofNullable(query.keyConditionExpression())
        .map(condition -> EQUALITY.matcher(condition.strip()))
        .filter(Matcher::matches)
        .map(found -> query.expressionAttributeValues().get(found.group(1)))
        .map(value -> Map.of("pk", value))
        .orElse(Map.of());
  }

  private static Touch read(String operation, Map<String, AttributeValue> key) {
    return new Touch(operation, text(key.get("pk")), text(key.get("sk")), false);
  }

  private static Touch write(String operation, Map<String, AttributeValue> key) {
    return new Touch(operation, text(key.get("pk")), text(key.get("sk")), true);
  }

  private static String text(@Nullable AttributeValue value) {
    return value == null || value.s() == null ? "" : value.s();
  }
}
