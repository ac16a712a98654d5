package app.firstbell.emulator.data;

import app.firstbell.emulator.aws.AwsAnswer;
import app.firstbell.emulator.aws.AwsFailure;
import app.firstbell.emulator.aws.JsonProtocol;
import app.firstbell.emulator.iam.Access;
import app.firstbell.emulator.lambda.Principal;
import app.firstbell.emulator.stats.Stats;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/// DynamoDB's API (`DynamoDB_20120810`) in front of the engine: policies, faults, request units,
/// and word to the stream pollers. No socket between: the request is read into the SDK's type and
/// handed over.
public final class DynamoDbApi {
  private static final String SHAPE = "com.amazonaws.dynamodb.v20120810#";

  private final TableEngine engine;
  private final Map<String, Operation<?, ?>> operations;
  private final Access access;
  private final Stats stats;
  private final ExpiredItems expired;
  private volatile Faults faults = Faults.NONE;

  DynamoDbApi(TableEngine engine, Access access, Stats stats, ExpiredItems expired) {
    this.engine = engine;
    this.operations = Operations.all(engine::schema);
    this.access = access;
    this.stats = stats;
    this.expired = expired;
  }

  /// From now on calls meet these faults; [Faults#NONE] ends them.
  public void faults(Faults faults) {
    this.faults = faults;
  }

  /// Answers one call; errors are DynamoDB's own.
  ///
  /// @param operation for example `PutItem`
  public AwsAnswer answer(String operation, Principal caller, byte[] body) {
    Operation<?, ?> known = operations.get(operation);
    if (known == null) {
      return JsonProtocol.error(
          400,
          "com.amazon.coral.service#UnknownOperationException",
          "the emulator does not do DynamoDB's %s; tables are made from the template, and it does %s"
              .formatted(operation, operations.keySet().stream().sorted().toList()));
    }
    try {
      return perform(operation, known, caller, body);
    } catch (SdkJson.Malformed e) {
      return JsonProtocol.error(
          400, "com.amazon.coral.service#SerializationException", String.valueOf(e.getMessage()));
    } catch (AwsFailure e) {
      String shapes =
          e.code().equals("AccessDeniedException") ? "com.amazon.coral.service#" : SHAPE;
      return JsonProtocol.error(e.status(), shapes + e.code(), e.words());
    } catch (SdkException e) {
      return refused(e);
    }
  }

  private <Q extends SdkPojo, R extends SdkPojo> AwsAnswer perform(
      String name, Operation<Q, R> operation, Principal caller, byte[] body) {
    Q request = operation.read(body);
    List<Touch> touches = operation.touches().apply(request);
    touches.forEach(touch -> allow(caller, touch));
    Set<String> tables = new LinkedHashSet<>();
    touches.forEach(t -> tables.add(t.table()));
    faults.before(name, tables);
    R response;
    try {
      response = operation.call().apply(engine.client(), operation.ask().apply(request));
    } catch (ConditionalCheckFailedException e) {
      charge(caller, Operation.Effect.WRITES, failed(request, e));
      return conditionFailed(request, e);
    } catch (TransactionCanceledException e) {
      var actions = ((TransactWriteItemsRequest) request).transactItems();
      charge(
          caller,
          Operation.Effect.WRITES,
          RequestUnits.cancelled(actions, e.cancellationReasons()));
      return cancelled(actions, e);
    }
    Map<String, Double> units = new HashMap<>();
    for (ConsumedCapacity one : operation.units().apply(request, response)) {
      units.merge(one.tableName(), one.capacityUnits(), Double::sum);
    }
    charge(caller, operation.effect(), units);
    if (operation.effect() == Operation.Effect.WRITES) {
      noteExpiry(request);
      tables.forEach(engine::written);
    }
    faults.after(name, tables);
    return JsonProtocol.ok(SdkJson.write(operation.answer().apply(request, response)));
  }

  private void noteExpiry(SdkPojo request) {
    switch (request) {
      case PutItemRequest put -> expired.written(put.tableName(), put.item());
      case UpdateItemRequest update ->
          noteUpdate(
              update.tableName(),
              update.key(),
              update.updateExpression(),
              update.expressionAttributeNames());
      case BatchWriteItemRequest batch ->
          batch
              .requestItems()
              .forEach((table, writes) ->
                  writes.stream()
                      .filter(w -> w.putRequest() != null)
                      .forEach(w -> expired.written(table, w.putRequest().item())));
      case TransactWriteItemsRequest transaction ->
          transaction
              .transactItems()
              .forEach(action -> {
                if (action.put() != null) {
                  expired.written(action.put().tableName(), action.put().item());
                } else if (action.update() != null) {
                  var update = action.update();
                  noteUpdate(
                      update.tableName(),
                      update.key(),
                      update.updateExpression(),
                      update.expressionAttributeNames());
                }
              });
      default -> {}
    }
  }

