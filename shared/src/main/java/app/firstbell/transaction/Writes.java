package app.firstbell.transaction;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// The usual writes of a transaction on one table. Each asks for the item in its way.
public record Writes(String table) {
  /// Puts an item where none is.
  public TransactWriteItem create(Map<String, AttributeValue> item) {
    return TransactWriteItem.builder()
        .put(put ->
            put.tableName(table)
                .item(item)
                .conditionExpression("attribute_not_exists(pk)")
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD))
        .build();
  }

  /// Puts an item, whatever is there.
  public TransactWriteItem put(Map<String, AttributeValue> item) {
    return TransactWriteItem.builder().put(put -> put.tableName(table).item(item)).build();
  }

  /// Deletes an item that must be there.
  public TransactWriteItem delete(Map<String, AttributeValue> key) {
    return TransactWriteItem.builder()
        .delete(delete ->
            delete
                .tableName(table)
                .key(key)
                .conditionExpression("attribute_exists(pk)")
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD))
        .build();
  }

  /// Deletes an item, if it is there.
  public TransactWriteItem forget(Map<String, AttributeValue> key) {
    return TransactWriteItem.builder().delete(delete -> delete.tableName(table).key(key)).build();
  }

  /// Only looks that an item is there.
  public TransactWriteItem check(Map<String, AttributeValue> key) {
    return TransactWriteItem.builder()
        .conditionCheck(
            check -> check.tableName(table).key(key).conditionExpression("attribute_exists(pk)"))
        .build();
  }
}
