package app.firstbell.functions.town;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/// Engines that do it ill: without conditions, with old reads, with answers that are lost.
public final class Planted {
  /// A condition that always holds, beside one whose names and values must still be used.
  private static final String ALWAYS = " OR attribute_exists(pk) OR attribute_not_exists(pk)";

  private Planted() {}

  /// The bug: writes happen whatever is there.
  public static DynamoDbClient withoutConditions(DynamoDbClient engine) {
    UnaryOperator<Object> strip =
        request ->
            switch (request) {
              case PutItemRequest put when put.conditionExpression() != null ->
                  put.toBuilder().conditionExpression(loose(put.conditionExpression())).build();
              case TransactWriteItemsRequest all ->
                  all.toBuilder()
                      .transactItems(all.transactItems().stream().map(Planted::loose).toList())
                      .build();
              default -> request;
            };
    return proxy(engine, (method, request) -> call(engine, method, strip.apply(request)));
  }

  /// The bug: updates happen whatever is there.
  public static DynamoDbClient withoutConditionsOfUpdates(DynamoDbClient engine) {
    return proxy(
        engine,
        (method, request) ->
            call(
                engine,
                method,
                request instanceof UpdateItemRequest update && update.conditionExpression() != null
                    ? update.toBuilder()
                        .conditionExpression(loose(update.conditionExpression()))
                        .build()
                    : request));
  }

  /// The bug: an accept takes its credit whether or not there is one, and everything else is as it
  /// should be.
  ///
  /// @param table in which no condition is kept
  public static DynamoDbClient withoutConditionsIn(String table, DynamoDbClient engine) {
    return proxy(
        engine,
        (method, request) ->
            call(
                engine,
                method,
                request instanceof TransactWriteItemsRequest all
                    ? all.toBuilder()
                        .transactItems(
                            all.transactItems().stream()
                                .map(item -> isIn(table, item) ? loose(item) : item)
                                .toList())
                        .build()
                    : request));
  }

  private static boolean isIn(String table, TransactWriteItem item) {
    return (item.put() != null && table.equals(item.put().tableName()))
        || (item.update() != null && table.equals(item.update().tableName()));
  }

  /// Counts the calls of the engine, by their names.
  public static DynamoDbClient counting(DynamoDbClient engine, List<String> calls) {
    return proxy(
        engine,
        (method, request) -> {
          calls.add(method.getName());
          return call(engine, method, request);
        });
  }

  /// Not a bug but AWS: half of the eventually consistent queries answer as they did before, and
  /// one in ten puts is done though its answer is lost, so that the SDK puts it again.
  public static DynamoDbClient eventually(DynamoDbClient engine, Random random) {
    Map<QueryRequest, QueryResponse> before = new ConcurrentHashMap<>();
    return proxy(
        engine,
        (method, request) -> {
          if (request instanceof QueryRequest query
              && !Boolean.TRUE.equals(query.consistentRead())) {
            QueryResponse now = (QueryResponse) call(engine, method, query);
            QueryResponse old = before.put(query, now);
            return old != null && chance(random, 2) ? old : now;
          }
          if (request instanceof PutItemRequest put && chance(random, 10)) {
            call(engine, method, put);
          }
          return call(engine, method, request);
        });
  }

  /// The function dies at its `n`th call of the engine, 1 being the first, before or after it is
  /// done.
  public static DynamoDbClient dyingAt(DynamoDbClient engine, int n, Death death) {
    int[] calls = {0};
    return proxy(
        engine,
        (method, request) -> {
          calls[0]++;
          if (calls[0] == n) {
            if (death == Death.AFTER) {
              call(engine, method, request);
            }
            throw SdkClientException.create("the function died here");
          }
          return call(engine, method, request);
        });
  }

  /// Something happens right before the first call of the engine that is of a kind.
  public static <R> DynamoDbClient before(
      DynamoDbClient engine, Class<R> kind, Predicate<R> which, Runnable happens) {
    AtomicBoolean isDone = new AtomicBoolean();
    return proxy(
        engine,
        (method, request) -> {
          if (kind.isInstance(request)
              && which.test(kind.cast(request))
              && isDone.compareAndSet(false, true)) {
            happens.run();
          }
          return call(engine, method, request);
        });
  }

  /// Whether the last call was done when the function died.
  public enum Death {
    BEFORE,
    AFTER
  }

  /// Not a bug but bad luck: right after a call of the engine that is `such`, somebody else does
  /// what comes next in `meanwhile`, if there is something.
  public static DynamoDbClient interrupted(
      DynamoDbClient engine, Predicate<Object> such, Queue<Runnable> meanwhile) {
    return proxy(
        engine,
        (method, request) -> {
          Object answer = call(engine, method, request);
          if (such.test(request)) {
            Optional.ofNullable(meanwhile.poll()).ifPresent(Runnable::run);
          }
          return answer;
        });
  }

  /// The bug: transactions are others than they should be.
  public static DynamoDbClient changing(
      DynamoDbClient engine, UnaryOperator<TransactWriteItemsRequest> bug) {
    return proxy(
        engine,
        (method, request) ->
            call(
                engine,
                method,
                request instanceof TransactWriteItemsRequest all ? bug.apply(all) : request));
  }

  /// Something else happens before each call of the engine.
  public static DynamoDbClient between(DynamoDbClient engine, Runnable meanwhile) {
    return proxy(
        engine,
        (method, request) -> {
          meanwhile.run();
          return call(engine, method, request);
        });
  }

  /// Some reads find nothing: a replica that is far behind, or a bug that does not look.
  public static DynamoDbClient blind(DynamoDbClient engine, Predicate<GetItemRequest> isBlind) {
    return proxy(
        engine,
        (method, request) ->
            request instanceof GetItemRequest get && isBlind.test(get)
                ? GetItemResponse.builder().build()
                : call(engine, method, request));
  }

  /// Adds up the write units of updates as DynamoDB tells them.
  public static DynamoDbClient measuring(DynamoDbClient engine, DoubleConsumer writeUnits) {
    return proxy(
        engine,
        (method, request) -> {
          if (request instanceof UpdateItemRequest update) {
            UpdateItemResponse done =
                (UpdateItemResponse)
                    call(
                        engine,
                        method,
                        update.toBuilder()
                            .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
                            .build());
            writeUnits.accept(done.consumedCapacity().capacityUnits());
            return done;
          }
          if (request instanceof PutItemRequest || request instanceof TransactWriteItemsRequest) {
            throw new AssertionError("nobody measures " + method.getName());
          }
          return call(engine, method, request);
        });
  }

  private interface Behaviour {
    Object of(Method method, Object request) throws Throwable;
  }

  private static DynamoDbClient proxy(DynamoDbClient engine, Behaviour behaviour) {
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          if (arguments == null || arguments.length != 1) {
            return method.invoke(engine, arguments);
          }
          // The overloads with a builder lead to those with a request, which come here again.
          return arguments[0] instanceof Consumer<?>
              ? InvocationHandler.invokeDefault(proxy, method, arguments)
              : behaviour.of(method, arguments[0]);
        };
    return (DynamoDbClient)
        Proxy.newProxyInstance(
            DynamoDbClient.class.getClassLoader(), new Class<?>[] {DynamoDbClient.class}, handler);
  }

  private static Object call(DynamoDbClient engine, Method method, Object request)
      throws Throwable {
    try {
      return method.invoke(engine, request);
    } catch (InvocationTargetException failed) {
      throw failed.getCause() == null ? failed : failed.getCause();
    }
  }

  private static boolean chance(Random random, int oneIn) {
    synchronized (random) {
      return random.nextInt(oneIn) == 0;
    }
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
