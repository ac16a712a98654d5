package app.firstbell.infra;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.apigatewayv2.CfnApi;
import software.amazon.awscdk.services.apigatewayv2.CfnIntegration;
import software.amazon.awscdk.services.apigatewayv2.CfnRoute;
import software.amazon.awscdk.services.apigatewayv2.CfnStage;
import software.amazon.awscdk.services.logs.LogGroup;

/// The HTTP API (sign-in, tickets, widget start). Its stage is named `api`, so that CloudFront's
/// path `/api/*` reaches it without rewriting. Who may call is decided by the functions: tokens are
/// rows, not signed claims.
final class RestApi {
  static final String STAGE = "api";

  private final Stack stack;
  private final CfnApi api;

  RestApi(Stack stack, Environment environment) {
    this.stack = stack;
    this.api =
        CfnApi.Builder.create(stack, "HttpApi")
            .name("firstbell-" + environment.name() + "-http")
            .protocolType("HTTP")
            .build();
    var log =
        LogGroup.Builder.create(stack, "HttpAccessLog")
            .logGroupName("/aws/vendedlogs/firstbell/%s/http".formatted(environment.name()))
            .retention(environment.logRetention())
            .removalPolicy(RemovalPolicy.DESTROY)
            .build();
    CfnStage.Builder.create(stack, "HttpStage")
        .apiId(id())
        .stageName(STAGE)
        .autoDeploy(true)
        .defaultRouteSettings(
            CfnStage.RouteSettingsProperty.builder()
                .throttlingRateLimit(environment.http().ratePerSecond())
                .throttlingBurstLimit(environment.http().burst())
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
                            "routeKey",
                            "status",
                            "error.responseType",
                            "integrationErrorMessage",
                            "responseLatency")))
                .build())
        .build();
  }

  String id() {
    return api.getRef();
  }

  String host() {
    return Arns.apiHost(stack, id());
  }

  /// Puts every route before its function.
  void route(Functions functions) {
    Map<Handler, CfnIntegration> integrations = new EnumMap<>(Handler.class);
    for (var route : HttpRoutes.ALL) {
      var integration =
          integrations.computeIfAbsent(route.handler(), handler -> integration(handler, functions));
      var name = name(route);
      CfnRoute.Builder.create(stack, "Http" + name + "Route")
          .apiId(id())
          .routeKey(route.key())
          .target("integrations/" + integration.getRef())
          .authorizationType("NONE")
          .build();
      functions.allowApiGateway(
          route.handler(),
          "Http" + name + "Permission",
          Arns.executeApi(stack, id(), STAGE + "/" + route.method() + route.permissionPath()));
    }
  }

  private CfnIntegration integration(Handler handler, Functions functions) {
    return CfnIntegration.Builder.create(stack, "Http" + handler.id() + "Integration")
        .apiId(id())
        .integrationType("AWS_PROXY")
        .integrationMethod("POST")
        .integrationUri(functions.live(handler))
        .payloadFormatVersion("2.0")
        .build();
  }

  /// `GET /sessions/current` becomes `GetSessionsCurrent`.
  private static String name(HttpRoutes.Route route) {
    var name = new StringBuilder();
    for (var word : route.key().split("[^A-Za-z]+")) {
      name.append(Character.toUpperCase(word.charAt(0)))
          .append(word.substring(1).toLowerCase(java.util.Locale.ROOT));
    }
    return name.toString();
  }
}
