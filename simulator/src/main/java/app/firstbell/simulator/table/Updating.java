package app.firstbell.simulator.table;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Applies an update expression: every operand is what the item was before.
final class Updating {
  private Updating() {}

  /// @param key the item's, which is made when there is none
  static Map<String, AttributeValue> apply(
      List<Change> changes,
      Map<String, AttributeValue> key,
      @Nullable Map<String, AttributeValue> before,
      Bindings bindings) {
    Map<String, AttributeValue> was = before == null ? key : before;
    Map<String, AttributeValue> after = new HashMap<>(was);
    for (Change change : changes) {
      if (key.containsKey(change.path().top(bindings))) {
        throw Refusals.invalid("Cannot update attribute, it is part of the key");
      }
      @Nullable AttributeValue there = change.path().value(was, bindings);
      switch (change) {
        case Change.Set set -> {
          @Nullable AttributeValue value = set.value().value(was, bindings);
          if (value == null) {
            throw Refusals.invalid(
                "The provided expression refers to an attribute that does not exist in the item");
          }
          put(after, change.path(), value, bindings);
        }
        case Change.Remove _ -> put(after, change.path(), null, bindings);
        case Change.Add add -> {
          AttributeValue more = need(add.value().value(was, bindings));
          sameType(there, more);
          put(after, change.path(), Values.plus(there, more), bindings);
        }
        case Change.Delete delete -> {
          AttributeValue less = need(delete.value().value(was, bindings));
          sameType(there, less);
          if (there != null) {
            put(after, change.path(), Values.minus(there, less), bindings);
          }
        }
      }
    }
    return Map.copyOf(after);
  }

  /// The attributes that an expression touches.
  static TreeSet<String> touched(List<Change> changes, Bindings bindings) {
    TreeSet<String> names = new TreeSet<>();
    changes.forEach(change -> names.add(change.path().top(bindings)));
    return names;
  }

  private static AttributeValue need(@Nullable AttributeValue value) {
    if (value == null) {
      throw Refusals.invalid("ADD and DELETE take values");
    }
    return value;
  }

  private static void sameType(@Nullable AttributeValue there, AttributeValue other) {
    if (there != null && there.type() != other.type()) {
      throw Refusals.invalid("An operand in the update expression has an incorrect data type");
    }
  }

  private static void put(
      Map<String, AttributeValue> item,
      Operand.Path path,
      @Nullable AttributeValue value,
      Bindings bindings) {
    String name = path.top(bindings);
    if (path.steps().size() == 1) {
      if (value == null) {
        item.remove(name);
      } else {
        item.put(name, value);
      }
      return;
    }
    @Nullable AttributeValue top = item.get(name);
    if (top == null) {
      throw invalidPath();
    }
    item.put(name, within(top, path.steps().subList(1, path.steps().size()), value, bindings));
  }

  private static AttributeValue within(
      AttributeValue whole, List<String> steps, @Nullable AttributeValue value, Bindings bindings) {
    String step = steps.getFirst();
    List<String> rest = steps.subList(1, steps.size());
    if (step.startsWith("[")) {
      if (!whole.hasL()) {
        throw invalidPath();
      }
      List<AttributeValue> list = new ArrayList<>(whole.l());
      int place = Integer.parseInt(step.substring(1, step.length() - 1));
      if (rest.isEmpty() && value == null) {
        if (place < list.size()) {
          list.remove(place);
        }
      } else if (rest.isEmpty() && value != null) {
        if (place < list.size()) {
          list.set(place, value);
        } else {
          list.add(value);
        }
      } else if (place < list.size()) {
        list.set(place, within(list.get(place), rest, value, bindings));
      } else {
        throw invalidPath();
      }
      return AttributeValue.fromL(list);
    }
    if (!whole.hasM()) {
      throw invalidPath();
    }
    Map<String, AttributeValue> map = new HashMap<>(whole.m());
    String name = bindings.name(step);
    if (!rest.isEmpty()) {
      @Nullable AttributeValue inner = map.get(name);
      if (inner == null) {
        throw invalidPath();
      }
      map.put(name, within(inner, rest, value, bindings));
    } else if (value == null) {
      map.remove(name);
    } else {
      map.put(name, value);
    }
    return AttributeValue.fromM(map);
  }

  private static RuntimeException invalidPath() {
    return Refusals.invalid(
        "The document path provided in the update expression is invalid for update");
  }
}
