package app.firstbell.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataStackTest {
  private static final SynthesizedTemplates DEV = SynthesizedTemplates.dev();

  @Test
  void holdsTablesQueuesAndOneSecretAndNothingThatNeedsAnUpload() {
    var types = new TreeSet<String>();
    DEV.data().path("Resources").forEach(r -> types.add(r.path("Type").asText()));

    assertEquals(
        Set.of(
            "AWS::DynamoDB::Table",
            "AWS::SQS::Queue",
            "AWS::SQS::QueuePolicy",
            "AWS::SecretsManager::Secret"),
        types);
    assertTrue(
        DEV.data().path("Parameters").isMissingNode(), "a parameter would need bootstrapping");
    assertTrue(DEV.data().path("Rules").isMissingNode());
    assertFalse(DEV.data().toString().contains("Fn::Sub"), "an asset would be named by Fn::Sub");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Chats", "Accounts"})
  void everyTableHasItsKeysAStreamAnExpiryAndAWayBack(String id) {
    var table = table(id);

    assertEquals("[pk HASH, sk RANGE]", keys(table.path("KeySchema")));
    assertEquals("PAY_PER_REQUEST", table.path("BillingMode").asText());
    assertEquals("NEW_AND_OLD_IMAGES", table.at("/StreamSpecification/StreamViewType").asText());
    assertEquals("ttl", table.at("/TimeToLiveSpecification/AttributeName").asText());
    assertTrue(table.at("/TimeToLiveSpecification/Enabled").asBoolean());
    assertTrue(
        table.at("/PointInTimeRecoverySpecification/PointInTimeRecoveryEnabled").asBoolean());
  }

  @Test
  void chatsAreListedByStateAndByVisitor() {
    var indexes = table("Chats").path("GlobalSecondaryIndexes");

    assertEquals(2, indexes.size());
    assertEquals("lists", indexes.at("/0/IndexName").asText());
    assertEquals("[list HASH, listAt RANGE]", keys(indexes.at("/0/KeySchema")));
    assertEquals("ALL", indexes.at("/0/Projection/ProjectionType").asText());
    assertEquals("visits", indexes.at("/1/IndexName").asText());
    assertEquals("[visit HASH, listAt RANGE]", keys(indexes.at("/1/KeySchema")));
    assertEquals("KEYS_ONLY", indexes.at("/1/Projection/ProjectionType").asText());
    assertTrue(table("Accounts").path("GlobalSecondaryIndexes").isMissingNode());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Timers", "Notices"})
  void aQueueGivesUpAfterFiveAttemptsAndKeepsWhatItGaveUp(String id) {
    var queue = queue(id);

    assertEquals(5, queue.at("/RedrivePolicy/maxReceiveCount").asInt());
    assertEquals("${" + id + "Dead.Arn}", DEV.text(queue.at("/RedrivePolicy/deadLetterTargetArn")));
    assertTrue(
        queue.path("VisibilityTimeout").asInt() >= 6 * Handler.TIMEOUT_SECONDS,
        "shorter than six timeouts, a message is handled twice at once");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Timers",
        "Notices",
        "TimersDead",
        "NoticesDead",
        "AuditDead",
        "OutboxDead",
        "MeteringDead"
      })
  void everyQueueIsEncryptedAtRestAndOnTheWay(String id) {
    assertTrue(queue(id).path("SqsManagedSseEnabled").asBoolean());
    var policies =
        SynthesizedTemplates.ofType(DEV.data(), "AWS::SQS::QueuePolicy").values().stream()
            .filter(policy -> DEV.text(policy.at("/Queues/0")).equals("${" + id + "}"))
            .toList();

    assertEquals(1, policies.size());
    var statement = policies.getFirst().at("/PolicyDocument/Statement/0");
    assertEquals("Deny", statement.path("Effect").asText());
    assertEquals("false", statement.at("/Condition/Bool/aws:SecureTransport").asText());
  }

  @Test
  void theSigningSecretIsMadeWhereItIsKeptAndOfEnoughLetters() {
    var rules = properties("TokensSecret").path("GenerateSecretString");

    assertEquals(64, rules.path("PasswordLength").asInt());
    assertTrue(rules.path("ExcludePunctuation").asBoolean());
    assertTrue(properties("TokensSecret").path("SecretString").isMissingNode(), "in a template");
  }

  @Test
  void theSecretOfTheEdgeIsMadeWhereItIsKept() {
    assertEquals(40, properties("EdgeSecret").at("/GenerateSecretString/PasswordLength").asInt());
    assertTrue(properties("EdgeSecret").path("SecretString").isMissingNode(), "in a template");
  }

  @Test
  void productionKeepsItsTablesWhateverBecomesOfTheStack() {
    var prod =
        SynthesizedTemplates.of(
            SynthesizedTemplates.stacks(name ->
                switch (name) {
                  case "env" -> Optional.of("prod");
                  case "mailFrom" -> Optional.of("chats@example.com");
                  case "alarmTopic" -> Optional.of("arn:aws:sns:eu-west-1:111122223333:oncall");
                  default -> Optional.empty();
                }));

    assertEquals(
        "Retain", prod.data().path("Resources").at("/TokensSecret/DeletionPolicy").asText());
    for (var id : List.of("Chats", "Accounts")) {
      var table = prod.data().path("Resources").path(id);
      assertEquals("Retain", table.path("DeletionPolicy").asText());
      assertEquals("Retain", table.path("UpdateReplacePolicy").asText());
      assertTrue(table.at("/Properties/DeletionProtectionEnabled").asBoolean());
    }
    assertFalse(table("Chats").path("DeletionProtectionEnabled").asBoolean(), "dev can be deleted");
  }

  private static JsonNode table(String id) {
    return properties(id);
  }

  private static JsonNode queue(String id) {
    return properties(id);
  }

  private static JsonNode properties(String id) {
    return DEV.data().path("Resources").path(id).path("Properties");
  }

  private static String keys(JsonNode schema) {
    return schema
        .valueStream()
        .map(key -> key.path("AttributeName").asText() + " " + key.path("KeyType").asText())
        .toList()
        .toString();
  }
}
