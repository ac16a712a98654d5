package app.firstbell.emulator.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.emulator.template.AssemblyException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What a template asks for and the emulator would get wrong is refused by its logical id.
class ApiReaderTest {
  private static void assertRefused(String logicalId, String why, Template template) {
    AssemblyException refusal =
        assertThrows(
            AssemblyException.class,
            () -> {
              ApiReader reader = new ApiReader(template, Quotas.aws());
              reader.webSocketApis();
              reader.httpApis();
            });
    String message = String.valueOf(refusal.getMessage());
    assertTrue(message.startsWith(logicalId + " ("), message);
    assertTrue(message.contains(why), message);
  }

  @Test
  void aGoodTemplateIsRead() {
    WebSocketApi.Route ping =
        new ApiReader(Template.webSocket().replyingRoute("ping", "Ping"), Quotas.aws())
            .webSocketApis().values().stream()
                .flatMap(api -> api.routes().values().stream())
                .findFirst()
                .orElseThrow();
    assertEquals(
        new WebSocketApi.Route(
            "ping",
            new Integration(Template.function("Ping"), Duration.ofSeconds(29)),
            Optional.empty(),
            WebSocketApi.Reply.BODY),
        ping);
  }

  @Test
  void aRouteToNoIntegration() {
    assertRefused(
        "Idlost",
        "got \"nowhere\"",
        Template.webSocket()
            .add(
                "AWS::ApiGatewayV2::Route",
                "lost",
                "{'ApiId':'" + Template.WS + "','RouteKey':'x','Target':'integrations/nowhere'}"));
  }

  @Test
  void anIntegrationThatIsNoLambdaProxy() {
    assertRefused(
        "Idmock",
        "AWS_PROXY",
        Template.webSocket()
            .add(
                "AWS::ApiGatewayV2::Integration",
                "mock",
                "{'ApiId':'" + Template.WS + "','IntegrationType':'MOCK'}")
            .add(
                "AWS::ApiGatewayV2::Route",
                "r",
                "{'ApiId':'" + Template.WS + "','RouteKey':'x','Target':'integrations/mock'}"));
  }

  @Test
  void moreThanAnApiCanHave() {
    Template routes = Template.webSocket();
    for (int i = 1; i <= 301; i++) {
      routes.add(
          "AWS::ApiGatewayV2::Route", "r" + i, "{'ApiId':'" + Template.WS + "','RouteKey':'k'}");
    }
    assertRefused("Idr301", "at most 300", routes);
    Template stages = Template.http("", "");
    for (int i = 2; i <= 11; i++) {
      stages.add(
          "AWS::ApiGatewayV2::Stage",
          "s" + i,
          "{'ApiId':'" + Template.HTTP + "','StageName':'s" + i + "','AutoDeploy':true}");
    }
    assertRefused("Ids11", "at most 10", stages);
  }

  @Test
  void aStageThatIsNeverDeployed() {
    assertRefused(
        "Idws", "AutoDeploy", Template.webSocket("$request.body.action", "'Description':'x'"));
  }

  @Test
  void aTimeoutBeyondTheQuota() {
    assertRefused(
        "Idx-integration",
        "29000",
        Template.webSocket().route("x", "X", "", ",'TimeoutInMillis':29001"));
  }

  @Test
  void authorizationOfAMessageRoute() {
    assertRefused(
        "Idx-route",
        "$connect only",
        Template.webSocket()
            .route("x", "X", ",'AuthorizationType':'CUSTOM','AuthorizerId':'auth01'", ""));
  }

  @Test
  void aRouteKeyThatBeginsWithADollar() {
    assertRefused("Id$mine-route", "$mine", Template.webSocket().route("$mine", "X", "", ""));
  }

  @Test
  void aSelectionExpressionThatCannotBeEvaluated() {
    assertRefused(
        "Id" + Template.WS,
        "$request.header.x",
        Template.webSocket("$request.header.x", "'AutoDeploy':true"));
  }

  @Test
  void anIdentitySourceThatIsNone() {
    assertRefused(
        "Idauth01", "got \"nothing\"", Template.webSocket().authorized("A", "C", "'nothing'"));
  }

  @Test
  void aPropertyOrAResourceThatTheEmulatorDoesNotKnow() {
    assertRefused(
        "Idm",
        "ModelSelectionExpression",
        Template.webSocket()
            .add(
                "AWS::ApiGatewayV2::Route",
                "m",
                "{'ApiId':'x','ModelSelectionExpression':'$default'}"));
    assertRefused(
        "Iddomain",
        "AWS::ApiGatewayV2::DomainName",
        Template.webSocket().add("AWS::ApiGatewayV2::DomainName", "domain", "{}"));
  }

  @Test
  void anHttpRouteOfFormat1() {
    Template template =
        Template.http("", "")
            .add(
                "AWS::ApiGatewayV2::Integration",
                "one",
                "{'ApiId':'"
                    + Template.HTTP
                    + "','IntegrationType':'AWS_PROXY','PayloadFormatVersion':'1.0'}")
            .add(
                "AWS::ApiGatewayV2::Route",
                "r",
                "{'ApiId':'"
                    + Template.HTTP
                    + "','RouteKey':'GET /x','Target':'integrations/one'}");
    assertRefused("Idone", "PayloadFormatVersion 2.0", template);
  }
}
