package app.firstbell.infra;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.CfnElement;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.scheduler.CfnSchedule;

/// What happens by the clock: the daily check of the ledger.
final class Schedules {
  /// In the dead of night where most of our organizations are, and not on the hour, when
  /// everybody's schedules begin.
  static final String DAILY = "cron(10 3 * * ? *)";

  private Schedules() {}

  static void set(Stack stack, Functions functions) {
    var live = functions.live(Handler.LEDGER_CHECK);
    var may = new PolicyStatement();
    may.addActions("lambda:InvokeFunction");
    may.addResources(live);
    var role =
        Role.Builder.create(stack, "LedgerCheckScheduleRole")
            .assumedBy(new ServicePrincipal("scheduler.amazonaws.com"))
            .description("Lets the schedule call the daily check of the ledger")
            .inlinePolicies(
                Map.of(
                    "LedgerCheck",
                    PolicyDocument.Builder.create().statements(List.of(may)).build()))
            .build();
    ((CfnElement) role.getNode().getDefaultChild()).overrideLogicalId("LedgerCheckScheduleRole");
    CfnSchedule.Builder.create(stack, "LedgerCheckSchedule")
        .description("Recomputes every balance and counter, once a day")
        .scheduleExpression(DAILY)
        .scheduleExpressionTimezone("UTC")
        .flexibleTimeWindow(CfnSchedule.FlexibleTimeWindowProperty.builder().mode("OFF").build())
        .target(
            CfnSchedule.TargetProperty.builder()
                .arn(live)
                .roleArn(role.getRoleArn())
                .retryPolicy(
                    CfnSchedule.RetryPolicyProperty.builder()
                        .maximumRetryAttempts(2)
                        .maximumEventAgeInSeconds(60 * 60)
                        .build())
                .build())
        .build();
  }
}
