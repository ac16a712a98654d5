package app.firstbell.dynamo;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Builds an item, or the values of an expression. What is null is left out.
public final class Item {
  private final Map<String, AttributeValue> values = new HashMap<>();

  /// The key of an item: every table of Firstbell has `pk` and `sk`.
  public static Item key(String pk, String sk) {
    return new Item().text("pk", pk).text("sk", sk);
  }

  public Item text(String name, @Nullable String value) {
    if (value != null) {
      values.put(name, AttributeValue.fromS(value));
    }
    return this;
  }

  public Item number(String name, long value) {
    values.put(name, AttributeValue.fromN(Long.toString(value)));
    return this;
  }

  /// An instant as milliseconds since 1970.
  public Item instant(String name, @Nullable Instant value) {
    return value == null ? this : number(name, value.toEpochMilli());
  }

  /// An instant as seconds since 1970, as DynamoDB's time to live wants it.
  public Item ttl(Instant value) {
    return number("ttl", value.getEpochSecond());
  }

  /// A set of strings; DynamoDB has no empty sets, so an empty one is left out.
  public Item set(String name, Collection<String> value) {
    if (!value.isEmpty()) {
      values.put(name, AttributeValue.fromSs(value.stream().distinct().toList()));
    }
    return this;
  }

  /// A list of strings, in their order; an empty one is kept.
  public Item texts(String name, Collection<String> value) {
    values.put(name, AttributeValue.fromL(value.stream().map(AttributeValue::fromS).toList()));
    return this;
  }

  public Item bool(String name, boolean value) {
    values.put(name, AttributeValue.fromBool(value));
    return this;
  }

  public Item map(String name, Map<String, AttributeValue> value) {
    values.put(name, AttributeValue.fromM(value));
    return this;
  }

  public Map<String, AttributeValue> build() {
    return Map.copyOf(values);
  }
}
