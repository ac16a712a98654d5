package app.firstbell.simulator.table;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The names and values that stand for the `#…` and `:…` of a request's expressions.
record Bindings(Map<String, String> names, Map<String, AttributeValue> values) {
  String name(String text) {
    if (!text.startsWith("#")) {
      return text;
    }
    String name = names.get(text);
    if (name == null) {
      throw Refusals.invalid(
          "An expression attribute name used in the document path is not defined: " + text);
    }
    return name;
  }

  AttributeValue value(String text) {
    AttributeValue value = values.get(text);
    if (value == null) {
      throw Refusals.invalid(
          "An expression attribute value used in expression is not defined: " + text);
    }
    return value;
  }

  /// DynamoDB refuses a request that names what none of its expressions uses.
  void allUsedBy(@Nullable Parsed<?>... expressions) {
    Set<String> unused = new TreeSet<>(names.keySet());
    unused.addAll(values.keySet());
    boolean any = false;
    for (Parsed<?> expression : expressions) {
      if (expression != null) {
        any = true;
        expression.placeholders().forEach(this::defined);
        unused.removeAll(expression.placeholders());
        if (expression.meaning() instanceof Condition condition) {
          condition.check(this);
        }
      }
    }
    if (!unused.isEmpty()) {
      throw Refusals.invalid(
          any
              ? "Value provided in ExpressionAttributeNames or -Values unused: " + unused
              : "ExpressionAttributeNames or -Values can only be specified when using expressions");
    }
  }

  private void defined(String placeholder) {
    if (placeholder.startsWith("#")) {
      name(placeholder);
    } else {
      value(placeholder);
    }
  }
}
