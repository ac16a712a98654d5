package app.firstbell.infra;

import java.util.Optional;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.cloudfront.PriceClass;
import software.amazon.awscdk.services.logs.RetentionDays;

/// Everything in which one deployment may differ from another. Constructs read values from here and
/// never ask which environment it is.
///
/// @param name part of both stacks' names: `firstbell-<name>-data`, `firstbell-<name>-app`
/// @param mailFrom sender of every mail; the address or its domain must be verified in SES
/// @param stateful what becomes of tables and queues when a stack is deleted; RETAIN turns on
///   deletion protection too
/// @param logRetention of function logs and access logs
/// @param socket ceiling of the WebSocket stage, all routes together
/// @param http ceiling of the HTTP stage, all routes together
/// @param priceClass in which parts of the world CloudFront answers
/// @param alarmTopic ARN of the SNS topic that alarms speak to, if any
public record Environment(
    String name,
    String mailFrom,
    RemovalPolicy stateful,
    RetentionDays logRetention,
    Throttle socket,
    Throttle http,
    PriceClass priceClass,
    Optional<String> alarmTopic) {

  /// A token bucket of API Gateway: requests per second, and how many may come at once.
  public record Throttle(int ratePerSecond, int burst) {}

  /// Checks what a person can get wrong.
  ///
  /// @throws IllegalArgumentException when the sender is no address or the topic is no ARN
  public Environment {
    if (mailFrom.indexOf('@') < 1) {
      throw new IllegalArgumentException(
          "Environment '%s' needs the sender of its mails. Expected -c mailFrom=chats@example.com, came '%s'."
              .formatted(name, mailFrom));
    }
    alarmTopic
        .filter(arn -> !arn.startsWith("arn:"))
        .ifPresent(arn -> {
          throw new IllegalArgumentException(
              "Expected -c alarmTopic=<ARN of an SNS topic>, came '%s'.".formatted(arn));
        });
  }

  /// Where real people chat, alarms that nobody hears are none.
  private static String oncall(Context context) {
    return context
        .value("alarmTopic")
        .orElseThrow(() ->
            new IllegalArgumentException(
                "Environment 'prod' needs somebody to call. Expected -c alarmTopic=<ARN of an SNS topic>, came nothing."));
  }

  /// The environment that the context names.
  ///
  /// @throws IllegalArgumentException when there is none of that name, the message lists those
  ///   there are; and when production has no topic for its alarms
  public static Environment from(Context context) {
    var name = context.value("env").orElse("dev");
    return switch (name) {
      case "dev" ->
          new Environment(
              name,
              context.value("mailFrom").orElse("chats@firstbell.example"),
              RemovalPolicy.DESTROY,
              RetentionDays.TWO_WEEKS,
              new Throttle(1_000, 2_000),
              new Throttle(200, 400),
              PriceClass.PRICE_CLASS_100,
              context.value("alarmTopic"));
      case "prod" ->
          new Environment(
              name,
              context.value("mailFrom").orElse(""),
              RemovalPolicy.RETAIN,
              RetentionDays.THREE_MONTHS,
              new Throttle(5_000, 5_000),
              new Throttle(1_000, 2_000),
              PriceClass.PRICE_CLASS_ALL,
              Optional.of(oncall(context)));
      default ->
          throw new IllegalArgumentException(
              "There is no environment '%s'. Expected -c env=dev or -c env=prod.".formatted(name));
    };
  }
}
