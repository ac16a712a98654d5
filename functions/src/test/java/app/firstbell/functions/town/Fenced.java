package app.firstbell.functions.town;

import app.firstbell.isolation.TenantFence;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// The engine behind the fence that stands in every function's client: whatever a test has a
/// handler do, it touches no key of a tenant that the work is not about. The engine's own client
/// knows no interceptors, so it is stood before it.
final class Fenced {
  private static final TenantFence FENCE = TenantFence.aroundWork();

  private Fenced() {}

  static DynamoDbClient client(DynamoDbClient engine) {
    return (DynamoDbClient)
        Proxy.newProxyInstance(
            DynamoDbClient.class.getClassLoader(),
            new Class<?>[] {DynamoDbClient.class},
            (proxy, method, arguments) -> call(engine, proxy, method, arguments));
  }

  private static Object call(DynamoDbClient engine, Object proxy, Method method, Object[] arguments)
      throws Throwable {
    boolean isCall =
        arguments != null
            && arguments.length == 1
            && arguments[0] instanceof SdkRequest
            && !method.getName().endsWith("Paginator");
    if (!isCall && method.isDefault() && arguments != null) {
      // Builders and paginators come back here with their requests.
      return InvocationHandler.invokeDefault(proxy, method, arguments);
    }
    if (isCall) {
      FENCE.look((SdkRequest) arguments[0]);
    }
    try {
      return method.invoke(engine, arguments);
    } catch (InvocationTargetException thrown) {
      throw thrown.getCause();
    }
  }
}
