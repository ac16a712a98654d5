package app.firstbell.emulator.data;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;

/// One operation of DynamoDB: how its request is read, what it touches, how the engine is asked,
/// what it cost.
///
/// @param ask the request as the engine gets it: always asking for the capacity
/// @param answer the response as AWS would give it to this request: without what the caller had not
///   asked for
/// @param units what the call cost, from the engine's own response
record Operation<Q extends SdkPojo, R extends SdkPojo>(
    Supplier<SdkPojo> builder,
    Class<Q> type,
    Effect effect,
    Function<Q, List<Touch>> touches,
    Function<Q, Q> ask,
    BiFunction<DynamoDbClient, Q, R> call,
    BiFunction<Q, R, List<ConsumedCapacity>> units,
    BiFunction<Q, R, R> answer) {

  enum Effect {
    READS,
    WRITES,
    NEITHER
  }

  Q read(byte[] body) {
    return SdkJson.read(body, builder.get(), type);
  }
}
