package app.firstbell.dynamo;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Reads a stored item. A missing attribute that must be there is a defect of the data, and named.
public record Row(Map<String, AttributeValue> values) {
  public String text(String name) {
    String value = textOrNull(name);
    if (value == null) {
      throw missing(name, "a string");
    }
    return value;
  }

  public @Nullable String textOrNull(String name) {
    AttributeValue value = values.get(name);
    return value == null ? null : value.s();
  }

  public long number(String name) {
    AttributeValue value = values.get(name);
    if (value == null || value.n() == null) {
      throw missing(name, "a number");
    }
    return Long.parseLong(value.n());
  }

  public long number(String name, long otherwise) {
    return values.containsKey(name) ? number(name) : otherwise;
  }

  public Instant instant(String name) {
    return Instant.ofEpochMilli(number(name));
  }

  public @Nullable Instant instantOrNull(String name) {
    return values.containsKey(name) ? instant(name) : null;
  }

  public Set<String> set(String name) {
    AttributeValue value = values.get(name);
    return value == null || !value.hasSs() ? Set.of() : Set.copyOf(value.ss());
  }

  /// A list of strings, in their order; empty when there is none.
  public List<String> texts(String name) {
    AttributeValue value = values.get(name);
    return value == null || !value.hasL()
        ? List.of()
        : value.l().stream().map(AttributeValue::s).toList();
  }

  public boolean bool(String name, boolean otherwise) {
    AttributeValue value = values.get(name);
    return value == null || value.bool() == null ? otherwise : value.bool();
  }

  public Map<String, AttributeValue> map(String name) {
    AttributeValue value = values.get(name);
    return value == null || !value.hasM() ? Map.of() : value.m();
  }

  public byte[] bytes(String name) {
    AttributeValue value = values.get(name);
    if (value == null || value.b() == null) {
      throw missing(name, "bytes");
    }
    return value.b().asByteArray();
  }

  public boolean has(String name) {
    return values.containsKey(name);
  }

  /// The row of an answer, or nothing when DynamoDB found none.
  public static Optional<Row> of(@Nullable Map<String, AttributeValue> item) {
    return item == null || item.isEmpty() ? Optional.empty() : Optional.of(new Row(item));
  }

  private IllegalStateException missing(String name, String type) {
    AttributeValue pk = values.get("pk");
    AttributeValue sk = values.get("sk");
    return new IllegalStateException(
        "expected attribute "
            + name
            + " ("
            + type
            + ") in item "
            + (pk == null ? "?" : pk.s())
            + " / "
            + (sk == null ? "?" : sk.s()));
  }
}
