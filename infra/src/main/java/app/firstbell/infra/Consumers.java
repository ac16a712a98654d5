package app.firstbell.infra;

import java.util.List;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.lambda.CfnEventSourceMapping;

/// Who reads what: the audit of the chats' stream, and both queues. A stream bears two readers per
/// shard; metering will be the second.
final class Consumers {
  /// Only entries of a chat's log that are not messages: changes of state. Records that a filter
  /// drops cost nothing.
  static final String STATE_CHANGES =
      """
      {"eventName":["INSERT","MODIFY"],"dynamodb":{"Keys":{"sk":{"S":[{"prefix":"e#"}]}},\
      "NewImage":{"kind":{"S":[{"anything-but":["message"]}]}}}}\
      """;

  private Consumers() {}

  static void connect(Stack stack, Functions functions, DataStack.Stores stores) {
    CfnEventSourceMapping.Builder.create(stack, "AuditMapping")
        .functionName(functions.live(Handler.AUDIT))
        .eventSourceArn(stores.chats().getTableStreamArn())
        .startingPosition("TRIM_HORIZON")
        .batchSize(100)
        .parallelizationFactor(2)
        .bisectBatchOnFunctionError(true)
        .maximumRetryAttempts(5)
        .maximumRecordAgeInSeconds(6 * 60 * 60)
        .functionResponseTypes(List.of("ReportBatchItemFailures"))
        .filterCriteria(
            CfnEventSourceMapping.FilterCriteriaProperty.builder()
                .filters(
                    List.of(
                        CfnEventSourceMapping.FilterProperty.builder()
                            .pattern(STATE_CHANGES)
                            .build()))
                .build())
        .destinationConfig(
            CfnEventSourceMapping.DestinationConfigProperty.builder()
                .onFailure(
                    CfnEventSourceMapping.OnFailureProperty.builder()
                        .destination(stores.auditDead().getQueueArn())
                        .build())
                .build())
        .build();
    queue(stack, functions, Handler.TIMERS, stores.timers().getQueueArn());
    queue(stack, functions, Handler.NOTICES, stores.notices().getQueueArn());
  }

  private static void queue(Stack stack, Functions functions, Handler handler, String arn) {
    CfnEventSourceMapping.Builder.create(stack, handler.id() + "Mapping")
        .functionName(functions.live(handler))
        .eventSourceArn(arn)
        .batchSize(10)
        .functionResponseTypes(List.of("ReportBatchItemFailures"))
        .build();
  }
}
