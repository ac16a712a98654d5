package app.firstbell.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SchedulesTest {
  private static final SynthesizedTemplates DEV = SynthesizedTemplates.dev();

  @Test
  void theLedgerIsLookedThroughOnceADay() {
    var schedules = SynthesizedTemplates.ofType(DEV.app(), "AWS::Scheduler::Schedule");

    assertEquals(1, schedules.size());
    var schedule = schedules.values().iterator().next();
    assertEquals("cron(10 3 * * ? *)", schedule.path("ScheduleExpression").asText());
    assertEquals("UTC", schedule.path("ScheduleExpressionTimezone").asText());
    assertEquals("OFF", schedule.at("/FlexibleTimeWindow/Mode").asText());
    assertEquals("${LedgerCheckLive}", DEV.text(schedule.at("/Target/Arn")));
    assertEquals("${LedgerCheckScheduleRole.Arn}", DEV.text(schedule.at("/Target/RoleArn")));
  }

  @Test
  void itsRoleCallsThatFunctionAndNoOther() {
    var role = DEV.properties("LedgerCheckScheduleRole");
    var statement = role.at("/Policies/0/PolicyDocument/Statement");

    assertEquals(1, role.path("Policies").size());
    assertEquals("lambda:InvokeFunction", statement.findPath("Action").asText());
    assertEquals("${LedgerCheckLive}", DEV.text(statement.findPath("Resource")));
    assertEquals(
        "scheduler.amazonaws.com",
        role.at("/AssumeRolePolicyDocument").findPath("Service").asText());
  }
}
