package app.firstbell.chat;

import app.firstbell.dynamo.Item;
import app.firstbell.dynamo.Row;
import app.firstbell.identity.Party;
import app.firstbell.organization.TenantId;
import app.firstbell.presence.ConnectionId;
import app.firstbell.visitor.VisitorId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.Update;

/// Opens chats and moves them from stage to stage. Each change is one transaction of the head and
/// the entry that tells of it (`docs/decisions/0003-state-changes-are-transactions.md`), so the log
/// can never contradict the head.
///
/// The low-level client is used, for a cancelled transaction tells the loser what the winner wrote.
public final class StageStore {
  private static final String CURRENT = "current";
  private final ChatTable table;

  public StageStore(ChatTable table) {
    this.table = table;
  }

  /// The head, read consistently.
  public Optional<Head> head(TenantId tenant, ChatId chat) {
    return get(ChatTable.headKey(tenant, chat)).map(row -> HeadItem.head(tenant, row));
  }

  /// The chat that the visitor started last, read consistently.
  public Optional<ChatId> current(TenantId tenant, VisitorId visitor) {
    return get(currentKey(tenant, visitor).build()).map(row -> new ChatId(row.text("chat")));
  }

  /// Opens a chat with its first entries, on condition that the visitor's current chat is still
  /// `before`: so a visitor has one open chat at a time, also when two tabs start at once. A repeat
  /// changes nothing.
  public Opening open(Head head, List<Entry> entries, Optional<ChatId> before) {
    List<TransactWriteItem> writes = new ArrayList<>();
    writes.add(put(HeadItem.item(head)));
    writes.add(pointer(head, before));
    for (Entry entry : entries) {
      writes.add(put(EntryItem.item(head.tenant(), head.id(), entry)));
    }
    writes.addAll(operatorRing(head));
    try {
      transact(writes);
      return new Opening.Opened();
    } catch (TransactionCanceledException cancelled) {
      if (failed(cancelled, 0)) {
        return new Opening.Repeated();
      }
      if (failed(cancelled, 1)) {
        return new Opening.OtherChat();
      }
      throw cancelled;
    }
  }

  /// Moves a chat to `next` (whose `seq` is the entry's number), if the guard holds and the number
  /// is free.
  ///
  /// @param joining the connection by which the agent comes in with this change; null when nobody
  ///   does
  /// @param along what is written in the same transaction: all of it, or nothing of the change
  public Change change(
      Head next,
      Entry entry,
      Guard guard,
      @Nullable ConnectionId joining,
      List<TransactWriteItem> along) {
    List<TransactWriteItem> writes = new ArrayList<>();
    writes.add(TransactWriteItem.builder().update(update(next, entry, guard, joining)).build());
    writes.add(put(EntryItem.item(next.tenant(), next.id(), entry)));
    writes.addAll(along);
    try {
      transact(writes);
      return new Change.Done(next, entry);
    } catch (TransactionCanceledException cancelled) {
      if (failed(cancelled, 0)) {
        Map<String, AttributeValue> now = cancelled.cancellationReasons().getFirst().item();
        return new Change.Overtaken(HeadItem.head(next.tenant(), new Row(now)));
      }
      if (failed(cancelled, 1)) {
        return new Change.PlaceTaken();
      }
      // Last: whoever lost the chat is told so, whatever else was wrong.
      for (int one = 2; one < writes.size(); one++) {
        if (failed(cancelled, one)) {
          return new Change.Unpaid();
        }
      }
      throw cancelled;
    }
  }

  private Update update(Head next, Entry entry, Guard guard, @Nullable ConnectionId joining) {
    Item set = HeadItem.stage(new Item(), next);
    if (entry.happening() instanceof Happening.Rated rated) {
      set.number("rated", rated.stars());
    }
    Map<String, String> names = new HashMap<>();
    Map<String, AttributeValue> values = new HashMap<>();
    List<String> assignments = new ArrayList<>();
    set.build()
        .forEach((name, value) -> {
          names.put("#" + name, name);
          values.put(":" + name, value);
          assignments.add("#" + name + " = :" + name);
        });
    String expression = "SET " + String.join(", ", assignments);
    if (joining != null) {
      names.put("#joined", HeadItem.connections(Party.AGENT));
      values.put(":joined", AttributeValue.fromSs(List.of(joining.value())));
      expression += " ADD #joined :joined";
    }
    return Update.builder()
        .tableName(table.name())
        .key(ChatTable.headKey(next.tenant(), next.id()))
        .updateExpression(expression)
        .conditionExpression(condition(guard, names, values))
        .expressionAttributeNames(names)
        .expressionAttributeValues(values)
        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
        .build();
  }

