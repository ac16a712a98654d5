package app.firstbell.proof.store;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;
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
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          if (arguments != null
              && arguments.length == 1
              && arguments[0] instanceof Consumer<?>
              && method.isDefault()) {
            // The overloads with a builder lead to those with a request, which come here again.
            return InvocationHandler.invokeDefault(proxy, method, arguments);
          }
          Object[] loose = arguments;
          if (arguments != null && arguments[0] instanceof TransactWriteItemsRequest all) {
            loose =
                new Object[] {
                  all.toBuilder()
                      .transactItems(
                          all.transactItems().stream().map(WithoutConditions::loose).toList())
                      .build()
                };
          }
          try {
            return method.invoke(engine, loose);
          } catch (InvocationTargetException failed) {
            throw failed.getCause() == null ? failed : failed.getCause();
          }
        };
    return (DynamoDbClient)
        Proxy.newProxyInstance(
            DynamoDbClient.class.getClassLoader(), new Class<?>[] {DynamoDbClient.class}, handler);
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
