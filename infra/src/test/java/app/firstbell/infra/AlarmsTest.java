package app.firstbell.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlarmsTest {
  private static final String TOPIC = "arn:aws:sns:eu-west-1:111122223333:oncall";
  private static final SynthesizedTemplates DEV =
      SynthesizedTemplates.of(
          SynthesizedTemplates.stacks(
              name -> name.equals("alarmTopic") ? Optional.of(TOPIC) : Optional.empty()));

  @Test
  void whatWouldBeLostOrFeltCallsSomebody() {
    var alarms = SynthesizedTemplates.ofType(DEV.app(), "AWS::CloudWatch::Alarm");

    assertEquals(
        Set.of(
            "AuditDeadAlarm",
            "TimersDeadAlarm",
            "NoticesDeadAlarm",
            "AuditLateAlarm",
            "OutboxDeadAlarm",
            "OutboxLateAlarm",
            "MeteringDeadAlarm",
            "MeteringLateAlarm",
            "LedgerDifferencesAlarm",
            "LedgerUncheckedAlarm",
            "LedgerCheckErrorsAlarm",
            "SocketErrorsAlarm",
            "FramesFailedAlarm",
            "FramesUnavailableAlarm",
            "ConnectErrorsAlarm",
            "TimersLateAlarm",
            "HttpErrorsAlarm",
            "ThrottlesAlarm"),
        alarms.keySet());
    alarms.forEach((id, alarm) -> {
      assertEquals(TOPIC, alarm.at("/AlarmActions/0").asText(), id);
      assertEquals("notBreaching", alarm.path("TreatMissingData").asText(), id);
    });
  }

  @Test
  void oneMessageThatWasGivenUpIsEnough() {
    for (var queue :
        Set.of("AuditDead", "OutboxDead", "MeteringDead", "TimersDead", "NoticesDead")) {
      var alarm = DEV.properties(queue + "Alarm");
      assertEquals("ApproximateNumberOfMessagesVisible", alarm.path("MetricName").asText());
      assertEquals("${" + queue + ".QueueName}", DEV.text(alarm.at("/Dimensions/0/Value")));
      assertEquals(0, alarm.path("Threshold").asInt(-1));
      assertEquals("GreaterThanThreshold", alarm.path("ComparisonOperator").asText());
    }
  }

  /// The name, namespace and dimension are those that the function writes.
  @ParameterizedTest
  @ValueSource(strings = {"LedgerDifferences", "LedgerUnchecked"})
  void oneThatTheDailyCheckFindsIsEnough(String metric) {
    var alarm = DEV.properties(metric + "Alarm");
    assertEquals("Firstbell", alarm.path("Namespace").asText());
    assertEquals(metric, alarm.path("MetricName").asText());
    assertEquals("kind", alarm.at("/Dimensions/0/Name").asText());
    assertEquals("all", alarm.at("/Dimensions/0/Value").asText());
    assertEquals("Sum", alarm.path("Statistic").asText());
    assertEquals(0, alarm.path("Threshold").asInt(-1));
  }

  /// As FrameEdge counts them: each is answered with 200, so API Gateway sees no error.
  @Test
  void framesThatFailAreCountedByTheFunctions() {
    for (var alarm :
        Map.of("FramesFailed", "internal", "FramesUnavailable", "unavailable").entrySet()) {
      var properties = DEV.properties(alarm.getKey() + "Alarm");
      assertEquals("Firstbell", properties.path("Namespace").asText());
      assertEquals("FramesRefused", properties.path("MetricName").asText());
      assertEquals("kind", properties.at("/Dimensions/0/Name").asText());
      assertEquals(alarm.getValue(), properties.at("/Dimensions/0/Value").asText());
    }
  }

  @Test
  void timersThatNobodyWorksOffAreNoticed() {
    var alarm = DEV.properties("TimersLateAlarm");
    assertEquals("ApproximateAgeOfOldestMessage", alarm.path("MetricName").asText());
    assertEquals("${Timers.QueueName}", DEV.text(alarm.at("/Dimensions/0/Value")));
  }

  @Test
  void everythingIsTagged() {
    assertTrue(DEV.properties("Message").path("Tags").toString().contains("firstbell"));
    assertEquals("dev", DEV.properties("WebSocketApi").at("/Tags/environment").asText());
  }
}
