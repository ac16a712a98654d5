package app.firstbell.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FunctionsTest {
  private static final SynthesizedTemplates DEV = SynthesizedTemplates.dev();

  @ParameterizedTest
  @EnumSource(Handler.class)
  void everyFunctionStartsFromASnapshotOfItsPublishedVersion(Handler handler) {
    var function = DEV.properties(handler.id());

    assertEquals("java25", function.path("Runtime").asText());
    assertEquals("arm64", function.at("/Architectures/0").asText());
    assertEquals("PublishedVersions", function.at("/SnapStart/ApplyOn").asText());
    var looksThroughAll = handler == Handler.LEDGER_CHECK;
    assertEquals(looksThroughAll ? 900 : 10, function.path("Timeout").asInt());
    var hashesOrDraws = Set.of(Handler.SESSIONS, Handler.PROFILES, Handler.PROVISION);
    assertEquals(
        hashesOrDraws.contains(handler) || looksThroughAll ? 1024 : 512,
        function.path("MemorySize").asInt());
    assertTrue(
        function
            .path("Handler")
            .asText()
            .matches("app\\.firstbell\\.functions\\.[a-z]+\\.[A-Z]\\w+Handler::handleRequest"));

    var alias = DEV.properties(handler.id() + "Live");
    assertEquals("live", alias.path("Name").asText());
    var version = alias.at("/FunctionVersion/Fn::GetAtt/0").asText();
    assertEquals("${" + handler.id() + "}", DEV.text(DEV.properties(version).path("FunctionName")));
  }

  @ParameterizedTest
  @EnumSource(Handler.class)
  void everyFunctionIsToldWhereThingsAre(Handler handler) {
    var variables = new TreeMap<String, String>();
    DEV.properties(handler.id())
        .at("/Environment/Variables")
        .properties()
        .forEach(e -> variables.put(e.getKey(), DEV.text(e.getValue())));
    var tokens = variables.remove("TOKENS_SECRET_ARN");
    assertEquals(
        handler.knowsTheTokensSecret() ? "${TokensSecret}" : null, tokens, "where the secret lies");
    assertEquals(
        handler.countsByAddress() ? "${EdgeSecret}" : null, variables.remove("EDGE_SECRET_ARN"));

    assertEquals(
        new TreeMap<>(
            Map.ofEntries(
                Map.entry("CHATS_TABLE", "${Chats}"),
                Map.entry("ACCOUNTS_TABLE", "${Accounts}"),
                Map.entry("TIMERS_QUEUE_URL", "${Timers}"),
                Map.entry("NOTICES_QUEUE_URL", "${Notices}"),
                Map.entry(
                    "WEBSOCKET_ENDPOINT",
                    "https://${WebSocketApi}.execute-api.${AWS::Region}.${AWS::URLSuffix}/ws"),
                Map.entry("APP_ORIGIN", "https://${App.DomainName}"),
                Map.entry("SOCKET_URL", "wss://${App.DomainName}/ws"),
                Map.entry("MAIL_FROM", "chats@firstbell.example"),
                Map.entry("POWERTOOLS_SERVICE_NAME", "firstbell"),
                Map.entry("POWERTOOLS_METRICS_NAMESPACE", "Firstbell"),
                Map.entry("POWERTOOLS_LOG_LEVEL", "INFO"))),
        variables);
  }

  @Test
  void functionsShareOneArtefact() {
    var code = new HashSet<JsonNode>();
    for (var handler : Handler.values()) {
      code.add(DEV.properties(handler.id()).path("Code"));
    }
    assertEquals(1, code.size());
  }

  @Test
  void everyLogIsForgottenInTime() {
    var logs = SynthesizedTemplates.ofType(DEV.app(), "AWS::Logs::LogGroup");

    assertTrue(logs.size() > Handler.values().length);
    logs.forEach((id, log) -> assertEquals(14, log.path("RetentionInDays").asInt(), id));
    for (var handler : Handler.values()) {
      assertEquals(
          "${" + handler.id() + "Log}",
          DEV.text(DEV.properties(handler.id()).at("/LoggingConfig/LogGroup")));
    }
  }
}
