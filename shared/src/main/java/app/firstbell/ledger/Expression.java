package app.firstbell.ledger;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// A guarded update, as a step of a transaction. Attributes are written `#name`, since some of the
/// ledger's names are reserved words of DynamoDB.
record Expression(String update, String condition, Map<String, AttributeValue> values) {
  private static final Pattern NAME = Pattern.compile("#([A-Za-z]+)");

  TransactWriteItem on(String table, Map<String, AttributeValue> key) {
    Map<String, String> names = new HashMap<>();
    Matcher name = NAME.matcher(update + " " + condition);
    while (name.find()) {
      names.put(name.group(), name.group(1));
    }
    return TransactWriteItem.builder()
        .update(write ->
            write
                .tableName(table)
                .key(key)
                .updateExpression(update)
                .conditionExpression(condition)
                .expressionAttributeNames(names.isEmpty() ? null : names)
                .expressionAttributeValues(values)
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD))
        .build();
  }
}
