package app.firstbell.simulator.table;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Attribute values as DynamoDB compares, counts and joins them.
public final class Values {
  private Values() {}

  static AttributeValue number(BigDecimal number) {
    return AttributeValue.fromN(number.stripTrailingZeros().toPlainString());
  }

  static BigDecimal number(AttributeValue value) {
    return new BigDecimal(value.n());
  }

  static boolean same(@Nullable AttributeValue one, @Nullable AttributeValue other) {
    if (one == null || other == null) {
      return false;
    }
    if (one.type() != other.type()) {
      return false;
    }
    return switch (one.type()) {
      case N -> one.n().equals(other.n()) || number(one).compareTo(number(other)) == 0;
      case SS -> new HashSet<>(one.ss()).equals(new HashSet<>(other.ss()));
      case NS -> new HashSet<>(one.ns()).equals(new HashSet<>(other.ns()));
      case BS -> new HashSet<>(one.bs()).equals(new HashSet<>(other.bs()));
      case S, B, BOOL, NUL, L, M, UNKNOWN_TO_SDK_VERSION -> one.equals(other);
    };
  }

  /// Whether two items are the same, sets being without order.
  static boolean same(
      @Nullable Map<String, AttributeValue> one, @Nullable Map<String, AttributeValue> other) {
    if (one == null || other == null) {
      return one == other;
    }
    return one.keySet().equals(other.keySet())
        && one.entrySet().stream().allMatch(it -> same(it.getValue(), other.get(it.getKey())));
  }

  /// @return null when the two have no order: one is missing, or they are of other types
  static @Nullable Integer order(@Nullable AttributeValue one, @Nullable AttributeValue other) {
    if (one == null || other == null || one.type() != other.type()) {
      return null;
    }
    return switch (one.type()) {
      case S -> one.s().compareTo(other.s());
      case N -> number(one).compareTo(number(other));
      case B -> one.b().asByteBuffer().compareTo(other.b().asByteBuffer());
      default -> null;
    };
  }

  static long size(AttributeValue value) {
    return switch (value.type()) {
      case S -> value.s().getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
      case B -> value.b().asByteArrayUnsafe().length;
      case SS -> value.ss().size();
      case NS -> value.ns().size();
      case BS -> value.bs().size();
      case L -> value.l().size();
      case M -> value.m().size();
      default -> throw Refusals.invalid("size() of a value that has none: " + value.type());
    };
  }

  static boolean contains(AttributeValue whole, AttributeValue part) {
    return switch (whole.type()) {
      case S -> part.s() != null && whole.s().contains(part.s());
      case SS -> part.s() != null && whole.ss().contains(part.s());
      case NS ->
          part.n() != null
              && whole.ns().stream().anyMatch(n -> new BigDecimal(n).compareTo(number(part)) == 0);
      case BS -> part.b() != null && whole.bs().contains(part.b());
      case L -> whole.l().stream().anyMatch(it -> same(it, part));
      default -> false;
    };
  }

  /// What ADD makes of a value: numbers are summed, sets joined.
  static AttributeValue plus(@Nullable AttributeValue there, AttributeValue more) {
    return switch (more.type()) {
      case N -> there == null ? more : number(numeric(there).add(number(more)));
      case SS -> AttributeValue.fromSs(joined(there == null ? null : there.ss(), more.ss()));
      case NS -> AttributeValue.fromNs(joined(there == null ? null : there.ns(), more.ns()));
      case BS -> AttributeValue.fromBs(joined(there == null ? null : there.bs(), more.bs()));
      default -> throw Refusals.invalid("ADD takes numbers and sets, got " + more.type());
    };
  }

  /// What DELETE leaves of a set; null when nothing is left.
  static @Nullable AttributeValue minus(AttributeValue there, AttributeValue less) {
    return switch (less.type()) {
      case SS -> {
        List<String> left = without(there.ss(), less.ss());
        yield left.isEmpty() ? null : AttributeValue.fromSs(left);
      }
      case NS -> {
        List<String> left = without(there.ns(), less.ns());
        yield left.isEmpty() ? null : AttributeValue.fromNs(left);
      }
      case BS -> {
        List<SdkBytes> left = without(there.bs(), less.bs());
        yield left.isEmpty() ? null : AttributeValue.fromBs(left);
      }
      default -> throw Refusals.invalid("DELETE takes sets, got " + less.type());
    };
  }

  static BigDecimal numeric(@Nullable AttributeValue value) {
    if (value == null || value.n() == null) {
      throw Refusals.invalid(
          "An operand in the update expression has an incorrect data type, or is not there");
    }
    return number(value);
  }

  /// An item as one line that does not depend on the order of maps and sets.
  public static String text(@Nullable Map<String, AttributeValue> item) {
    if (item == null) {
      return "-";
    }
    StringBuilder text = new StringBuilder("{");
    new TreeMap<>(item)
        .forEach((name, value) -> text.append(name).append('=').append(text(value)).append(' '));
    return text.append('}').toString();
  }

  public static String text(AttributeValue value) {
    return switch (value.type()) {
      case S -> value.s();
      case N -> value.n();
      case SS -> value.ss().stream().sorted().toList().toString();
      case NS -> value.ns().stream().sorted().toList().toString();
      case L -> value.l().stream().map(Values::text).toList().toString();
      case M -> text(value.m());
      case BOOL -> String.valueOf(value.bool());
      case NUL -> "null";
      case B -> java.util.HexFormat.of().formatHex(value.b().asByteArrayUnsafe());
      case BS ->
          value.bs().stream()
              .map(b -> java.util.HexFormat.of().formatHex(b.asByteArrayUnsafe()))
              .sorted()
              .toList()
              .toString();
      case UNKNOWN_TO_SDK_VERSION -> "?";
    };
  }

  private static <T> List<T> joined(@Nullable List<T> there, List<T> more) {
    Set<T> all = new LinkedHashSet<>(there == null ? List.of() : there);
    all.addAll(more);
    return List.copyOf(all);
  }

  private static <T> List<T> without(List<T> there, List<T> less) {
    List<T> left = new ArrayList<>(there);
    left.removeAll(less);
    return left;
  }
}
