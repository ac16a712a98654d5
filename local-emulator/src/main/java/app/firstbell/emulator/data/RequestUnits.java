package app.firstbell.emulator.data;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// Request units by AWS's rules where the engine reports none or others: a write of a begun KB is
/// one unit, in a transaction two; a read of begun 4 KB is one unit, eventually consistent half, in
/// a transaction two.
///
/// The engine differs from AWS in three places, corrected here: a query that finds nothing (AWS:
/// the least a read costs), a `ConditionCheck` in a transaction (AWS: two write units like any
/// other action; engine: none), and a condition that fails (AWS: as if it had been written; engine:
/// no figure). Source: DynamoDB Developer Guide, "Read and write operations"; the price of
/// `ConditionCheck` as measured on AWS.
final class RequestUnits {
  private static final int WRITE_BYTES = 1024;

  private RequestUnits() {}

  /// The least that a read costs.
  static double leastRead(@Nullable Boolean consistent) {
    return Boolean.TRUE.equals(consistent) ? 1 : 0.5;
  }

  /// A query's or scan's figure: never under the least.
  static @Nullable ConsumedCapacity atLeast(@Nullable ConsumedCapacity told, double least) {
    if (told == null || told.capacityUnits() == null || told.capacityUnits() >= least) {
      return told;
    }
    return told.toBuilder().capacityUnits(least).build();
  }

  /// What a conditional write costs whose condition failed: by the larger of what lay there and
  /// what was to be put.
  static double failedWrite(Map<String, AttributeValue> there, Map<String, AttributeValue> wanted) {
    return Math.max(1, Math.ceilDiv(Math.max(bytes(there), bytes(wanted)), WRITE_BYTES));
  }

  /// A transaction's figures, with the condition checks that the engine leaves out. An item that is
  /// checked counts as one of up to 1 KB: its size is not in the answer.
  static List<ConsumedCapacity> withChecks(
      List<ConsumedCapacity> told, List<TransactWriteItem> actions) {
    Map<String, Double> checks = new HashMap<>();
    for (var action : actions) {
      if (action.conditionCheck() != null) {
        checks.merge(action.conditionCheck().tableName(), 2.0, Double::sum);
      }
    }
    List<ConsumedCapacity> all = new ArrayList<>();
    for (var one : told) {
      double more = checks.getOrDefault(one.tableName(), 0.0);
      checks.remove(one.tableName());
      all.add(
          one.toBuilder()
              .capacityUnits(one.capacityUnits() + more)
              .writeCapacityUnits(one.capacityUnits() + more)
              .build());
    }
    checks.forEach((table, units) ->
        all.add(
            ConsumedCapacity.builder()
                .tableName(table)
                .capacityUnits(units)
                .writeCapacityUnits(units)
                .build()));
    return all;
  }

  /// What a cancelled transaction costs, by table: each action was prepared, so each costs its two
  /// units a KB.
  static Map<String, Double> cancelled(
      List<TransactWriteItem> actions, List<CancellationReason> reasons) {
    Map<String, Double> units = new HashMap<>();
    for (int i = 0; i < actions.size(); i++) {
      var action = actions.get(i);
      Map<String, AttributeValue> there =
          i < reasons.size() && reasons.get(i).hasItem() ? reasons.get(i).item() : Map.of();
      if (action.put() != null) {
        units.merge(
            action.put().tableName(), 2 * failedWrite(there, action.put().item()), Double::sum);
      } else if (action.update() != null) {
        units.merge(action.update().tableName(), 2 * failedWrite(there, Map.of()), Double::sum);
      } else if (action.delete() != null) {
        units.merge(action.delete().tableName(), 2 * failedWrite(there, Map.of()), Double::sum);
      } else if (action.conditionCheck() != null) {
        units.merge(
            action.conditionCheck().tableName(), 2 * failedWrite(there, Map.of()), Double::sum);
      }
    }
    return units;
  }

  /// An item's size as AWS counts it: names and values in UTF-8, numbers by their digits, 3 bytes
  /// for a list or map and 1 for each of its members.
  static int bytes(Map<String, AttributeValue> item) {
    int sum = 0;
    for (var attribute : item.entrySet()) {
      sum += utf8(attribute.getKey()) + bytes(attribute.getValue());
    }
    return sum;
  }

  private static int bytes(AttributeValue value) {
    return switch (value.type()) {
      case S -> utf8(value.s());
      case N -> number(value.n());
      case B -> value.b().asByteArrayUnsafe().length;
      case SS -> value.ss().stream().mapToInt(RequestUnits::utf8).sum();
      case NS -> value.ns().stream().mapToInt(RequestUnits::number).sum();
      case BS -> value.bs().stream().mapToInt(b -> b.asByteArrayUnsafe().length).sum();
      case L -> 3 + value.l().stream().mapToInt(v -> 1 + bytes(v)).sum();
      case M ->
          3
              + value.m().entrySet().stream()
                  .mapToInt(e -> 1 + utf8(e.getKey()) + bytes(e.getValue()))
                  .sum();
      case BOOL, NUL -> 1;
      case UNKNOWN_TO_SDK_VERSION -> 0;
    };
  }

  private static int number(String digits) {
    long significant = digits.chars().filter(Character::isDigit).count();
    return (int) ((significant + 1) / 2 + 1);
  }

  private static int utf8(String text) {
    int bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      // A surrogate pair is four bytes: two for each half.
      bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
    return bytes;
  }
}
