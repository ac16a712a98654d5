package app.firstbell.chat;

import app.firstbell.dynamo.BusyException;
import app.firstbell.dynamo.Item;
import app.firstbell.dynamo.Row;
import app.firstbell.identity.Party;
import app.firstbell.organization.TenantId;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/// Delivered and read marks: four numbers in one small item beside the log, which only grow.
public final class MarkStore {
  private static final int TRIES = 5;
  private final ChatTable table;

  public MarkStore(ChatTable table) {
    this.table = table;
  }

  public Marks marks(TenantId tenant, ChatId chat) {
    GetItemRequest request =
        GetItemRequest.builder()
            .tableName(table.name())
            .key(Item.key(ChatTable.pk(tenant, chat), ChatTable.MARKS).build())
            .consistentRead(true)
            .build();
    return Row.of(table.contention().retrying(() -> table.client().getItem(request)).item())
        .map(row -> new Marks(mark(row, Party.VISITOR), mark(row, Party.AGENT)))
        .orElse(Marks.NONE);
  }

  /// Raises a party's marks; what is lower than stored stays as it is.
  ///
  /// @return the marks as they are now, or nothing when nothing was raised
  public Optional<Marks.Mark> raise(TenantId tenant, ChatId chat, Party party, Marks.Mark to) {
    Marks.Mark wanted = to;
    for (int attempt = 1; attempt <= TRIES; attempt++) {
      try {
        put(tenant, chat, party, wanted);
        return Optional.of(wanted);
      } catch (ConditionalCheckFailedException higher) {
        // Two tabs read at different speeds: what is stored joins what is wanted.
        Marks.Mark stored = mark(new Row(higher.item()), party);
        if (stored.and(to).equals(stored)) {
          return Optional.empty();
        }
        wanted = stored.and(to);
      }
    }
    throw new BusyException("the marks of chat " + chat + " change too fast");
  }

  private void put(TenantId tenant, ChatId chat, Party party, Marks.Mark mark) {
    UpdateItemRequest request =
        UpdateItemRequest.builder()
            .tableName(table.name())
            .key(Item.key(ChatTable.pk(tenant, chat), ChatTable.MARKS).build())
            .updateExpression("SET #d = :d, #r = :r")
            .conditionExpression(
                "attribute_not_exists(#d) OR (#d <= :d AND #r <= :r AND (#d < :d OR #r < :r))")
            .expressionAttributeNames(Map.of("#d", delivered(party), "#r", read(party)))
            .expressionAttributeValues(
                new Item().number(":d", mark.delivered()).number(":r", mark.read()).build())
            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
            .build();
    table.contention().retrying(() -> table.client().updateItem(request));
  }

  private static Marks.Mark mark(Row row, Party party) {
    return new Marks.Mark(row.number(delivered(party), 0), row.number(read(party), 0));
  }

  private static String delivered(Party party) {
    return party.word() + "Delivered";
  }

  private static String read(Party party) {
    return party.word() + "Read";
  }
}
