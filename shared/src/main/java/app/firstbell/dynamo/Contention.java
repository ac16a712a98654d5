package app.firstbell.dynamo;

import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.RequestLimitExceededException;
import software.amazon.awssdk.services.dynamodb.model.ThrottlingException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/// Tries again what another writer was in the way of. The SDK retries throttles of single calls,
/// but neither a conflict of transactions nor a transaction that was cancelled by one (facts:
/// DynamoDB guide, transaction-apis).
///
/// A failed condition is not contention but an answer: it passes through.
public record Contention(Pause pause) {
  private static final int ATTEMPTS = 9;

  /// Calls until it succeeds, fails for another reason, or nine tries are used up.
  ///
  /// @throws BusyException when all tries met another writer
  public <T> T retrying(Supplier<T> call) {
    for (int attempt = 1; ; attempt++) {
      try {
        return call.get();
      } catch (DynamoDbException failure) {
        if (!isContention(failure)) {
          throw failure;
        }
        if (attempt == ATTEMPTS) {
          throw new BusyException("gave up after " + ATTEMPTS + " tries", failure);
        }
        pause.before(attempt);
      }
    }
  }

  private static boolean isContention(DynamoDbException failure) {
    return switch (failure) {
      case TransactionConflictException _ -> true;
      case ThrottlingException _ -> true;
      case RequestLimitExceededException _ -> true;
      case ProvisionedThroughputExceededException _ -> true;
      case TransactionCanceledException cancelled -> isConflict(cancelled);
      default -> false;
    };
  }

  /// Cancelled by contention alone: a failed condition beside it is the answer, and a retry would
  /// only repeat it.
  private static boolean isConflict(TransactionCanceledException cancelled) {
    List<String> codes =
        cancelled.cancellationReasons().stream().map(CancellationReason::code).toList();
    return codes.stream().noneMatch("ConditionalCheckFailed"::equals)
        && codes.stream()
            .anyMatch(code ->
                "TransactionConflict".equals(code)
                    || "ThrottlingError".equals(code)
                    || "ProvisionedThroughputExceeded".equals(code));
  }
}
