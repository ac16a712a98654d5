package app.firstbell.chat;

import app.firstbell.dynamo.Row;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/// Reads the heads of many chats at once, for half the price of consistent reads: half a read unit
/// each. A head that is missing or too old in that answer is read again, consistently.
public final class HeadReader {
  private static final int TOGETHER = 100;

  private final ChatTable table;
  private final StageStore stages;

  public HeadReader(ChatTable table) {
    this.table = table;
    this.stages = new StageStore(table);
  }

  /// @param isNewEnough whether a head tells what its reader knows to have happened
  /// @return the heads of those chats that there are
  public Map<ChatAddress, Head> heads(Collection<ChatAddress> chats, Predicate<Head> isNewEnough) {
    Map<ChatAddress, Head> heads = new HashMap<>();
    List<ChatAddress> all = chats.stream().distinct().toList();
    for (int from = 0; from < all.size(); from += TOGETHER) {
      List<Map<String, AttributeValue>> keys =
          all.subList(from, Math.min(all.size(), from + TOGETHER)).stream()
              .map(chat -> ChatTable.headKey(chat.tenant(), chat.chat()))
              .toList();
      for (Map<String, AttributeValue> item : items(keys)) {
        Head head = HeadItem.head(new Row(item));
        heads.put(new ChatAddress(head.tenant(), head.id()), head);
      }
    }
    for (ChatAddress chat : all) {
      Head head = heads.get(chat);
      if (head == null || !isNewEnough.test(head)) {
        stages.head(chat.tenant(), chat.chat()).ifPresent(now -> heads.put(chat, now));
      }
    }
    return heads;
  }

  private List<Map<String, AttributeValue>> items(List<Map<String, AttributeValue>> keys) {
    List<Map<String, AttributeValue>> wanted = keys;
    List<Map<String, AttributeValue>> found = new ArrayList<>();
    while (!wanted.isEmpty()) {
      BatchGetItemRequest request =
          BatchGetItemRequest.builder()
              .requestItems(Map.of(table.name(), KeysAndAttributes.builder().keys(wanted).build()))
              .build();
      BatchGetItemResponse answer =
          table.contention().retrying(() -> table.client().batchGetItem(request));
      found.addAll(answer.responses().getOrDefault(table.name(), List.of()));
      wanted =
          answer.hasUnprocessedKeys() && answer.unprocessedKeys().containsKey(table.name())
              ? answer.unprocessedKeys().get(table.name()).keys()
              : List.of();
    }
    return found;
  }
}
