package app.firstbell.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsumersTest {
  private static final SynthesizedTemplates DEV = SynthesizedTemplates.dev();

  @ParameterizedTest
  @CsvSource({
    "AuditMapping, Chats, Audit, AuditDead, 0",
    "MeteringMapping, Chats, Metering, MeteringDead, 2",
    "AuditOfAccountsMapping, Accounts, Audit, AuditDead, 0",
    "OutboxMapping, Accounts, Outbox, OutboxDead, 0"
  })
  void aReaderOfAStreamHasEveryOptionThatKeepsOneBadRecordFromStoppingTheRest(
      String id, String table, String function, String dead, int window) {
    var mapping = DEV.properties(id);

    assertEquals("${" + table + ".StreamArn}", DEV.text(mapping.path("EventSourceArn")));
    assertEquals("${" + function + "Live}", DEV.text(mapping.path("FunctionName")));
    assertEquals("TRIM_HORIZON", mapping.path("StartingPosition").asText());
    assertEquals(100, mapping.path("BatchSize").asInt());
    assertEquals(window, mapping.path("MaximumBatchingWindowInSeconds").asInt(-1));
    assertEquals(2, mapping.path("ParallelizationFactor").asInt());
    assertTrue(mapping.path("BisectBatchOnFunctionError").asBoolean());
    assertEquals(5, mapping.path("MaximumRetryAttempts").asInt());
    assertEquals(6 * 60 * 60, mapping.path("MaximumRecordAgeInSeconds").asInt());
    assertEquals("ReportBatchItemFailures", mapping.at("/FunctionResponseTypes/0").asText());
    assertEquals(
        "${" + dead + ".Arn}", DEV.text(mapping.at("/DestinationConfig/OnFailure/Destination")));
  }

  @Test
  void theAuditSeesChangesOfStateAndNotWhatPeopleWrite() throws Exception {
    var filters = DEV.properties("AuditMapping").at("/FilterCriteria/Filters");

    assertEquals(1, filters.size());
    var pattern = new ObjectMapper().readTree(filters.at("/0/Pattern").asText());
    assertEquals("[\"INSERT\",\"MODIFY\"]", pattern.path("eventName").toString());
    assertEquals("e#", pattern.at("/dynamodb/Keys/sk/S/0/prefix").asText());
    assertEquals(
        "[\"message\"]", pattern.at("/dynamodb/NewImage/kind/S/0/anything-but").toString());
  }

  @Test
  void meteringSeesChatsThatAreOver() throws Exception {
    assertEquals(
        List.of(
            "{\"eventName\":[\"INSERT\"],\"dynamodb\":{\"Keys\":{\"sk\":{\"S\":[{\"prefix\":\"e#\"}]}},"
                + "\"NewImage\":{\"kind\":{\"S\":[\"ended\",\"missed\"]}}}}"),
        patterns("MeteringMapping"));
  }

  @Test
  void readersOfTheAccountsSeeWhatIsMarkedForThemWhenItIsFirstWritten() throws Exception {
    assertEquals(
        List.of(
            "{\"eventName\":[\"INSERT\"],\"dynamodb\":{\"NewImage\":{\"act\":{\"S\":[{\"exists\":true}]}}}}"),
        patterns("AuditOfAccountsMapping"));
    assertEquals(
        List.of(
            "{\"eventName\":[\"INSERT\",\"MODIFY\"],\"dynamodb\":{\"NewImage\":{\"mail\":{\"S\":[\"1\"]}}}}",
            "{\"eventName\":[\"MODIFY\"],\"dynamodb\":{\"NewImage\":{\"watch\":{\"S\":[\"1\"]}}}}",
            "{\"eventName\":[\"INSERT\"],\"dynamodb\":{\"NewImage\":{\"closes\":{\"S\":[{\"exists\":true}]}}}}"),
        patterns("OutboxMapping"));
  }

  private static List<String> patterns(String mapping) throws Exception {
    var json = new ObjectMapper();
    var patterns = new ArrayList<String>();
    for (var filter : DEV.properties(mapping).at("/FilterCriteria/Filters")) {
      patterns.add(json.readTree(filter.path("Pattern").asText()).toString());
    }
    return patterns;
  }

  @Test
  void queuesReportWhichOfTheirMessagesFailed() {
    for (var name : List.of("Timers", "Notices")) {
      var mapping = DEV.properties(name + "Mapping");
      assertEquals("${" + name + ".Arn}", DEV.text(mapping.path("EventSourceArn")));
      assertEquals("${" + name + "Live}", DEV.text(mapping.path("FunctionName")));
      assertEquals(10, mapping.path("BatchSize").asInt());
      assertEquals("ReportBatchItemFailures", mapping.at("/FunctionResponseTypes/0").asText());
    }
  }

  /// A shard serves two readers; a third would slow all of them down.
  @Test
  void noStreamHasMoreThanTwoReaders() {
    var mappings = SynthesizedTemplates.ofType(DEV.app(), "AWS::Lambda::EventSourceMapping");

    assertEquals(
        Map.of("${Chats.StreamArn}", 2L, "${Accounts.StreamArn}", 2L), readers(mappings.values()));
    assertEquals(Map.of(), tooMany(readers(mappings.values())));
  }

  /// The test above, with the mistake that it is there to find.
  @Test
  void aPlantedThirdReaderIsFound() {
    var mappings =
        new ArrayList<>(
            SynthesizedTemplates.ofType(DEV.app(), "AWS::Lambda::EventSourceMapping").values());
    mappings.add(DEV.properties("MeteringMapping"));

    assertEquals(Map.of("${Chats.StreamArn}", 3L), tooMany(readers(mappings)));
  }

  private static Map<String, Long> readers(Collection<JsonNode> mappings) {
    return mappings.stream()
        .map((JsonNode mapping) -> DEV.text(mapping.path("EventSourceArn")))
        .filter(source -> source.endsWith(".StreamArn}"))
        .collect(Collectors.groupingBy(source -> source, Collectors.counting()));
  }

  private static Map<String, Long> tooMany(Map<String, Long> readers) {
    return readers.entrySet().stream()
        .filter(stream -> stream.getValue() > 2)
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
