package app.firstbell.infra;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudwatch.CfnAlarm;

/// The few things for which somebody should be called: what is lost unless a person acts, and what
/// users feel.
final class Alarms {
  private final Stack stack;
  private final Environment environment;

  private Alarms(Stack stack, Environment environment) {
    this.stack = stack;
    this.environment = environment;
  }

  static void raise(
      Stack stack,
      Environment environment,
      DataStack.Stores stores,
      Functions functions,
      SocketApi socket,
      RestApi rest) {
    var alarms = new Alarms(stack, environment);
    alarms.dead("AuditDead", stores.auditDead().getQueueName());
    alarms.dead("OutboxDead", stores.outboxDead().getQueueName());
    alarms.dead("MeteringDead", stores.meteringDead().getQueueName());
    alarms.dead("TimersDead", stores.timersDead().getQueueName());
    alarms.dead("NoticesDead", stores.noticesDead().getQueueName());
    // Records live 24 hours in a stream; the mapping gives up after six.
    alarms.late(
        functions, Handler.AUDIT, "The audit is more than five minutes behind what people do.", 5);
    // Revoked sessions' sockets close by it, and mails with links wait for it.
    alarms.late(functions, Handler.OUTBOX, "Links and revocations wait for more than a minute.", 1);
    // Warnings and credits wait for it.
    alarms.late(functions, Handler.METERING, "Chats are counted more than five minutes late.", 5);
    alarms.alarm(
        "LedgerDifferences",
        "Balances, entries or counters differ: firstbell ledger verify says which.",
        new Metric("Firstbell", "LedgerDifferences", Map.of("kind", "all"), "Sum"),
        0);
    alarms.alarm(
        "LedgerUnchecked",
        "The daily check could not look after some organizations: its log names them.",
        new Metric("Firstbell", "LedgerUnchecked", Map.of("kind", "all"), "Sum"),
        0);
    alarms.alarm(
        "LedgerCheckErrors",
        "The daily check of the ledger has not come to its end.",
        new Metric(
            "AWS/Lambda",
            "Errors",
            Map.of("FunctionName", functions.function(Handler.LEDGER_CHECK).getFunctionName()),
            "Sum"),
        0);
    alarms.alarm(
        "SocketErrors",
        "Functions behind the WebSocket API cannot be called, or do not come to an answer in time.",
        new Metric(
            "AWS/ApiGateway",
            "IntegrationError",
            Map.of("ApiId", socket.id(), "Stage", SocketApi.STAGE),
            "Sum"),
        5);
    // A frame that fails is answered, with 200: only the function's own count tells of it.
    alarms.frames("FramesFailed", "Frames fail: people see 'internal' errors.", "internal", 5);
    alarms.frames(
        "FramesUnavailable",
        "Frames are given up: too many write at once, or DynamoDB refuses.",
        "unavailable",
        20);
    alarms.alarm(
        "ConnectErrors",
        "The authorizer of the WebSocket API fails: nobody can connect.",
        new Metric(
            "AWS/ApiGateway",
            "ExecutionError",
            Map.of("ApiId", socket.id(), "Stage", SocketApi.STAGE),
            "Sum"),
        5);
    alarms.alarm(
        "TimersLate",
        "Timers are not worked off: chats ring for ever, and lost parties end none.",
        new Metric(
            "AWS/SQS",
            "ApproximateAgeOfOldestMessage",
            Map.of("QueueName", stores.timers().getQueueName()),
            "Maximum"),
        // A message may be told to wait 15 minutes, and be as old when its time has come.
        17 * 60);
    alarms.alarm(
        "HttpErrors",
        "The HTTP API answers 5xx: people cannot sign in or start a chat.",
        new Metric(
            "AWS/ApiGateway", "5xx", Map.of("ApiId", rest.id(), "Stage", RestApi.STAGE), "Sum"),
        5);
    // The concurrency of Lambda is one number for the account and region, hence no dimension.
    alarms.alarm(
        "Throttles",
        "Lambda refuses calls: the account's concurrency is used up.",
        new Metric("AWS/Lambda", "Throttles", Map.of(), "Sum"),
        0);
  }

  private record Metric(
      String namespace, String name, Map<String, String> dimensions, String statistic) {}

  private void late(Functions functions, Handler handler, String description, int minutes) {
    alarm(
        handler.id() + "Late",
        description,
        new Metric(
            "AWS/Lambda",
            "IteratorAge",
            Map.of("FunctionName", functions.function(handler).getFunctionName()),
            "Maximum"),
        minutes * 60_000);
  }

  /// The name, namespace and dimension are those that the functions count refused frames by.
  private void frames(String id, String description, String kind, int threshold) {
    alarm(
        id,
        description,
        new Metric("Firstbell", "FramesRefused", Map.of("kind", kind), "Sum"),
        threshold);
  }

  private void dead(String id, String queueName) {
    alarm(
        id,
        "A message was given up; docs/operations.md says how to send it again.",
        new Metric(
            "AWS/SQS",
            "ApproximateNumberOfMessagesVisible",
            Map.of("QueueName", queueName),
            "Maximum"),
        0);
  }

  /// Rings when the figure of one minute is above the threshold.
  private void alarm(String id, String description, Metric metric, int threshold) {
    CfnAlarm.Builder.create(stack, id + "Alarm")
        .alarmDescription(description)
        .namespace(metric.namespace())
        .metricName(metric.name())
        .dimensions(
            metric.dimensions().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(e ->
                    CfnAlarm.DimensionProperty.builder()
                        .name(e.getKey())
                        .value(e.getValue())
                        .build())
                .toList())
        .statistic(metric.statistic())
        .period(60)
        .evaluationPeriods(1)
        .threshold(threshold)
        .comparisonOperator("GreaterThanThreshold")
        .treatMissingData("notBreaching")
        .alarmActions(environment.alarmTopic().map(List::of).orElse(List.of()))
        .build();
  }
}
