package app.firstbell.simulator.table;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/// The requests that write, all as one kind of thing.
final class Steps {
  private Steps() {}

  static Step of(PutItemRequest it) {
    return put(
        it.tableName(),
        it.item(),
        it.conditionExpression(),
        new Bindings(it.expressionAttributeNames(), it.expressionAttributeValues()),
        tells(it.returnValuesOnConditionCheckFailure()));
  }

  static Step of(DeleteItemRequest it) {
    return delete(
        it.tableName(),
        it.key(),
        it.conditionExpression(),
        new Bindings(it.expressionAttributeNames(), it.expressionAttributeValues()),
        tells(it.returnValuesOnConditionCheckFailure()));
  }

  static Step of(UpdateItemRequest it) {
    return update(
        it.tableName(),
        it.key(),
        it.updateExpression(),
        it.conditionExpression(),
        new Bindings(it.expressionAttributeNames(), it.expressionAttributeValues()),
        tells(it.returnValuesOnConditionCheckFailure()));
  }

  static Step of(TransactWriteItem it) {
    if (it.put() != null) {
      Put put = it.put();
      return put(
          put.tableName(),
          put.item(),
          put.conditionExpression(),
          new Bindings(put.expressionAttributeNames(), put.expressionAttributeValues()),
          tells(put.returnValuesOnConditionCheckFailure()));
    }
    if (it.update() != null) {
      Update update = it.update();
      return update(
          update.tableName(),
          update.key(),
          update.updateExpression(),
          update.conditionExpression(),
          new Bindings(update.expressionAttributeNames(), update.expressionAttributeValues()),
          tells(update.returnValuesOnConditionCheckFailure()));
    }
    if (it.delete() != null) {
      Delete delete = it.delete();
      return delete(
          delete.tableName(),
          delete.key(),
          delete.conditionExpression(),
          new Bindings(delete.expressionAttributeNames(), delete.expressionAttributeValues()),
          tells(delete.returnValuesOnConditionCheckFailure()));
    }
    if (it.conditionCheck() != null) {
      return check(it.conditionCheck());
    }
    throw Refusals.invalid("A transaction's write must be one of put, update, delete, check");
  }

  /// What an update answers.
  static @Nullable Map<String, AttributeValue> answer(
      UpdateItemRequest request,
      @Nullable Map<String, AttributeValue> old,
      @Nullable Map<String, AttributeValue> now) {
    ReturnValue asked = request.returnValues() == null ? ReturnValue.NONE : request.returnValues();
    return switch (asked) {
      case ALL_OLD -> old;
      case ALL_NEW -> now;
      case UPDATED_OLD -> only(old, request);
      case UPDATED_NEW -> only(now, request);
      default -> null;
    };
  }

  private static @Nullable Map<String, AttributeValue> only(
      @Nullable Map<String, AttributeValue> item, UpdateItemRequest request) {
    if (item == null || request.updateExpression() == null) {
      return null;
    }
    Bindings bindings =
        new Bindings(request.expressionAttributeNames(), request.expressionAttributeValues());
    Map<String, AttributeValue> touched = new HashMap<>(item);
    touched
        .keySet()
        .retainAll(
            Updating.touched(Grammar.update(request.updateExpression()).meaning(), bindings));
    return touched;
  }

  private static Step put(
      String table,
      Map<String, AttributeValue> item,
      @Nullable String condition,
      Bindings bindings,
      boolean tellsOld) {
    Place place = Place.of(item);
    item.values().forEach(Steps::valid);
    @Nullable Parsed<Condition> parsed = condition(condition);
    bindings.allUsedBy(parsed);
    return new Step(
        table, place, parsed, bindings, tellsOld, new Step.Effect.Put(Map.copyOf(item)));
  }

  private static Step delete(
      String table,
      Map<String, AttributeValue> key,
      @Nullable String condition,
      Bindings bindings,
      boolean tellsOld) {
    @Nullable Parsed<Condition> parsed = condition(condition);
    bindings.allUsedBy(parsed);
    return new Step(table, keyed(key), parsed, bindings, tellsOld, new Step.Effect.Delete());
  }

  private static Step update(
      String table,
      Map<String, AttributeValue> key,
      @Nullable String update,
      @Nullable String condition,
      Bindings bindings,
      boolean tellsOld) {
    @Nullable Parsed<Condition> parsed = condition(condition);
    @Nullable Parsed<List<Change>> changes = update == null ? null : Grammar.update(update);
    bindings.allUsedBy(parsed, changes);
    bindings.values().values().forEach(Steps::valid);
    return new Step(table, keyed(key), parsed, bindings, tellsOld, new Step.Effect.Update(changes));
  }

  private static Step check(ConditionCheck check) {
    Bindings bindings =
        new Bindings(check.expressionAttributeNames(), check.expressionAttributeValues());
    Parsed<Condition> parsed = Grammar.condition(check.conditionExpression());
    bindings.allUsedBy(parsed);
    return new Step(
        check.tableName(),
        keyed(check.key()),
        parsed,
        bindings,
        tells(check.returnValuesOnConditionCheckFailure()),
        new Step.Effect.OnlyLook());
  }

  private static @Nullable Parsed<Condition> condition(@Nullable String text) {
    return text == null ? null : Grammar.condition(text);
  }

  private static Place keyed(Map<String, AttributeValue> key) {
    if (!key.keySet().equals(Set.of("pk", "sk"))) {
      throw Refusals.invalid("The provided key element does not match the schema");
    }
    return Place.of(key);
  }

  private static void valid(AttributeValue value) {
    boolean isEmptySet =
        (value.hasSs() && value.ss().isEmpty())
            || (value.hasNs() && value.ns().isEmpty())
            || (value.hasBs() && value.bs().isEmpty());
    if (isEmptySet) {
      throw Refusals.invalid("One or more parameter values were invalid: An set may not be empty");
    }
  }

  private static boolean tells(@Nullable ReturnValuesOnConditionCheckFailure asked) {
    return asked == ReturnValuesOnConditionCheckFailure.ALL_OLD;
  }
}
