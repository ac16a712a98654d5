package app.firstbell.notice;

import app.firstbell.chat.ChatId;
import app.firstbell.dynamo.Contention;
import app.firstbell.dynamo.Item;
import app.firstbell.dynamo.Row;
import app.firstbell.organization.TenantId;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/// Three transcripts for each chat, no more: the address is the visitor's to choose, and nobody
/// shall use a chat to fill somebody's mailbox.
public final class TranscriptLimit {
  private static final int TRANSCRIPTS = 3;
  private final DynamoDbClient client;
  private final String table;
  private final Contention contention;

  public TranscriptLimit(DynamoDbClient client, String table, Contention contention) {
    this.client = client;
    this.table = table;
    this.contention = contention;
  }

  /// Takes one of the three.
  ///
  /// @return its number, or nothing when they are used up
  public Optional<Long> take(TenantId tenant, ChatId chat) {
    UpdateItemRequest update =
        UpdateItemRequest.builder()
            .tableName(table)
            .key(Item.key(tenant + "#chat#" + chat, "a#transcripts").build())
            .updateExpression("ADD taken :one")
            .conditionExpression("attribute_not_exists(taken) OR taken < :all")
            .expressionAttributeValues(
                new Item().number(":one", 1).number(":all", TRANSCRIPTS).build())
            .returnValues(ReturnValue.UPDATED_NEW)
            .build();
    try {
      return Optional.of(
          new Row(contention.retrying(() -> client.updateItem(update)).attributes())
              .number("taken"));
    } catch (ConditionalCheckFailedException usedUp) {
      return Optional.empty();
    }
  }
}
