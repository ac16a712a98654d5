package app.firstbell.proof.store;

import app.firstbell.proof.engine.Intercepted;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/// A planted bug: an engine whose transactions are carried out whatever is there. Names and values
/// of a condition must still be used, so each is made one that always holds.
final class WithoutConditions {
  private static final String ALWAYS = " OR attribute_exists(pk) OR attribute_not_exists(pk)";

  private WithoutConditions() {}

  static DynamoDbClient of(DynamoDbClient engine) {
    return Intercepted.engine(
        engine,
        (request, onward) ->
            onward.call(
                request instanceof TransactWriteItemsRequest all
                    ? all.toBuilder()
                        .transactItems(
                            all.transactItems().stream().map(WithoutConditions::loose).toList())
                        .build()
                    : request));
  }

  private static TransactWriteItem loose(TransactWriteItem item) {
    TransactWriteItem.Builder loose = item.toBuilder();
    if (item.put() != null && item.put().conditionExpression() != null) {
      loose.put(
          item.put().toBuilder()
              .conditionExpression(loose(item.put().conditionExpression()))
              .build());
    }
    if (item.update() != null && item.update().conditionExpression() != null) {
      loose.update(
          item.update().toBuilder()
              .conditionExpression(loose(item.update().conditionExpression()))
              .build());
    }
    return loose.build();
  }

  private static String loose(@Nullable String condition) {
    return "(" + condition + ")" + ALWAYS;
  }
}
