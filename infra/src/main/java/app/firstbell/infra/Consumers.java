package app.firstbell.infra;

import java.util.List;
import java.util.Objects;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.dynamodb.Table;
import software.amazon.awscdk.services.lambda.CfnEventSourceMapping;
import software.amazon.awscdk.services.sqs.Queue;

/// Who reads what: audit, metering and outbox the tables' streams, and two functions their queues.
/// A stream bears two readers per shard, and both have two: whoever needs to know more of a table
/// joins one of them. Records that a filter drops cost nothing.
final class Consumers {
  /// Only entries of a chat's log that are not messages: changes of state.
  static final String STATE_CHANGES =
      """
      {"eventName":["INSERT","MODIFY"],"dynamodb":{"Keys":{"sk":{"S":[{"prefix":"e#"}]}},\
      "NewImage":{"kind":{"S":[{"anything-but":["message"]}]}}}}\
      """;

  /// Chats that are over: one record each. They are written once and never changed.
  static final String COUNTED =
      """
      {"eventName":["INSERT"],"dynamodb":{"Keys":{"sk":{"S":[{"prefix":"e#"}]}},\
      "NewImage":{"kind":{"S":["ended","missed"]}}}}\
      """;

  /// Somebody changed something: the row that each transaction leaves. It carries a mark, since a
  /// filter cannot look at the end of a key.
  static final String ACTS =
      """
      {"eventName":["INSERT"],"dynamodb":{"NewImage":{"act":{"S":[{"exists":true}]}}}}\
      """;

  /// A link that somebody waits for by mail; that of a warning that nobody was mailed comes again.
  static final String LINKS_TO_MAIL =
      """
      {"eventName":["INSERT","MODIFY"],"dynamodb":{"NewImage":{"mail":{"S":["1"]}}}}\
      """;

  /// A balance of credits that went up or down.
  static final String WATCHED_BALANCES =
      """
      {"eventName":["MODIFY"],"dynamodb":{"NewImage":{"watch":{"S":["1"]}}}}\
      """;

  /// An act after which somebody's sockets must not stay open.
  static final String ACTS_THAT_CLOSE =
      """
      {"eventName":["INSERT"],"dynamodb":{"NewImage":{"closes":{"S":[{"exists":true}]}}}}\
      """;

  private static final int AT_ONCE = 0;

  /// What comes within this time is metered together: a batch costs one write for each
  /// organization, however many chats are in it. Nobody waits for it.
  private static final int GATHERING_SECONDS = 2;

  private final Stack stack;
  private final Functions functions;

  private Consumers(Stack stack, Functions functions) {
    this.stack = stack;
    this.functions = functions;
  }

  static void connect(Stack stack, Functions functions, DataStack.Stores stores) {
    var consumers = new Consumers(stack, functions);
    consumers.stream(
        "AuditMapping", Handler.AUDIT, AT_ONCE, stores.chats(), stores.auditDead(), STATE_CHANGES);
    consumers.stream(
        "MeteringMapping",
        Handler.METERING,
        GATHERING_SECONDS,
        stores.chats(),
        stores.meteringDead(),
        COUNTED);
    consumers.stream(
        "AuditOfAccountsMapping",
        Handler.AUDIT,
        AT_ONCE,
        stores.accounts(),
        stores.auditDead(),
        ACTS);
    consumers.stream(
        "OutboxMapping",
        Handler.OUTBOX,
        AT_ONCE,
        stores.accounts(),
        stores.outboxDead(),
        LINKS_TO_MAIL,
        WATCHED_BALANCES,
        ACTS_THAT_CLOSE);
    consumers.queue(Handler.TIMERS, stores.timers());
    consumers.queue(Handler.NOTICES, stores.notices());
  }

  private void stream(
      String id, Handler handler, int window, Table table, Queue dead, String... patterns) {
    CfnEventSourceMapping.Builder.create(stack, id)
        .functionName(functions.live(handler))
        .eventSourceArn(Objects.requireNonNull(table.getTableStreamArn()))
        .startingPosition("TRIM_HORIZON")
        .batchSize(100)
        .maximumBatchingWindowInSeconds(window)
        .parallelizationFactor(2)
        .bisectBatchOnFunctionError(true)
        .maximumRetryAttempts(5)
        .maximumRecordAgeInSeconds(6 * 60 * 60)
        .functionResponseTypes(List.of("ReportBatchItemFailures"))
        .filterCriteria(
            CfnEventSourceMapping.FilterCriteriaProperty.builder()
                .filters(
                    List.of(patterns).stream()
                        .map(pattern ->
                            CfnEventSourceMapping.FilterProperty.builder().pattern(pattern).build())
                        .toList())
                .build())
        .destinationConfig(
            CfnEventSourceMapping.DestinationConfigProperty.builder()
                .onFailure(
                    CfnEventSourceMapping.OnFailureProperty.builder()
                        .destination(dead.getQueueArn())
                        .build())
                .build())
        .build();
  }

  private void queue(Handler handler, Queue queue) {
    CfnEventSourceMapping.Builder.create(stack, handler.id() + "Mapping")
        .functionName(functions.live(handler))
        .eventSourceArn(queue.getQueueArn())
        .batchSize(10)
        .functionResponseTypes(List.of("ReportBatchItemFailures"))
        .build();
  }
}
