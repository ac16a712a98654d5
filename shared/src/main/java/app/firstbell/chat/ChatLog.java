package app.firstbell.chat;

import app.firstbell.dynamo.Item;
import app.firstbell.dynamo.Row;
import app.firstbell.organization.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/// The numbered log of a chat. The low-level client is used, for each call's price is part of the
/// design: a message is one half-priced query of two small items and one conditional put.
public final class ChatLog {
  private static final int LOOK_BACK_PAGES = 8;
  private final ChatTable table;

  public ChatLog(ChatTable table) {
    this.table = table;
  }

  /// The head and the last entry, in one query: `head` sorts directly behind the entries.
  public Optional<LogEnd> end(TenantId tenant, ChatId chat, Freshness freshness) {
    QueryRequest query =
        QueryRequest.builder()
            .tableName(table.name())
            .keyConditionExpression("pk = :pk")
            .expressionAttributeValues(new Item().text(":pk", ChatTable.pk(tenant, chat)).build())
            .scanIndexForward(false)
            .limit(2)
            .consistentRead(freshness == Freshness.CONSISTENT)
            .build();
    List<Map<String, AttributeValue>> items =
        table.contention().retrying(() -> table.client().query(query)).items();
    if (items.size() < 2 || !new Row(items.get(0)).text("sk").equals(ChatTable.HEAD)) {
      return Optional.empty();
    }
    Row last = new Row(items.get(1));
    return ChatTable.isEntry(last.text("sk"))
        ? Optional.of(
            new LogEnd(HeadItem.head(tenant, new Row(items.get(0))), EntryItem.entry(last)))
        : Optional.empty();
  }

  /// Puts an entry at its number if the place is free. A repeat of the same put finds its own entry
  /// there.
  public Appended append(TenantId tenant, ChatId chat, Entry entry) {
    PutItemRequest put =
        PutItemRequest.builder()
            .tableName(table.name())
            .item(EntryItem.item(tenant, chat, entry))
            .conditionExpression("attribute_not_exists(pk)")
            // The loser learns what lies there without a second read.
            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
            .build();
    try {
      table.contention().retrying(() -> table.client().putItem(put));
      return new Appended.Stored(entry);
    } catch (ConditionalCheckFailedException taken) {
      return new Appended.Taken(EntryItem.entry(new Row(taken.item())));
    }
  }

  /// The writer's message `cid` among the entries `from` to `to`, read consistently.
  ///
  /// @throws LogTooLongException when the stretch is too long to look through: the client must sync
  ///   first
  public Optional<Entry> find(
      TenantId tenant, ChatId chat, Place.LookFirst where, Author writer, String cid) {
    Map<String, AttributeValue> position = Map.of();
    for (int page = 0; page < LOOK_BACK_PAGES; page++) {
      QueryResponse answer = lookBack(tenant, chat, where, writer, cid, position);
      if (answer.hasItems() && !answer.items().isEmpty()) {
        return Optional.of(EntryItem.entry(new Row(answer.items().getFirst())));
      }
      if (!answer.hasLastEvaluatedKey() || answer.lastEvaluatedKey().isEmpty()) {
        return Optional.empty();
      }
      position = answer.lastEvaluatedKey();
    }
    throw new LogTooLongException(where.from(), where.to());
  }

  /// The entries behind `after`, read consistently: at most `limit`, and fewer when a page of
  /// DynamoDB ends.
  public List<Entry> entries(TenantId tenant, ChatId chat, long after, int limit) {
    QueryRequest query =
        QueryRequest.builder()
            .tableName(table.name())
            .keyConditionExpression("pk = :pk AND sk BETWEEN :from AND :to")
            .expressionAttributeValues(between(tenant, chat, after + 1, 9_999_999_999L).build())
            .limit(limit)
            .consistentRead(true)
            .build();
    List<Entry> entries = new ArrayList<>();
    for (Map<String, AttributeValue> item :
        table.contention().retrying(() -> table.client().query(query)).items()) {
      entries.add(EntryItem.entry(new Row(item)));
    }
    return entries;
  }

  private QueryResponse lookBack(
      TenantId tenant,
      ChatId chat,
      Place.LookFirst where,
      Author writer,
      String cid,
      Map<String, AttributeValue> position) {
    QueryRequest.Builder query =
        QueryRequest.builder()
            .tableName(table.name())
            .keyConditionExpression("pk = :pk AND sk BETWEEN :from AND :to")
            .filterExpression("#cid = :cid AND #byId = :byId AND #by = :by")
            .expressionAttributeNames(Map.of("#cid", "cid", "#byId", "byId", "#by", "by"))
            .expressionAttributeValues(
                between(tenant, chat, where.from(), where.to())
                    .text(":cid", cid)
                    .text(":byId", writer.id())
                    .text(":by", writer.party())
                    .build())
            .consistentRead(true);
    if (!position.isEmpty()) {
      query.exclusiveStartKey(position);
    }
    QueryRequest request = query.build();
    return table.contention().retrying(() -> table.client().query(request));
  }

  private static Item between(TenantId tenant, ChatId chat, long from, long to) {
    return new Item()
        .text(":pk", ChatTable.pk(tenant, chat))
        .text(":from", ChatTable.entry(from))
        .text(":to", ChatTable.entry(to));
  }
}
