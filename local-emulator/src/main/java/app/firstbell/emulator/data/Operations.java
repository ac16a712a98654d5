package app.firstbell.emulator.data;

import static app.firstbell.emulator.data.Operation.Effect.NEITHER;
import static app.firstbell.emulator.data.Operation.Effect.READS;
import static app.firstbell.emulator.data.Operation.Effect.WRITES;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.*;

/// The operations of DynamoDB that the emulator answers.
final class Operations {
  private static final ReturnConsumedCapacity TOTAL = ReturnConsumedCapacity.TOTAL;
  private static final ReturnValuesOnConditionCheckFailure ALL_OLD =
      ReturnValuesOnConditionCheckFailure.ALL_OLD;

  private Operations() {}

  static Map<String, Operation<?, ?>> all(Function<String, Optional<TableSchema>> schemas) {
    var touches = new Touches(schemas);
    return Map.ofEntries(
        Map.entry("GetItem", getItem(touches)),
        Map.entry("PutItem", putItem(touches)),
        Map.entry("UpdateItem", updateItem(touches)),
        Map.entry("DeleteItem", deleteItem(touches)),
        Map.entry("Query", query(touches)),
        Map.entry("Scan", scan()),
        Map.entry("BatchGetItem", batchGet(touches)),
        Map.entry("BatchWriteItem", batchWrite(touches)),
        Map.entry("TransactGetItems", transactGet(touches)),
        Map.entry("TransactWriteItems", transactWrite(touches)),
        Map.entry("DescribeTable", describeTable()),
        Map.entry("ListTables", listTables()),
        Map.entry("DescribeTimeToLive", describeTimeToLive(schemas)));
  }

  private static Operation<GetItemRequest, GetItemResponse> getItem(Touches touches) {
    return new Operation<>(
        GetItemRequest::builder,
        GetItemRequest.class,
        READS,
        q -> List.of(touches.item("GetItem", q.tableName(), q.key())),
        q -> q.toBuilder().returnConsumedCapacity(orTotal(q.returnConsumedCapacity())).build(),
        DynamoDbClient::getItem,
        (_, r) -> one(r.consumedCapacity()),
        (q, r) ->
            r.toBuilder()
                .consumedCapacity(toldTo(q.returnConsumedCapacity(), r.consumedCapacity()))
                .build());
  }

  private static Operation<PutItemRequest, PutItemResponse> putItem(Touches touches) {
    return new Operation<>(
        PutItemRequest::builder,
        PutItemRequest.class,
        WRITES,
        q -> List.of(touches.item("PutItem", q.tableName(), q.item())),
        q ->
            q.toBuilder()
                .returnConsumedCapacity(orTotal(q.returnConsumedCapacity()))
                .returnValuesOnConditionCheckFailure(
                    q.conditionExpression() == null
                        ? q.returnValuesOnConditionCheckFailure()
                        : ALL_OLD)
                .build(),
        DynamoDbClient::putItem,
        (_, r) -> one(r.consumedCapacity()),
        (q, r) ->
            r.toBuilder()
                .consumedCapacity(toldTo(q.returnConsumedCapacity(), r.consumedCapacity()))
                .build());
  }

  private static Operation<UpdateItemRequest, UpdateItemResponse> updateItem(Touches touches) {
    return new Operation<>(
        UpdateItemRequest::builder,
        UpdateItemRequest.class,
        WRITES,
        q -> List.of(touches.item("UpdateItem", q.tableName(), q.key())),
        q ->
            q.toBuilder()
                .returnConsumedCapacity(orTotal(q.returnConsumedCapacity()))
                .returnValuesOnConditionCheckFailure(
                    q.conditionExpression() == null
                        ? q.returnValuesOnConditionCheckFailure()
                        : ALL_OLD)
                .build(),
        DynamoDbClient::updateItem,
        (_, r) -> one(r.consumedCapacity()),
        (q, r) ->
            r.toBuilder()
                .consumedCapacity(toldTo(q.returnConsumedCapacity(), r.consumedCapacity()))
                .build());
  }

