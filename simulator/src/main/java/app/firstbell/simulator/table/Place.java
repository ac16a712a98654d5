package app.firstbell.simulator.table;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Where an item lies.
public record Place(String pk, String sk) {
  static Place of(Map<String, AttributeValue> item) {
    return new Place(text(item, "pk"), text(item, "sk"));
  }

  public Map<String, AttributeValue> key() {
    return Map.of("pk", AttributeValue.fromS(pk), "sk", AttributeValue.fromS(sk));
  }

  @Override
  public String toString() {
    return pk + "/" + sk;
  }

  private static String text(Map<String, AttributeValue> item, String name) {
    @Nullable AttributeValue value = item.get(name);
    if (value == null || value.s() == null || value.s().isEmpty()) {
      throw Refusals.invalid("One of the required keys was not given a value: " + name);
    }
    return value.s();
  }
}
