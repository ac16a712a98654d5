package app.firstbell.simulator.world;

import app.firstbell.simulator.Bug;
import app.firstbell.simulator.schedule.Task;
import app.firstbell.simulator.table.MemoryDynamo;
import app.firstbell.simulator.table.Refusals;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;

/// Does to the functions' requests what a planted bug would have done to their code.
final class Sabotage {
  private final Cloud cloud;
  private final MemoryDynamo tables;

  Sabotage(Cloud cloud, MemoryDynamo tables) {
    this.cloud = cloud;
    this.tables = tables;
  }

  GetItemRequest of(GetItemRequest request) {
    return is(Bug.READS_CHEAPLY) ? request.toBuilder().consistentRead(false).build() : request;
  }

  QueryRequest of(QueryRequest request) {
    if (is(Bug.FORGETS_REPEATS) && request.expressionAttributeValues().containsKey(":cid")) {
      Map<String, AttributeValue> values = new HashMap<>(request.expressionAttributeValues());
      values.put(":cid", AttributeValue.fromS("-"));
      return request.toBuilder().expressionAttributeValues(values).build();
    }
    return is(Bug.READS_CHEAPLY) && request.indexName() == null
        ? request.toBuilder().consistentRead(false).build()
        : request;
  }

  PutItemRequest of(PutItemRequest request) {
    return is(Bug.MESSAGE_OVERWRITES) && isMessage(request.item())
        ? request.toBuilder().conditionExpression(null).build()
        : request;
  }

  UpdateItemRequest of(UpdateItemRequest request) {
    if (is(Bug.COUNTS_TWICE) && DynamoPort.place(request.key()).contains("#use/")) {
      Map<String, String> names = new HashMap<>(request.expressionAttributeNames());
      Map<String, AttributeValue> values = new HashMap<>(request.expressionAttributeValues());
      names.keySet().removeIf(name -> !uses(request.updateExpression(), name));
      values.keySet().removeIf(name -> !uses(request.updateExpression(), name));
      return request.toBuilder()
          .conditionExpression(null)
          .expressionAttributeNames(names)
          .expressionAttributeValues(values)
          .build();
    }
    return request;
  }

  DeleteItemRequest of(DeleteItemRequest request) {
    return is(Bug.OLD_END_TAKES_PRESENCE) && DynamoPort.place(request.key()).contains("#room#")
        ? request.toBuilder()
            .conditionExpression(null)
            .expressionAttributeNames(null)
            .expressionAttributeValues(null)
            .build()
        : request;
  }

  /// One transaction, or what a bug makes of it.
  List<TransactWriteItemsRequest> of(TransactWriteItemsRequest request) {
    if (is(Bug.ACCEPT_UNGUARDED)
        && request.transactItems().stream().anyMatch(it -> isKind(it, "accepted"))) {
      return List.of(without(request));
    }
    if (is(Bug.AUDITS_TWICE)
        && request.transactItems().stream()
            .anyMatch(it -> DynamoPort.place(it).contains("#audit/"))) {
      return List.of(without(request));
    }
    if (is(Bug.SKIPS_THE_FLOOR)) {
      return List.of(without(request, "#balance/"));
    }
    if (is(Bug.FORGETS_POSTINGS)) {
      return List.of(without(without(request, "#ledger/"), "#entries/"));
    }
    if (is(Bug.WARNS_EVERY_TIME)) {
      return List.of(without(request, "#notice/"));
    }
    if (is(Bug.ARMS_NOTHING)) {
      return List.of(changing(request, Sabotage::disarmed));
    }
    if (is(Bug.FORGETS_OTHER_FEES)) {
      return List.of(
          changing(
              request,
              item -> item.update() != null && uses(item, "#usableUntil") ? without(item) : item));
    }
    if (is(Bug.POSTS_IN_PIECES)
        && request.transactItems().stream()
            .anyMatch(it -> DynamoPort.place(it).contains("#ledger/"))) {
      return request.transactItems().stream()
          .map(item ->
              request.toBuilder()
                  .clientRequestToken(request.clientRequestToken() + DynamoPort.place(item))
                  .transactItems(item)
                  .build())
          .toList();
    }
    return List.of(request);
  }

  SendMessageRequest of(SendMessageRequest request) {
    return request;
  }

  /// What is answered instead of a put.
  Optional<PutItemResponse> instead(PutItemRequest request) {
    Task task = cloud.scheduler().current();
    if (!is(Bug.ACK_BEFORE_WRITE) || task == null || !isMessage(request.item())) {
      return Optional.empty();
    }
    boolean isForgotten = !cloud.weather().isCalm() && task.dice().chance(0.01);
    cloud
        .scheduler()
        .at(
            task.dice().between(1_000, 100_000),
            () -> {
              if (!isForgotten) {
                try {
                  tables.putItem(request);
                  cloud.changed();
                } catch (DynamoDbException nobodyHearsOfIt) {
                  // This is the bug.
                }
              }
            });
    return Optional.of(PutItemResponse.builder().build());
  }

