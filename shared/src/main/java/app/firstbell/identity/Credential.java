package app.firstbell.identity;

import app.firstbell.agent.AgentId;
import app.firstbell.dynamo.Item;
import app.firstbell.organization.TenantId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// A member's password hash, as steps of a transaction. They leave the member's version alone, for
/// nobody who edits a member is in their way; and each succeeds only while the hash is the one that
/// was read, so that nobody comes in by a password that has just been changed.
///
/// @param hash as it was read
public record Credential(String table, TenantId tenant, AgentId member, String hash) {
  /// Somebody has signed in.
  ///
  /// @param rehashed the same password hashed anew; null leaves the hash as it is
  public TransactWriteItem used(Instant at, @Nullable String rehashed) {
    String also = rehashed == null ? "" : ", passwordHash = :new";
    return update("SET lastSignInAt = :at" + also, new Item().instant(":at", at), rehashed);
  }

  /// Another password.
  public TransactWriteItem changed(String newHash) {
    return update("SET passwordHash = :new", new Item(), newHash);
  }

  private TransactWriteItem update(String expression, Item values, @Nullable String newHash) {
    Map<String, AttributeValue> all =
        new HashMap<>(
            values.text(":was", hash).text(":new", newHash).text(":active", "active").build());
    return TransactWriteItem.builder()
        .update(update ->
            update
                .tableName(table)
                .key(Item.key(tenant.value(), "member#" + member).build())
                .updateExpression(expression)
                .conditionExpression(
                    "passwordHash = :was AND (attribute_not_exists(#status) OR #status = :active)")
                .expressionAttributeNames(Map.of("#status", "status"))
                .expressionAttributeValues(all)
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD))
        .build();
  }
}
