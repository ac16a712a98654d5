package app.firstbell.simulator.table;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// What a condition or a filter says of an item.
sealed interface Condition {
  boolean holds(Map<String, AttributeValue> item, Bindings bindings);

  /// @throws software.amazon.awssdk.services.dynamodb.model.DynamoDbException when DynamoDB takes
  ///   no such condition, whatever the item is
  default void check(Bindings bindings) {}

  record And(Condition one, Condition other) implements Condition {
    @Override
    public void check(Bindings bindings) {
      one.check(bindings);
      other.check(bindings);
    }

    @Override
    public boolean holds(Map<String, AttributeValue> item, Bindings bindings) {
      return one.holds(item, bindings) && other.holds(item, bindings);
    }
  }

  record Or(Condition one, Condition other) implements Condition {
    @Override
    public void check(Bindings bindings) {
      one.check(bindings);
      other.check(bindings);
    }

    @Override
    public boolean holds(Map<String, AttributeValue> item, Bindings bindings) {
      return one.holds(item, bindings) || other.holds(item, bindings);
    }
  }

  record Not(Condition it) implements Condition {
    @Override
    public void check(Bindings bindings) {
      it.check(bindings);
    }

    @Override
    public boolean holds(Map<String, AttributeValue> item, Bindings bindings) {
      return !it.holds(item, bindings);
    }
  }

  /// An unequal to what is missing holds, every other comparison with it fails.
  record Compare(Operand one, String sign, Operand other) implements Condition {
    @Override
    public boolean holds(Map<String, AttributeValue> item, Bindings bindings) {
      @Nullable AttributeValue left = one.value(item, bindings);
      @Nullable AttributeValue right = other.value(item, bindings);
      if (sign.equals("=")) {
        return Values.same(left, right);
      }
      if (sign.equals("<>")) {
        return !Values.same(left, right);
      }
      @Nullable Integer order = Values.order(left, right);
      return order != null
          && switch (sign) {
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            case ">=" -> order >= 0;
            default -> throw Refusals.invalid("Unknown comparator " + sign);
          };
    }
  }

  record Between(Operand it, Operand least, Operand most) implements Condition {
    @Override
    public void check(Bindings bindings) {
      if (least instanceof Operand.Value low && most instanceof Operand.Value high) {
        @Nullable Integer order =
            Values.order(bindings.value(low.name()), bindings.value(high.name()));
        if (order == null || order > 0) {
          throw Refusals.invalid(
              "The BETWEEN operator requires upper bound to be greater than or equal to lower"
                  + " bound");
        }
      }
    }

    @Override
    public boolean holds(Map<String, AttributeValue> item, Bindings bindings) {
      @Nullable AttributeValue value = it.value(item, bindings);
      @Nullable Integer low = Values.order(least.value(item, bindings), value);
      @Nullable Integer high = Values.order(value, most.value(item, bindings));
      return low != null && high != null && low <= 0 && high <= 0;
    }
  }

  record In(Operand it, List<Operand> among) implements Condition {
    @Override
    public boolean holds(Map<String, AttributeValue> item, Bindings bindings) {
      @Nullable AttributeValue value = it.value(item, bindings);
      return among.stream().anyMatch(other -> Values.same(value, other.value(item, bindings)));
    }
  }

  record Exists(Operand.Path path) implements Condition {
    @Override
    public boolean holds(Map<String, AttributeValue> item, Bindings bindings) {
      return path.value(item, bindings) != null;
    }
  }

  record BeginsWith(Operand it, Operand beginning) implements Condition {
    @Override
    public boolean holds(Map<String, AttributeValue> item, Bindings bindings) {
      @Nullable AttributeValue value = it.value(item, bindings);
      @Nullable AttributeValue begin = beginning.value(item, bindings);
      return value != null
          && begin != null
          && value.s() != null
          && begin.s() != null
          && value.s().startsWith(begin.s());
    }
  }

  record Contains(Operand whole, Operand part) implements Condition {
    @Override
    public boolean holds(Map<String, AttributeValue> item, Bindings bindings) {
      @Nullable AttributeValue value = whole.value(item, bindings);
      @Nullable AttributeValue looked = part.value(item, bindings);
      return value != null && looked != null && Values.contains(value, looked);
    }
  }

  record IsOfType(Operand it, Operand type) implements Condition {
    @Override
    public boolean holds(Map<String, AttributeValue> item, Bindings bindings) {
      @Nullable AttributeValue value = it.value(item, bindings);
      @Nullable AttributeValue asked = type.value(item, bindings);
      return value != null
          && asked != null
          && value.type().name().equals(asked.s().equals("NULL") ? "NUL" : asked.s());
    }
  }
}