  private static String condition(
      Guard guard, Map<String, String> names, Map<String, AttributeValue> values) {
    names.put("#was", "state");
    return switch (guard) {
      case Guard.StillRinging _ -> was("ringing", values);
      case Guard.StillActive _ -> was("active", values);
      case Guard.StillGone gone -> {
        names.put("#epoch", HeadItem.epoch(gone.party()));
        names.put("#gone", HeadItem.gone(gone.party()));
        values.put(":epoch", AttributeValue.fromN(Long.toString(gone.epoch())));
        yield was(gone.state(), values) + " AND #epoch = :epoch AND attribute_exists(#gone)";
      }
      case Guard.NothingLeft _ -> was("missed", values) + " AND attribute_not_exists(leftEmail)";
      case Guard.NotRated _ -> was("ended", values) + " AND attribute_not_exists(rated)";
    };
  }

  private static String was(String state, Map<String, AttributeValue> values) {
    values.put(":was", AttributeValue.fromS(state));
    return "#was = :was";
  }

  private TransactWriteItem put(Map<String, AttributeValue> item) {
    return TransactWriteItem.builder()
        .put(
            Put.builder()
                .tableName(table.name())
                .item(item)
                .conditionExpression("attribute_not_exists(pk)")
                .build())
        .build();
  }

  /// So that an operator who comes back while it rings finds the chat, which stands in no list of
  /// their own organization.
  private List<TransactWriteItem> operatorRing(Head head) {
    Operators operators = head.operators();
    return operators != null && head.stage() instanceof Stage.Ringing ringing
        ? List.of(
            put(
                ChatTable.operatorRing(operators.home(), new ChatAddress(head.tenant(), head.id()))
                    .ttl(ringing.until())
                    .build()))
        : List.of();
  }

  /// Takes a chat from the list of those that ring for operators; a repeat changes nothing.
  public void silence(TenantId home, ChatAddress chat) {
    table
        .contention()
        .retrying(() ->
            table
                .client()
                .deleteItem(delete ->
                    delete
                        .tableName(table.name())
                        .key(ChatTable.operatorRing(home, chat).build())));
  }

  private TransactWriteItem pointer(Head head, Optional<ChatId> before) {
    Put.Builder put =
        Put.builder()
            .tableName(table.name())
            .item(
                currentKey(head.tenant(), head.lead().visitor())
                    .text("chat", head.id().value())
                    .build());
    if (before.isPresent()) {
      put.conditionExpression("chat = :before")
          .expressionAttributeValues(new Item().text(":before", before.get().value()).build());
    } else {
      put.conditionExpression("attribute_not_exists(pk)");
    }
    return TransactWriteItem.builder().put(put.build()).build();
  }

  private void transact(List<TransactWriteItem> writes) {
    table
        .contention()
        .retrying(() -> table.client().transactWriteItems(b -> b.transactItems(writes)));
  }

  private Optional<Row> get(Map<String, AttributeValue> key) {
    GetItemRequest request =
        GetItemRequest.builder().tableName(table.name()).key(key).consistentRead(true).build();
    return Row.of(table.contention().retrying(() -> table.client().getItem(request)).item());
  }

  private static Item currentKey(TenantId tenant, VisitorId visitor) {
    return Item.key(tenant + "#party#visitor#" + visitor, CURRENT);
  }

  private static boolean failed(TransactionCanceledException cancelled, int write) {
    List<CancellationReason> reasons = cancelled.cancellationReasons();
    return reasons.size() > write && "ConditionalCheckFailed".equals(reasons.get(write).code());
  }
}
