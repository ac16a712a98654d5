package app.firstbell.dynamo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/// The difference between two states of one item, written as an update of what differs and of
/// nothing else: other views of the same item keep their attributes.
///
/// @param before the attributes as they were read, without keys and `version`
/// @param after the attributes as they are to be; what is missing here is removed
public record Edit(
    String table,
    Map<String, AttributeValue> key,
    Map<String, AttributeValue> before,
    Map<String, AttributeValue> after) {
  private static final String VERSION = "version";

  public boolean changesNothing() {
    return before.equals(after);
  }

  /// The names of the attributes that differ.
  public List<String> changed() {
    TreeSet<String> names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    names.removeIf(name -> Objects.equals(before.get(name), after.get(name)));
    return List.copyOf(names);
  }

  /// An update that succeeds only on the version that was read, and makes it the next one. An item
  /// from before there were versions counts as version 0.
  ///
  /// The item must exist: an edit never brings back what was deleted meanwhile.
  public Update ofVersion(long version) {
    Update.Builder update = update(Map.of(VERSION, AttributeValue.fromN("" + (version + 1))));
    String guard =
        version == 0
            ? "attribute_exists(pk) AND (attribute_not_exists(#guard) OR #guard = :guard)"
            : "attribute_exists(pk) AND #guard = :guard";
    return guarded(
        update,
        guard,
        Map.of("#guard", VERSION),
        Map.of(":guard", AttributeValue.fromN(Long.toString(version))));
  }

  /// An update that succeeds only while the named attributes are what was read, and leaves the
  /// version alone.
  public Update whileSame(String... names) {
    List<String> conditions = new ArrayList<>();
    Map<String, String> guards = new HashMap<>();
    Map<String, AttributeValue> values = new HashMap<>();
    for (String name : names) {
      AttributeValue was = before.get(name);
      if (was == null) {
        throw new IllegalArgumentException("expected attribute " + name + " among what was read");
      }
      String alias = "guard" + conditions.size();
      conditions.add("#" + alias + " = :" + alias);
      guards.put("#" + alias, name);
      values.put(":" + alias, was);
    }
    return guarded(update(Map.of()), String.join(" AND ", conditions), guards, values);
  }

  public TransactWriteItem writeOfVersion(long version) {
    return TransactWriteItem.builder().update(ofVersion(version)).build();
  }

  /// The same without any condition; it makes the item when there is none.
  public UpdateItemRequest unguarded() {
    Update update = update(Map.of()).build();
    return UpdateItemRequest.builder()
        .tableName(table)
        .key(key)
        .updateExpression(update.updateExpression())
        .expressionAttributeNames(update.expressionAttributeNames())
        .expressionAttributeValues(update.expressionAttributeValues())
        .build();
  }

  private static Update guarded(
      Update.Builder update,
      String condition,
      Map<String, String> guards,
      Map<String, AttributeValue> guarding) {
    Update plain = update.build();
    Map<String, String> names = new HashMap<>(plain.expressionAttributeNames());
    Map<String, AttributeValue> values = new HashMap<>(plain.expressionAttributeValues());
    names.putAll(guards);
    values.putAll(guarding);
    return plain.toBuilder()
        .conditionExpression(condition)
        .expressionAttributeNames(names)
        .expressionAttributeValues(values)
        .build();
  }

  private Update.Builder update(Map<String, AttributeValue> also) {
    Map<String, AttributeValue> target = new HashMap<>(after);
    target.putAll(also);
    TreeSet<String> changed = new TreeSet<>(changed());
    changed.addAll(also.keySet());
    List<String> sets = new ArrayList<>();
    List<String> removes = new ArrayList<>();
    Map<String, String> names = new HashMap<>();
    Map<String, AttributeValue> values = new HashMap<>();
    int number = 0;
    for (String name : changed) {
      AttributeValue value = target.get(name);
      String alias = "a" + number++;
      names.put("#" + alias, name);
      if (value == null) {
        removes.add("#" + alias);
      } else {
        sets.add("#" + alias + " = :" + alias);
        values.put(":" + alias, value);
      }
    }
    String expression =
        (sets.isEmpty() ? "" : "SET " + String.join(", ", sets))
            + (removes.isEmpty() ? "" : " REMOVE " + String.join(", ", removes));
    return Update.builder()
        .tableName(table)
        .key(key)
        .updateExpression(expression.strip())
        .expressionAttributeNames(names)
        .expressionAttributeValues(values)
        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
  }
}
