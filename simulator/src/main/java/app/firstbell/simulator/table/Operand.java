package app.firstbell.simulator.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// What stands on either side of a sign.
sealed interface Operand {
  /// @return null when the item has no such attribute
  @Nullable AttributeValue value(Map<String, AttributeValue> item, Bindings bindings);

  /// The way to an attribute: names, `#…` standing for one, and places in lists.
  record Path(List<String> steps) implements Operand {
    @Override
    public @Nullable AttributeValue value(Map<String, AttributeValue> item, Bindings bindings) {
      @Nullable AttributeValue at = item.get(bindings.name(steps.getFirst()));
      for (String step : steps.subList(1, steps.size())) {
        if (at == null) {
          return null;
        }
        at = step.startsWith("[") ? element(at, step) : at.m().get(bindings.name(step));
      }
      return at;
    }

    /// The attribute of the item in which this lies.
    String top(Bindings bindings) {
      return bindings.name(steps.getFirst());
    }

    private static @Nullable AttributeValue element(AttributeValue list, String step) {
      int place = Integer.parseInt(step.substring(1, step.length() - 1));
      return place < list.l().size() ? list.l().get(place) : null;
    }
  }

  record Value(String name) implements Operand {
    @Override
    public AttributeValue value(Map<String, AttributeValue> item, Bindings bindings) {
      return bindings.value(name);
    }
  }

  record Size(Path path) implements Operand {
    @Override
    public @Nullable AttributeValue value(Map<String, AttributeValue> item, Bindings bindings) {
      @Nullable AttributeValue value = path.value(item, bindings);
      return value == null ? null : AttributeValue.fromN(Long.toString(Values.size(value)));
    }
  }

  record IfNotExists(Path path, Operand otherwise) implements Operand {
    @Override
    public @Nullable AttributeValue value(Map<String, AttributeValue> item, Bindings bindings) {
      @Nullable AttributeValue value = path.value(item, bindings);
      return value == null ? otherwise.value(item, bindings) : value;
    }
  }

  record ListAppend(Operand one, Operand other) implements Operand {
    @Override
    public AttributeValue value(Map<String, AttributeValue> item, Bindings bindings) {
      List<AttributeValue> all = new ArrayList<>(list(one.value(item, bindings)));
      all.addAll(list(other.value(item, bindings)));
      return AttributeValue.fromL(all);
    }

    private static List<AttributeValue> list(@Nullable AttributeValue value) {
      if (value == null || !value.hasL()) {
        throw Refusals.invalid("list_append takes lists");
      }
      return value.l();
    }
  }

  record Plus(Operand one, Operand other) implements Operand {
    @Override
    public AttributeValue value(Map<String, AttributeValue> item, Bindings bindings) {
      return Values.number(
          Values.numeric(one.value(item, bindings))
              .add(Values.numeric(other.value(item, bindings))));
    }
  }

  record Minus(Operand one, Operand other) implements Operand {
    @Override
    public AttributeValue value(Map<String, AttributeValue> item, Bindings bindings) {
      return Values.number(
          Values.numeric(one.value(item, bindings))
              .subtract(Values.numeric(other.value(item, bindings))));
    }
  }
}