  private static Operation<DeleteItemRequest, DeleteItemResponse> deleteItem(Touches touches) {
    return new Operation<>(
        DeleteItemRequest::builder,
        DeleteItemRequest.class,
        WRITES,
        q -> List.of(touches.item("DeleteItem", q.tableName(), q.key())),
        q ->
            q.toBuilder()
                .returnConsumedCapacity(orTotal(q.returnConsumedCapacity()))
                .returnValuesOnConditionCheckFailure(
                    q.conditionExpression() == null
                        ? q.returnValuesOnConditionCheckFailure()
                        : ALL_OLD)
                .build(),
        DynamoDbClient::deleteItem,
        (_, r) -> one(r.consumedCapacity()),
        (q, r) ->
            r.toBuilder()
                .consumedCapacity(toldTo(q.returnConsumedCapacity(), r.consumedCapacity()))
                .build());
  }

  private static Operation<QueryRequest, QueryResponse> query(Touches touches) {
    return new Operation<>(
        QueryRequest::builder,
        QueryRequest.class,
        READS,
        touches::query,
        q -> q.toBuilder().returnConsumedCapacity(orTotal(q.returnConsumedCapacity())).build(),
        DynamoDbClient::query,
        (q, r) -> one(atLeast(r.consumedCapacity(), q.consistentRead())),
        (q, r) ->
            r.toBuilder()
                .consumedCapacity(
                    toldTo(
                        q.returnConsumedCapacity(),
                        atLeast(r.consumedCapacity(), q.consistentRead())))
                .build());
  }

  private static Operation<ScanRequest, ScanResponse> scan() {
    return new Operation<>(
        ScanRequest::builder,
        ScanRequest.class,
        READS,
        q ->
            List.of(
                new Touch(
                    "Scan", q.tableName(), q.indexName() == null ? "" : q.indexName(), List.of())),
        q -> q.toBuilder().returnConsumedCapacity(orTotal(q.returnConsumedCapacity())).build(),
        DynamoDbClient::scan,
        (q, r) -> one(atLeast(r.consumedCapacity(), q.consistentRead())),
        (q, r) ->
            r.toBuilder()
                .consumedCapacity(
                    toldTo(
                        q.returnConsumedCapacity(),
                        atLeast(r.consumedCapacity(), q.consistentRead())))
                .build());
  }

  private static Operation<BatchGetItemRequest, BatchGetItemResponse> batchGet(Touches touches) {
    return new Operation<>(
        BatchGetItemRequest::builder,
        BatchGetItemRequest.class,
        READS,
        touches::batchGet,
        q -> q.toBuilder().returnConsumedCapacity(orTotal(q.returnConsumedCapacity())).build(),
        DynamoDbClient::batchGetItem,
        (_, r) -> r.consumedCapacity(),
        (q, r) ->
            asks(q.returnConsumedCapacity())
                ? r
                : r.toBuilder().consumedCapacity(List.of()).build());
  }

  private static Operation<BatchWriteItemRequest, BatchWriteItemResponse> batchWrite(
      Touches touches) {
    return new Operation<>(
        BatchWriteItemRequest::builder,
        BatchWriteItemRequest.class,
        WRITES,
        touches::batchWrite,
        q -> q.toBuilder().returnConsumedCapacity(orTotal(q.returnConsumedCapacity())).build(),
        DynamoDbClient::batchWriteItem,
        (_, r) -> r.consumedCapacity(),
        (q, r) ->
            asks(q.returnConsumedCapacity())
                ? r
                : r.toBuilder().consumedCapacity(List.of()).build());
  }

  private static Operation<TransactGetItemsRequest, TransactGetItemsResponse> transactGet(
      Touches touches) {
    return new Operation<>(
        TransactGetItemsRequest::builder,
        TransactGetItemsRequest.class,
        READS,
        touches::transactGet,
        q -> q.toBuilder().returnConsumedCapacity(orTotal(q.returnConsumedCapacity())).build(),
        DynamoDbClient::transactGetItems,
        (_, r) -> r.consumedCapacity(),
        (q, r) ->
            asks(q.returnConsumedCapacity())
                ? r
                : r.toBuilder().consumedCapacity(List.of()).build());
  }

