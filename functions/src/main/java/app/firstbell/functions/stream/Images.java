package app.firstbell.functions.stream;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The items of a stream's records as the stores know items. The event's classes are others, and
/// the domain shall not know them.
final class Images {
  private Images() {}

  /// The item as the record found it; nothing when there was none.
  static Optional<Map<String, AttributeValue>> before(DynamodbEvent.DynamodbStreamRecord record) {
    return Optional.ofNullable(record.getDynamodb().getOldImage()).map(Images::values);
  }

  /// The item as the record left it; nothing when it was deleted.
  static Optional<Map<String, AttributeValue>> after(DynamodbEvent.DynamodbStreamRecord record) {
    return Optional.ofNullable(record.getDynamodb().getNewImage()).map(Images::values);
  }

  private static Map<String, AttributeValue> values(
      Map<String, com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue>
          image) {
    Map<String, AttributeValue> values = new HashMap<>();
    image.forEach((name, value) -> values.put(name, value(value)));
    return values;
  }

  /// Texts, numbers, truths, maps and lists; sets and bytes are nothing that a reader of a stream
  /// takes, and become an empty value.
  private static AttributeValue value(
      com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue value) {
    if (value.getS() != null) {
      return AttributeValue.fromS(value.getS());
    }
    if (value.getN() != null) {
      return AttributeValue.fromN(value.getN());
    }
    if (value.getBOOL() != null) {
      return AttributeValue.fromBool(value.getBOOL());
    }
    if (value.getM() != null) {
      return AttributeValue.fromM(values(value.getM()));
    }
    if (value.getL() != null) {
      return AttributeValue.fromL(value.getL().stream().map(Images::value).toList());
    }
    return AttributeValue.fromNul(true);
  }
}