  /// What is answered instead of a message's being sent.
  Optional<SendMessageResponse> instead(SendMessageRequest request, Runnable sending) {
    Task task = cloud.scheduler().current();
    if (!is(Bug.TIMER_AFTER_WRITE) || task == null || !request.queueUrl().equals(Town.TIMERS)) {
      return Optional.empty();
    }
    cloud
        .scheduler()
        .at(
            10_500_000,
            () -> {
              if (!cloud.hasDied(task)) {
                sending.run();
              }
            });
    return Optional.of(SendMessageResponse.builder().messageId("later").build());
  }

  StreamsEventResponse of(StreamsEventResponse response) {
    return is(Bug.SWALLOWS_STREAM_FAILURES) ? new StreamsEventResponse(List.of()) : response;
  }

  private boolean is(Bug bug) {
    return cloud.plan().has(bug);
  }

  private static boolean isMessage(Map<String, AttributeValue> item) {
    return isKind(item, "message");
  }

  private static boolean isKind(TransactWriteItem item, String kind) {
    return item.put() != null && isKind(item.put().item(), kind);
  }

  private static boolean isKind(Map<String, AttributeValue> item, String kind) {
    @Nullable AttributeValue found = item.get("kind");
    return found != null && kind.equals(found.s());
  }

  /// What is told of a transaction that failed, or what a bug understands of it.
  TransactWriteItemsResponse answering(
      TransactWriteItemsRequest request, Supplier<TransactWriteItemsResponse> effect) {
    try {
      return effect.get();
    } catch (TransactionCanceledException cancelled) {
      TransactWriteItem first = request.transactItems().getFirst();
      CancellationReason reason = cancelled.cancellationReasons().getFirst();
      if (!is(Bug.TAKES_ANY_REPEAT)
          || !DynamoPort.place(first).contains("#ledger/")
          || !reason.hasItem()) {
        throw cancelled;
      }
      List<CancellationReason> reasons = new ArrayList<>(cancelled.cancellationReasons());
      reasons.set(0, reason.toBuilder().item(first.put().item()).build());
      throw Refusals.cancelled(reasons);
    }
  }

  private static TransactWriteItemsRequest without(TransactWriteItemsRequest request) {
    return changing(request, Sabotage::without);
  }

  private static TransactWriteItemsRequest changing(
      TransactWriteItemsRequest request, UnaryOperator<TransactWriteItem> change) {
    return request.toBuilder()
        .transactItems(request.transactItems().stream().map(change).toList())
        .build();
  }

  private static TransactWriteItem disarmed(TransactWriteItem item) {
    if (item.update() == null || !uses(item, "#epoch")) {
      return item;
    }
    Map<String, String> names = new HashMap<>(item.update().expressionAttributeNames());
    names.remove("#epoch");
    return item.toBuilder()
        .update(
            item.update().toBuilder()
                .updateExpression(item.update().updateExpression().replace(", #epoch :one", ""))
                .expressionAttributeNames(names)
                .build())
        .build();
  }

  private static boolean uses(TransactWriteItem item, String name) {
    return uses(item.update().updateExpression(), name);
  }

  /// The same, but on no condition where the items of one kind are written.
  private static TransactWriteItemsRequest without(TransactWriteItemsRequest request, String kind) {
    return changing(request, item -> DynamoPort.place(item).contains(kind) ? without(item) : item);
  }

  /// The same write on no condition.
  static TransactWriteItem without(TransactWriteItem item) {
    if (item.conditionCheck() != null) {
      return item;
    }
    TransactWriteItem.Builder loose = item.toBuilder();
    if (item.put() != null) {
      loose.put(
          item.put().toBuilder()
              .conditionExpression(null)
              .expressionAttributeNames(null)
              .expressionAttributeValues(null)
              .build());
    }
    if (item.update() != null) {
      String expression = item.update().updateExpression();
      Map<String, String> names = new HashMap<>(item.update().expressionAttributeNames());
      Map<String, AttributeValue> values = new HashMap<>(item.update().expressionAttributeValues());
      names.keySet().removeIf(name -> !uses(expression, name));
      values.keySet().removeIf(name -> !uses(expression, name));
      loose.update(
          item.update().toBuilder()
              .conditionExpression(null)
              .expressionAttributeNames(names.isEmpty() ? null : names)
              .expressionAttributeValues(values.isEmpty() ? null : values)
              .build());
    }
    return loose.build();
  }

  private static boolean uses(String expression, String placeholder) {
    return expression.matches("(?s).*" + placeholder + "(?![A-Za-z0-9_]).*");
  }
}
