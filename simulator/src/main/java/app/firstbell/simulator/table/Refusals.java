package app.firstbell.simulator.table;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.IdempotentParameterMismatchException;
import software.amazon.awssdk.services.dynamodb.model.ThrottlingException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/// The ways in which DynamoDB says no.
public final class Refusals {
  private Refusals() {}

  public static DynamoDbException invalid(String message) {
    return (DynamoDbException)
        DynamoDbException.builder()
            .message(message)
            .statusCode(400)
            .awsErrorDetails(details("ValidationException", message))
            .build();
  }

  static ConditionalCheckFailedException failed(@Nullable Map<String, AttributeValue> old) {
    ConditionalCheckFailedException.Builder failed =
        ConditionalCheckFailedException.builder()
            .message("The conditional request failed")
            .statusCode(400)
            .awsErrorDetails(
                details("ConditionalCheckFailedException", "The conditional request failed"));
    return (old == null ? failed : failed.item(old)).build();
  }

  public static TransactionCanceledException cancelled(List<CancellationReason> reasons) {
    String message = "Transaction cancelled";
    return TransactionCanceledException.builder()
        .message(message)
        .statusCode(400)
        .awsErrorDetails(details("TransactionCanceledException", message))
        .cancellationReasons(reasons)
        .build();
  }

  /// Another transaction was at one of the items.
  public static TransactionConflictException conflict() {
    String message = "Transaction is ongoing for the item";
    return TransactionConflictException.builder()
        .message(message)
        .statusCode(400)
        .awsErrorDetails(details("TransactionConflictException", message))
        .build();
  }

  public static ThrottlingException throttled() {
    String message = "Throughput exceeds the current capacity";
    return ThrottlingException.builder()
        .message(message)
        .statusCode(400)
        .awsErrorDetails(details("ThrottlingException", message))
        .build();
  }

  static IdempotentParameterMismatchException otherRequest() {
    return IdempotentParameterMismatchException.builder()
        .message("The token was used with other parameters")
        .statusCode(400)
        .build();
  }

  static CancellationReason none() {
    return CancellationReason.builder().code("None").build();
  }

  private static AwsErrorDetails details(String code, String message) {
    return AwsErrorDetails.builder()
        .errorCode(code)
        .errorMessage(message)
        .serviceName("DynamoDb")
        .build();
  }
}
