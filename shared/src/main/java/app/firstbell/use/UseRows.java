package app.firstbell.use;

import app.firstbell.dynamo.Contention;
import app.firstbell.dynamo.Item;
import app.firstbell.organization.TenantId;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/// The rows of an organization's use, each changed by one guarded update that answers with the
/// whole row, also when its condition does not hold.
///
/// @param table `Accounts`
record UseRows(DynamoDbClient client, String table, Contention contention) {
  /// Changes a row, unless its condition does not hold.
  ///
  /// @param change the expression and its condition
  /// @return the row as it is now, changed by this or as it was in the way
  Map<String, AttributeValue> update(
      TenantId tenant, String sk, Consumer<UpdateItemRequest.Builder> change) {
    UpdateItemRequest update =
        UpdateItemRequest.builder()
            .tableName(table)
            .key(key(tenant, sk))
            .returnValues(ReturnValue.ALL_NEW)
            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
            .applyMutation(change)
            .build();
    try {
      return contention.retrying(() -> client.updateItem(update)).attributes();
    } catch (ConditionalCheckFailedException failed) {
      // AWS and DynamoDB Local send it along; none when something was expected of no row.
      return failed.hasItem() ? failed.item() : consistently(tenant, sk);
    }
  }

  /// A row as it was a moment ago, for half a read unit each 4 KB; empty when there was none.
  Map<String, AttributeValue> glance(TenantId tenant, String sk) {
    return get(GetItemRequest.builder().tableName(table).key(key(tenant, sk)).build());
  }

  Map<String, AttributeValue> consistently(TenantId tenant, String sk) {
    return get(
        GetItemRequest.builder()
            .tableName(table)
            .key(key(tenant, sk))
            .consistentRead(true)
            .build());
  }

  private Map<String, AttributeValue> get(GetItemRequest get) {
    return contention.retrying(() -> client.getItem(get)).item();
  }

  static Map<String, AttributeValue> key(TenantId tenant, String sk) {
    return Item.key(PartKey.pk(tenant), sk).build();
  }
}
