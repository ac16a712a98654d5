package app.firstbell.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutesTest {
  private static final SynthesizedTemplates DEV = SynthesizedTemplates.dev();
  private static final String EXECUTE_API =
      "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:";
  private static final String INVOCATION =
      "arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${%s}/invocations";

  private static final String SOCKET =
      """
      $connect, Connect
      $disconnect, Disconnect
      $default, Fallback
      ping, Fallback
      start, Lead
      leave, Lead
      message, Message
      accept, Accept
      decline, Accept
      sync, Sync
      lists, Sync
      presence, Presence
      typing, Signal
      mark, Signal
      end, Closing
      rate, Closing
      transcript, Closing
      """;

  private static final String HTTP =
      """
      POST /sessions, Sessions
      GET /sessions, Sessions
      POST /sessions/refresh, Sessions
      GET /sessions/current, Sessions
      DELETE /sessions/current, Sessions
      PUT /sessions/current/password, Sessions
      DELETE /sessions/{session}, Sessions
      POST /password-resets, Sessions
      POST /password-resets/redemptions, Sessions
      POST /sign-ups, Sessions
      POST /sign-ups/confirmations, Sessions
      POST /invitations/lookups, Sessions
      POST /invitations/acceptances, Sessions
      POST /email-changes/confirmations, Sessions
      GET /terms, Sessions
      POST /organizations, Organizations
      GET /organizations, Organizations
      GET /organizations/{organization}, Organizations
      PATCH /organizations/{organization}, Organizations
      DELETE /organizations/{organization}, Organizations
      PUT /organizations/{organization}/suspension, Organizations
      DELETE /organizations/{organization}/suspension, Organizations
      PUT /organizations/{organization}/owner, Organizations
      PUT /organizations/{organization}/parent, Organizations
      GET /organizations/{organization}/balance, Ledger
      PUT /organizations/{organization}/terms, Organizations
      GET /organizations/{organization}/members, Members
      POST /organizations/{organization}/members, Members
      GET /organizations/{organization}/members/{member}, Members
      PATCH /organizations/{organization}/members/{member}, Members
      DELETE /organizations/{organization}/members/{member}, Members
      PUT /organizations/{organization}/members/{member}/permissions, Members
      POST /organizations/{organization}/members/{member}/invitation, Members
      POST /organizations/{organization}/members/{member}/password-reset, Members
      GET /organizations/{organization}/rooms, Rooms
      POST /organizations/{organization}/rooms, Rooms
      GET /organizations/{organization}/rooms/{room}, Rooms
      PATCH /organizations/{organization}/rooms/{room}, Rooms
      DELETE /organizations/{organization}/rooms/{room}, Rooms
      PUT /organizations/{organization}/rooms/{room}/agents, Rooms
      GET /profile, Profiles
      PATCH /profile, Profiles
      PUT /profile/photo, Profiles
      DELETE /profile/photo, Profiles
      GET /organizations/{organization}/members/{member}/profile, Profiles
      PATCH /organizations/{organization}/members/{member}/profile, Profiles
      PUT /organizations/{organization}/members/{member}/profile/photo, Profiles
      DELETE /organizations/{organization}/members/{member}/profile/photo, Profiles
      GET /photos/{photo}, Photos
      GET /organizations/{organization}/api-keys, Keys
      POST /organizations/{organization}/api-keys, Keys
      DELETE /organizations/{organization}/api-keys/{key}, Keys
      POST /organizations/{organization}/support-sessions, Support
      GET /organizations/{organization}/audit, AuditTrail
      GET /organizations/{organization}/audit/export, AuditTrail
      GET /organizations/{organization}/audit/verification, AuditTrail
      GET /organizations/{organization}/ledger, Ledger
      GET /organizations/{organization}/ledger/export, Ledger
      POST /organizations/{organization}/top-ups, Ledger
      POST /organizations/{organization}/withdrawals, Ledger
      POST /organizations/{organization}/debt-payments, Ledger
      PUT /organizations/{organization}/credit-limit, Ledger
      POST /organizations/{organization}/reversals, Ledger
      POST /organizations/{organization}/credit-grants, Ledger
      POST /organizations/{organization}/credit-withdrawals, Ledger
      GET /organizations/{organization}/credit-packs, Purchases
      PUT /organizations/{organization}/package, Purchases
      POST /organizations/{organization}/fee-payments, Purchases
      POST /organizations/{organization}/credit-purchases, Purchases
      GET /organizations/{organization}/credit-purchases, Purchases
      POST /organizations/{organization}/credit-purchases/{purchase}/receipt, Purchases
      DELETE /organizations/{organization}/credit-purchases/{purchase}, Purchases
      PUT /organizations/{organization}/credit-threshold, Purchases
      GET /organizations/{organization}/entitlements, Use
      GET /organizations/{organization}/use, Use
      GET /organizations/{organization}/use/export, Use
      POST /renewals/lookups, Renewals
      POST /renewals/purchases, Renewals
      POST /tickets, Tickets
      POST /visitors, Visitors
      GET /sites/{site}, Visitors
      """;

  private static final Set<String> WITHOUT_ANSWER =
      Set.of("$connect", "$disconnect", "typing", "mark");

  @Test
  void theApisHaveTheRoutesOfTheProtocolAndNoOthers() {
    assertEquals(keys(SOCKET), routes("WebSocketApi").keySet());
    assertEquals(keys(HTTP), routes("HttpApi").keySet());
  }

  @ParameterizedTest
  @CsvSource(textBlock = SOCKET)
  void aSocketRouteReachesItsFunctionByTheAliasAndMayCallIt(String key, String function) {
    var route = route("WebSocketApi", key);
    var integration = integration(route);

    assertEquals("AWS_PROXY", integration.path("IntegrationType").asText());
    assertEquals(
        INVOCATION.formatted(function + "Live"), DEV.text(integration.path("IntegrationUri")));
    assertPermitted(function, EXECUTE_API + "${WebSocketApi}/ws/" + key);
  }

  @ParameterizedTest
  @CsvSource(textBlock = SOCKET)
  void aSocketRouteAnswersItsSenderWhereTheProtocolSaysSo(String key) {
    var answers =
        SynthesizedTemplates.ofType(DEV.app(), "AWS::ApiGatewayV2::RouteResponse").values().stream()
            .map(response -> DEV.text(response.path("RouteId")))
            .collect(Collectors.toSet());
    var route = route("WebSocketApi", key);
    var selection = route.path("RouteResponseSelectionExpression");

    if (WITHOUT_ANSWER.contains(key)) {
      assertTrue(selection.isMissingNode());
      assertFalse(answers.contains("${" + id(route) + "}"));
    } else {
      // One without the other is a route whose answers AWS drops without a word.
      assertEquals("$default", selection.asText());
      assertTrue(answers.contains("${" + id(route) + "}"));
    }
  }

  @ParameterizedTest
  @CsvSource(textBlock = HTTP)
  void anHttpRouteReachesItsFunctionByTheAliasAndMayCallIt(String key, String function) {
    var integration = integration(route("HttpApi", key));

    assertEquals("2.0", integration.path("PayloadFormatVersion").asText());
    assertEquals("${" + function + "Live}", DEV.text(integration.path("IntegrationUri")));
    var path = key.replace(" ", "").replaceAll("\\{[a-z]+}", "*");
    assertPermitted(function, EXECUTE_API + "${HttpApi}/api/" + path);
  }

  @Test
  void nobodyConnectsWithoutATicket() {
    var connect = route("WebSocketApi", "$connect");
    var authorizer = DEV.properties("WebSocketAuthorizer");

    assertEquals("CUSTOM", connect.path("AuthorizationType").asText());
    assertEquals("${WebSocketAuthorizer}", DEV.text(connect.path("AuthorizerId")));
    assertEquals("REQUEST", authorizer.path("AuthorizerType").asText());
    assertEquals(
        "route.request.header.Sec-WebSocket-Protocol", authorizer.at("/IdentitySource/0").asText());
    assertEquals(INVOCATION.formatted("AuthorizeLive"), DEV.text(authorizer.path("AuthorizerUri")));
    assertPermitted(
        "Authorize", EXECUTE_API + "${WebSocketApi}/authorizers/${WebSocketAuthorizer}");
  }

  @Test
  void theRouteIsChosenByTheAction() {
    assertEquals(
        "$request.body.action",
        DEV.properties("WebSocketApi").path("RouteSelectionExpression").asText());
  }

  @Test
  void stagesAreNamedAsTheirPathsDeployByThemselvesAndHaveACeiling() {
    for (var stage : Map.of("WebSocketStage", "ws", "HttpStage", "api").entrySet()) {
      var properties = DEV.properties(stage.getKey());
      assertEquals(stage.getValue(), properties.path("StageName").asText());
      assertTrue(properties.path("AutoDeploy").asBoolean());
      assertTrue(properties.at("/DefaultRouteSettings/ThrottlingRateLimit").asInt() > 0);
      assertTrue(properties.at("/DefaultRouteSettings/ThrottlingBurstLimit").asInt() > 0);
      assertTrue(
          properties.at("/DefaultRouteSettings/DataTraceEnabled").isMissingNode(),
          "data trace would log what people write");
    }
  }

  @Test
  void accessLogsHoldNoTicketNoAddressAndNoText() {
    for (var stage : List.of("WebSocketStage", "HttpStage")) {
      var format = DEV.properties(stage).at("/AccessLogSettings/Format").asText();
      assertTrue(format.contains("$context.routeKey"), format);
      for (var secret :
          List.of("header", "query", "sourceIp", "userAgent", "authorizer", "input", "path")) {
        assertFalse(format.contains(secret), format + " has " + secret);
      }
    }
  }

  private static Map<String, JsonNode> routes(String api) {
    return SynthesizedTemplates.ofType(DEV.app(), "AWS::ApiGatewayV2::Route").values().stream()
        .filter(route -> DEV.text(route.path("ApiId")).equals("${" + api + "}"))
        .collect(Collectors.toMap(route -> route.path("RouteKey").asText(), route -> route));
  }

  private static JsonNode route(String api, String key) {
    return Objects.requireNonNull(routes(api).get(key), key);
  }

  private static Set<String> keys(String table) {
    return table.lines().map(line -> line.split(", ", 2)[0]).collect(Collectors.toSet());
  }

  private static String id(JsonNode route) {
    return SynthesizedTemplates.ofType(DEV.app(), "AWS::ApiGatewayV2::Route").entrySet().stream()
        .filter(e -> e.getValue() == route)
        .findFirst()
        .orElseThrow()
        .getKey();
  }

  private static JsonNode integration(JsonNode route) {
    var target = DEV.text(route.path("Target"));
    assertTrue(target.startsWith("integrations/${"), target);
    return DEV.properties(target.substring("integrations/${".length(), target.length() - 1));
  }

  private static void assertPermitted(String function, String sourceArn) {
    var permissions =
        SynthesizedTemplates.ofType(DEV.app(), "AWS::Lambda::Permission").values().stream()
            .filter(p -> DEV.text(p.path("SourceArn")).equals(sourceArn))
            .toList();
    assertEquals(1, permissions.size(), "permissions for " + sourceArn);
    var permission = permissions.getFirst();
    assertEquals("${" + function + "Live}", DEV.text(permission.path("FunctionName")));
    assertEquals("apigateway.amazonaws.com", permission.path("Principal").asText());
    assertEquals("lambda:InvokeFunction", permission.path("Action").asText());
  }
}
