package app.firstbell.infra;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.apigatewayv2.CfnApi;
import software.amazon.awscdk.services.apigatewayv2.CfnAuthorizer;
import software.amazon.awscdk.services.apigatewayv2.CfnIntegration;
import software.amazon.awscdk.services.apigatewayv2.CfnRoute;
import software.amazon.awscdk.services.apigatewayv2.CfnRouteResponse;
import software.amazon.awscdk.services.apigatewayv2.CfnStage;
import software.amazon.awscdk.services.logs.LogGroup;

/// The WebSocket API. Its stage is named `ws`, so that CloudFront's path `/ws` reaches it without
/// rewriting.
final class SocketApi {
  static final String STAGE = "ws";

  /// Identity source of the authorizer: the ticket travels as a subprotocol, since a URL would be
  /// logged.
  static final String TICKET = "route.request.header.Sec-WebSocket-Protocol";

  private final Stack stack;
  private final CfnApi api;

  SocketApi(Stack stack, Environment environment) {
    this.stack = stack;
    this.api =
        CfnApi.Builder.create(stack, "WebSocketApi")
            .name("firstbell-" + environment.name() + "-socket")
            .protocolType("WEBSOCKET")
            .routeSelectionExpression("$request.body.action")
            .build();
    var log =
        LogGroup.Builder.create(stack, "WebSocketAccessLog")
            .logGroupName("/aws/vendedlogs/firstbell/%s/socket".formatted(environment.name()))
            .retention(environment.logRetention())
            .removalPolicy(RemovalPolicy.DESTROY)
            .build();
    CfnStage.Builder.create(stack, "WebSocketStage")
        .apiId(id())
        .stageName(STAGE)
        .autoDeploy(true)
        .defaultRouteSettings(
            // Neither execution logs nor data trace: they would hold what people write to each
            // other.
            CfnStage.RouteSettingsProperty.builder()
                .throttlingRateLimit(environment.socket().ratePerSecond())
                .throttlingBurstLimit(environment.socket().burst())
                .detailedMetricsEnabled(true)
                .build())
        .accessLogSettings(
            CfnStage.AccessLogSettingsProperty.builder()
                .destinationArn(log.getLogGroupArn())
                .format(
                    AccessLog.format(
                        List.of(
                            "requestId",
                            "requestTimeEpoch",
                            "eventType",
                            "routeKey",
                            "connectionId",
                            "status",
                            "error.responseType",
                            "integrationErrorMessage",
                            "integrationLatency")))
                .build())
        .build();
  }

  String id() {
    return api.getRef();
  }

  String host() {
    return Arns.apiHost(stack, id());
  }

  /// Where functions post to connections.
  String managementEndpoint() {
    return "https://" + host() + "/" + STAGE;
  }

  /// Puts every route before its function, and the authorizer before `$connect`.
  void route(Functions functions) {
    var authorizer =
        CfnAuthorizer.Builder.create(stack, "WebSocketAuthorizer")
            .apiId(id())
            .name("ticket")
            .authorizerType("REQUEST")
            .identitySource(List.of(TICKET))
            .authorizerUri(Arns.invocation(stack, functions.live(Handler.AUTHORIZE)))
            .build();
    functions.allowApiGateway(
        Handler.AUTHORIZE,
        "AuthorizePermission",
        Arns.executeApi(stack, id(), "authorizers/" + authorizer.getRef()));
    Map<Handler, CfnIntegration> integrations = new EnumMap<>(Handler.class);
    for (var route : SocketRoutes.ALL) {
      var integration =
          integrations.computeIfAbsent(route.handler(), handler -> integration(handler, functions));
      route(route, integration, authorizer);
      functions.allowApiGateway(
          route.handler(),
          "WebSocket" + name(route) + "Permission",
          Arns.executeApi(stack, id(), STAGE + "/" + route.key()));
    }
  }

  private CfnIntegration integration(Handler handler, Functions functions) {
    return CfnIntegration.Builder.create(stack, "WebSocket" + handler.id() + "Integration")
        .apiId(id())
        .integrationType("AWS_PROXY")
        .integrationMethod("POST")
        .integrationUri(Arns.invocation(stack, functions.live(handler)))
        .build();
  }

  private void route(
      SocketRoutes.Route route, CfnIntegration integration, CfnAuthorizer authorizer) {
    var id = "WebSocket" + name(route) + "Route";
    var cfn =
        CfnRoute.Builder.create(stack, id)
            .apiId(id())
            .routeKey(route.key())
            .target("integrations/" + integration.getRef())
            .authorizationType("NONE")
            .build();
    if (route.key().equals("$connect")) {
      // Only $connect can be authorized; what the authorizer finds travels with each later message.
      cfn.setAuthorizationType("CUSTOM");
      cfn.setAuthorizerId(authorizer.getRef());
    }
    switch (route.answer()) {
      case FRAME -> {
        cfn.setRouteResponseSelectionExpression("$default");
        CfnRouteResponse.Builder.create(stack, id + "Response")
            .apiId(id())
            .routeId(cfn.getRef())
            .routeResponseKey("$default")
            .build();
      }
      case NONE -> {}
    }
  }

  private static String name(SocketRoutes.Route route) {
    var plain = route.key().replace("$", "");
    return Character.toUpperCase(plain.charAt(0)) + plain.substring(1);
  }
}
