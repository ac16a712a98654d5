package app.firstbell.use;

import app.firstbell.dynamo.Contention;
import app.firstbell.dynamo.Item;
import app.firstbell.organization.TenantId;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/// The rows of an organization's use, each changed by one guarded update that answers with the
/// whole row, also when its condition does not hold.
///
/// @param table `Accounts`
record UseRows(DynamoDbClient client, String table, Contention contention) {
  /// @param change the expression and its condition
  /// @return the row as it is now
  /// @throws ConditionalCheckFailedException when the condition does not hold: see [#inTheWay]
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
    return contention.retrying(() -> client.updateItem(update)).attributes();
  }

  /// The row for which the condition did not hold: AWS and DynamoDB Local send it along; none when
  /// something was expected of a row that is not there.
  Map<String, AttributeValue> inTheWay(
      TenantId tenant, String sk, ConditionalCheckFailedException failed) {
    return failed.hasItem()
        ? failed.item()
        : client
            .getItem(get -> get.tableName(table).key(key(tenant, sk)).consistentRead(true))
            .item();
  }

  private static Map<String, AttributeValue> key(TenantId tenant, String sk) {
    return Item.key(HourKey.pk(tenant), sk).build();
  }
}
