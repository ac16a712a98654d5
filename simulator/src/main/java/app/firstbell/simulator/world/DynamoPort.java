package app.firstbell.simulator.world;

import app.firstbell.isolation.TenantFence;
import app.firstbell.simulator.schedule.Task;
import app.firstbell.simulator.table.MemoryDynamo;
import app.firstbell.simulator.table.Refusals;
import app.firstbell.simulator.world.Cloud.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/// The tables as functions see them: far away, sometimes busy, and sometimes without an answer.
/// What a planted bug does to a request is done here.
final class DynamoPort implements DynamoDbClient {
  private final Cloud cloud;
  private final MemoryDynamo tables;
  private final Sabotage sabotage;
  // Whoever builds the town and looks at the books is no work of a function.
  private final TenantFence fence = TenantFence.aroundWork();
  private long transactions;

  DynamoPort(Cloud cloud, MemoryDynamo tables, Sabotage sabotage) {
    this.cloud = cloud;
    this.tables = tables;
    this.sabotage = sabotage;
  }

  @Override
  public GetItemResponse getItem(GetItemRequest given) {
    GetItemRequest request = sabotage.of(looked(given));
    return cloud.call(
        Kind.READ, () -> "get " + place(request.key()), () -> tables.getItem(request));
  }

  @Override
  public BatchGetItemResponse batchGetItem(BatchGetItemRequest given) {
    BatchGetItemRequest request = looked(given);
    return cloud.call(
        Kind.READ,
        () ->
            request.requestItems().values().stream()
                .flatMap(asked -> asked.keys().stream())
                .map(DynamoPort::place)
                .sorted()
                .collect(Collectors.joining(" ", "get ", "")),
        () -> tables.batchGetItem(request));
  }

  @Override
  public QueryResponse query(QueryRequest given) {
    QueryRequest request = sabotage.of(looked(given));
    return cloud.call(
        Kind.READ,
        () -> "query " + values(request.expressionAttributeValues()),
        () -> tables.query(request));
  }

  @Override
  public ScanResponse scan(ScanRequest given) {
    ScanRequest request = looked(given);
    return cloud.call(Kind.READ, () -> "scan " + request.tableName(), () -> tables.scan(request));
  }

  @Override
  public PutItemResponse putItem(PutItemRequest given) {
    PutItemRequest request = sabotage.of(looked(given));
    return sabotage
        .instead(request)
        .orElseGet(() ->
            cloud.call(
                Kind.WRITE, () -> "put " + place(request.item()), () -> tables.putItem(request)));
  }

  @Override
  public UpdateItemResponse updateItem(UpdateItemRequest given) {
    UpdateItemRequest request = sabotage.of(looked(given));
    return cloud.call(
        Kind.WRITE, () -> "update " + place(request.key()), () -> tables.updateItem(request));
  }

  @Override
  public DeleteItemResponse deleteItem(DeleteItemRequest given) {
    DeleteItemRequest request = sabotage.of(looked(given));
    return cloud.call(
        Kind.WRITE, () -> "delete " + place(request.key()), () -> tables.deleteItem(request));
  }

  /// The SDK makes a token of its own, so that its retries are one transaction.
  @Override
  public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest given) {
    TransactWriteItemsRequest request =
        looked(given).clientRequestToken() == null
            ? given.toBuilder().clientRequestToken("sdk-" + ++transactions).build()
            : given;
    List<TransactWriteItemsRequest> parts = sabotage.of(request);
    TransactWriteItemsResponse answer = TransactWriteItemsResponse.builder().build();
    for (TransactWriteItemsRequest part : parts) {
      answer =
          cloud.call(
              Kind.TRANSACTION,
              () ->
                  part.transactItems().stream()
                      .map(DynamoPort::place)
                      .collect(Collectors.joining(" ", "transact ", "")),
              () -> sabotage.answering(part, () -> tables.transactWriteItems(part)),
              () -> conflict(part));
    }
    return answer;
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}

  /// Behind the same fence as a function's own client.
  private <T extends SdkRequest> T looked(T request) {
    fence.look(request);
    return request;
  }

  /// Another transaction is at one of the items. Of the others DynamoDB sometimes says that their
  /// conditions fail, too.
  private RuntimeException conflict(TransactWriteItemsRequest request) {
    Task task = Objects.requireNonNull(cloud.scheduler().current());
    List<CancellationReason> reasons = new ArrayList<>(tables.reasons(request));
    int place = task.dice().below(reasons.size());
    if (task.dice().chance(0.5)) {
      reasons.replaceAll(_ -> CancellationReason.builder().code("None").build());
    }
    reasons.set(place, CancellationReason.builder().code("TransactionConflict").build());
    return Refusals.cancelled(reasons);
  }

  static String place(TransactWriteItem item) {
    return item.put() != null
        ? place(item.put().item())
        : item.update() != null
            ? place(item.update().key())
            : item.delete() != null
                ? place(item.delete().key())
                : "?" + place(item.conditionCheck().key());
  }

  static String place(Map<String, AttributeValue> item) {
    AttributeValue pk = item.get("pk");
    AttributeValue sk = item.get("sk");
    return (pk == null ? "?" : pk.s()) + "/" + (sk == null ? "?" : sk.s());
  }

  private static String values(Map<String, AttributeValue> values) {
    return values.entrySet().stream()
        .filter(it -> it.getValue().s() != null)
        .sorted(Map.Entry.comparingByKey())
        .map(it -> it.getValue().s())
        .collect(Collectors.joining(" "));
  }
}