  private void noteUpdate(
      String table,
      Map<String, AttributeValue> keys,
      @Nullable String expression,
      Map<String, String> names) {
    if (expression != null && expired.concerns(table, expression, names)) {
      expired.updated(table, keys);
    }
  }

  private void allow(Principal caller, Touch touch) {
    String arn = engine.schema(touch.table()).map(TableSchema::arn).orElse("*");
    Map<String, List<String>> context =
        touch.leadingKeys().isEmpty()
            ? Map.of()
            : Map.of("dynamodb:LeadingKeys", touch.leadingKeys());
    switch (access.decide(caller, "dynamodb:" + touch.action(), touch.resource(arn), context)) {
      case Access.Decision.Allowed _ -> {}
      case Access.Decision.Denied(String reason) ->
          throw new AwsFailure(400, "AccessDeniedException", reason);
    }
  }

  private void charge(Principal caller, Operation.Effect effect, Map<String, Double> units) {
    String kind = effect == Operation.Effect.WRITES ? "writeUnits" : "readUnits";
    units.forEach((table, amount) -> {
      String id = engine.schema(table).map(TableSchema::logicalId).orElse(table);
      stats.add("table." + id + "." + kind, amount);
      stats.add("function." + caller.name() + "." + kind, amount);
    });
  }

  private static Map<String, Double> failed(SdkPojo request, ConditionalCheckFailedException e) {
    Map<String, AttributeValue> there = e.hasItem() ? e.item() : Map.of();
    return switch (request) {
      case PutItemRequest put ->
          Map.of(put.tableName(), RequestUnits.failedWrite(there, put.item()));
      case UpdateItemRequest update ->
          Map.of(update.tableName(), RequestUnits.failedWrite(there, Map.of()));
      case DeleteItemRequest delete ->
          Map.of(delete.tableName(), RequestUnits.failedWrite(there, Map.of()));
      default -> Map.of();
    };
  }

  private static AwsAnswer conditionFailed(SdkPojo request, ConditionalCheckFailedException e) {
    var wanted =
        switch (request) {
          case PutItemRequest put -> put.returnValuesOnConditionCheckFailure();
          case UpdateItemRequest update -> update.returnValuesOnConditionCheckFailure();
          case DeleteItemRequest delete -> delete.returnValuesOnConditionCheckFailure();
          default -> null;
        };
    ObjectNode error =
        JsonProtocol.errorBody(
            SHAPE + "ConditionalCheckFailedException", "The conditional request failed");
    if (wantsOld(wanted) && e.hasItem()) {
      error.set("Item", tree(e).path("Item"));
    }
    return JsonProtocol.error(400, error);
  }

  private static AwsAnswer cancelled(
      List<TransactWriteItem> actions, TransactionCanceledException e) {
    ObjectNode error = JsonProtocol.errorBody(SHAPE + "TransactionCanceledException", words(e));
    error.set("Message", error.remove("message"));
    var reasons = error.putArray("CancellationReasons");
    for (int i = 0; i < e.cancellationReasons().size(); i++) {
      CancellationReason reason = e.cancellationReasons().get(i);
      boolean told = i < actions.size() && wantsOld(wantedBy(actions.get(i)));
      reasons.add(tree(told ? reason : reason.toBuilder().item(null).build()));
    }
    return JsonProtocol.error(400, error);
  }

  private static @Nullable ReturnValuesOnConditionCheckFailure wantedBy(TransactWriteItem action) {
    if (action.put() != null) {
      return action.put().returnValuesOnConditionCheckFailure();
    }
    if (action.update() != null) {
      return action.update().returnValuesOnConditionCheckFailure();
    }
    if (action.delete() != null) {
      return action.delete().returnValuesOnConditionCheckFailure();
    }
    return action.conditionCheck() == null
        ? null
        : action.conditionCheck().returnValuesOnConditionCheckFailure();
  }

  private static boolean wantsOld(@Nullable ReturnValuesOnConditionCheckFailure wanted) {
    return wanted == ReturnValuesOnConditionCheckFailure.ALL_OLD;
  }

  private static ObjectNode tree(SdkPojo pojo) {
    try {
      return (ObjectNode) JsonProtocol.MAPPER.readTree(SdkJson.write(pojo));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The engine's refusal in DynamoDB's words.
  static AwsAnswer refused(SdkException e) {
    if (e instanceof AwsServiceException service && service.awsErrorDetails() != null) {
      String code = service.awsErrorDetails().errorCode();
      String family = code.equals("ValidationException") ? "com.amazon.coral.validate#" : SHAPE;
      return JsonProtocol.error(
          service.statusCode() == 0 ? 400 : service.statusCode(), family + code, words(service));
    }
    return JsonProtocol.error(500, SHAPE + "InternalServerError", String.valueOf(e.getMessage()));
  }

  private static String words(AwsServiceException e) {
    return String.valueOf(e.awsErrorDetails().errorMessage());
  }
}