  private static Operation<TransactWriteItemsRequest, TransactWriteItemsResponse> transactWrite(
      Touches touches) {
    return new Operation<>(
        TransactWriteItemsRequest::builder,
        TransactWriteItemsRequest.class,
        WRITES,
        touches::transactWrite,
        q ->
            q.toBuilder()
                .returnConsumedCapacity(orTotal(q.returnConsumedCapacity()))
                .transactItems(q.transactItems().stream().map(Operations::tellingOld).toList())
                .build(),
        DynamoDbClient::transactWriteItems,
        (q, r) -> RequestUnits.withChecks(r.consumedCapacity(), q.transactItems()),
        (q, r) ->
            r.toBuilder()
                .consumedCapacity(
                    asks(q.returnConsumedCapacity())
                        ? RequestUnits.withChecks(r.consumedCapacity(), q.transactItems())
                        : List.of())
                .build());
  }

  private static TransactWriteItem tellingOld(TransactWriteItem action) {
    if (action.put() != null) {
      Put put = action.put().toBuilder().returnValuesOnConditionCheckFailure(ALL_OLD).build();
      return action.toBuilder().put(put).build();
    }
    if (action.update() != null) {
      Update update =
          action.update().toBuilder().returnValuesOnConditionCheckFailure(ALL_OLD).build();
      return action.toBuilder().update(update).build();
    }
    if (action.delete() != null) {
      Delete delete =
          action.delete().toBuilder().returnValuesOnConditionCheckFailure(ALL_OLD).build();
      return action.toBuilder().delete(delete).build();
    }
    if (action.conditionCheck() != null) {
      ConditionCheck check =
          action.conditionCheck().toBuilder().returnValuesOnConditionCheckFailure(ALL_OLD).build();
      return action.toBuilder().conditionCheck(check).build();
    }
    return action;
  }

  private static Operation<DescribeTableRequest, DescribeTableResponse> describeTable() {
    return new Operation<>(
        DescribeTableRequest::builder,
        DescribeTableRequest.class,
        NEITHER,
        q -> List.of(Touch.of("DescribeTable", q.tableName())),
        q -> q,
        DynamoDbClient::describeTable,
        (_, _) -> List.of(),
        (_, r) -> r);
  }

  private static Operation<ListTablesRequest, ListTablesResponse> listTables() {
    return new Operation<>(
        ListTablesRequest::builder,
        ListTablesRequest.class,
        NEITHER,
        _ -> List.of(Touch.of("ListTables", "*")),
        q -> q,
        DynamoDbClient::listTables,
        (_, _) -> List.of(),
        (_, r) -> r);
  }

  /// Time to live is the emulator's own (the engine would sweep by the machine's clock), so it
  /// answers from the template.
  private static Operation<DescribeTimeToLiveRequest, DescribeTimeToLiveResponse>
      describeTimeToLive(Function<String, Optional<TableSchema>> schemas) {
    return new Operation<>(
        DescribeTimeToLiveRequest::builder,
        DescribeTimeToLiveRequest.class,
        NEITHER,
        q -> List.of(Touch.of("DescribeTimeToLive", q.tableName())),
        q -> q,
        (_, q) -> {
          var ttl = schemas.apply(q.tableName()).flatMap(TableSchema::ttlAttribute);
          var description =
              TimeToLiveDescription.builder()
                  .timeToLiveStatus(
                      ttl.isPresent() ? TimeToLiveStatus.ENABLED : TimeToLiveStatus.DISABLED)
                  .attributeName(ttl.orElse(null))
                  .build();
          return DescribeTimeToLiveResponse.builder().timeToLiveDescription(description).build();
        },
        (_, _) -> List.of(),
        (_, r) -> r);
  }

  private static @Nullable ConsumedCapacity atLeast(
      @Nullable ConsumedCapacity told, @Nullable Boolean consistent) {
    return RequestUnits.atLeast(told, RequestUnits.leastRead(consistent));
  }

  /// Asked for always, since the figures need it.
  private static ReturnConsumedCapacity orTotal(@Nullable ReturnConsumedCapacity wanted) {
    return wanted != null && asks(wanted) ? wanted : TOTAL;
  }

  /// Told to whoever has asked for it.
  private static @Nullable ConsumedCapacity toldTo(
      @Nullable ReturnConsumedCapacity wanted, @Nullable ConsumedCapacity told) {
    return asks(wanted) ? told : null;
  }

  private static boolean asks(@Nullable ReturnConsumedCapacity wanted) {
    return wanted != null && wanted != ReturnConsumedCapacity.NONE;
  }

  private static List<ConsumedCapacity> one(@Nullable ConsumedCapacity told) {
    return told == null ? List.of() : List.of(told);
  }
}
