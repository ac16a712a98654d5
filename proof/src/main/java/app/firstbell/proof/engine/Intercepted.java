package app.firstbell.proof.engine;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// An engine whose requests pass somebody who may look at them, change them, or fail them.
public final class Intercepted {
  /// The call as it goes on to the engine.
  @FunctionalInterface
  public interface Onward {
    Object call(Object request) throws Throwable;
  }

  /// Stands in the way of every request.
  @FunctionalInterface
  public interface Toll {
    Object pass(Object request, Onward onward) throws Throwable;
  }

  private Intercepted() {}

  public static DynamoDbClient engine(DynamoDbClient engine, Toll toll) {
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          if (arguments == null || arguments.length != 1) {
            return call(engine, method, arguments);
          }
          if (arguments[0] instanceof Consumer<?> && method.isDefault()) {
            // The overloads with a builder lead to those with a request, which come here again.
            return InvocationHandler.invokeDefault(proxy, method, arguments);
          }
          return toll.pass(arguments[0], request -> call(engine, method, request));
        };
    return (DynamoDbClient)
        Proxy.newProxyInstance(
            DynamoDbClient.class.getClassLoader(), new Class<?>[] {DynamoDbClient.class}, handler);
  }

  private static Object call(DynamoDbClient engine, Method method, Object @Nullable ... arguments)
      throws Throwable {
    try {
      return method.invoke(engine, arguments);
    } catch (InvocationTargetException failed) {
      throw failed.getCause() == null ? failed : failed.getCause();
    }
  }
}
