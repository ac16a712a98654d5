package app.firstbell.emulator.gateway;

import static app.firstbell.emulator.gateway.Declared.expect;
import static app.firstbell.emulator.gateway.Declared.read;
import static app.firstbell.emulator.gateway.Declared.refused;
import static app.firstbell.emulator.gateway.Declared.text;

import app.firstbell.emulator.template.Assembly;
import app.firstbell.emulator.template.Resource;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Makes APIs of a template's resources.
final class ApiReader {
  private final Declared declared;
  private final Quotas quotas;

  ApiReader(Assembly assembly, Quotas quotas) {
    this.declared = new Declared(assembly);
    this.quotas = quotas;
  }

  /// @throws app.firstbell.emulator.template.AssemblyException naming the resource that cannot be
  ///   run
  Map<String, WebSocketApi> webSocketApis() {
    return apis("WEBSOCKET").collect(Collectors.toMap(Resource::ref, this::webSocketApi));
  }

  /// @throws app.firstbell.emulator.template.AssemblyException naming the resource that cannot be
  ///   run
  Map<String, HttpApi> httpApis() {
    return apis("HTTP").collect(Collectors.toMap(Resource::ref, this::httpApi));
  }

  private Stream<Resource> apis(String protocol) {
    return declared.all("Api").stream()
        .peek(api -> {
          if (!Set.of("WEBSOCKET", "HTTP").contains(text(api, "ProtocolType"))) {
            throw refused(
                api,
                "expected ProtocolType WEBSOCKET or HTTP, got \""
                    + text(api, "ProtocolType")
                    + "\"");
          }
        })
        .filter(api -> text(api, "ProtocolType").equals(protocol));
  }

  private WebSocketApi webSocketApi(Resource api) {
    String id = api.ref();
    declared.refuseMoreThanAwsTakes(id);
    Set<String> answered =
        declared.of(id, "RouteResponse").stream()
            .filter(r -> text(r, "RouteResponseKey").equals("$default"))
            .map(r -> text(r, "RouteId"))
            .collect(Collectors.toSet());
    Map<String, WebSocketApi.Route> routes = new LinkedHashMap<>();
    for (Resource route : declared.of(id, "Route")) {
      routes.put(text(route, "RouteKey"), webSocketRoute(id, route, answered));
    }
    RouteSelection selection =
        read(api, r -> RouteSelection.parse(text(r, "RouteSelectionExpression")));
    return new WebSocketApi(id, selection, routes, stages(id), endpoint(api));
  }

  private WebSocketApi.Route webSocketRoute(String apiId, Resource route, Set<String> answered) {
    String key = text(route, "RouteKey");
    Set<String> own = Set.of(WebSocketApi.CONNECT, WebSocketApi.DISCONNECT, RouteSelection.DEFAULT);
    if (key.isEmpty() || (key.startsWith("$") && !own.contains(key))) {
      throw refused(route, "a route key of one's own must not be empty or begin with $: " + key);
    }
    expect(route, "ApiKeyRequired", "false", "false");
    String selection = text(route, "RouteResponseSelectionExpression");
    if (!selection.isEmpty() && !selection.equals("$default")) {
      throw refused(
          route, "expected RouteResponseSelectionExpression $default, got \"" + selection + "\"");
    }
    boolean replies = !selection.isEmpty() && answered.contains(route.ref());
    return new WebSocketApi.Route(
        key,
        integration(apiId, route, quotas.webSocketIntegration()),
        authorizer(apiId, route),
        replies ? WebSocketApi.Reply.BODY : WebSocketApi.Reply.NONE);
  }

  private Optional<Authorizer> authorizer(String apiId, Resource route) {
    String type = route.properties().path("AuthorizationType").asText("NONE");
    if (type.equals("NONE")) {
      return Optional.empty();
    }
    if (!text(route, "RouteKey").equals(WebSocketApi.CONNECT) || !type.equals("CUSTOM")) {
      throw refused(
          route, "the emulator authorizes $connect only, by a CUSTOM authorizer; got " + type);
    }
    Resource authorizer =
        declared.referred(route, apiId, "Authorizer", text(route, "AuthorizerId"));
    expect(authorizer, "AuthorizerType", "REQUEST", "");
    return Optional.of(
        read(
            authorizer,
            a ->
                new Authorizer(
                    a.ref(),
                    Arns.functionOf(text(a, "AuthorizerUri")),
                    a.properties()
                        .path("IdentitySource")
                        .valueStream()
                        .map(s -> Authorizer.IdentitySource.parse(s.asText()))
                        .toList())));
  }

  private HttpApi httpApi(Resource api) {
    String id = api.ref();
    declared.refuseMoreThanAwsTakes(id);
    List<HttpApi.Route> routes =
        declared.of(id, "Route").stream()
            .map(route -> {
              expect(route, "AuthorizationType", "NONE", "NONE");
              return new HttpApi.Route(
                  text(route, "RouteKey"), integration(id, route, quotas.httpIntegration()));
            })
            .toList();
    JsonNode cors = api.properties().path("CorsConfiguration");
    return new HttpApi(
        id,
        read(api, _ -> new HttpRoutes(routes)),
        stages(id),
        cors.isObject() ? Optional.of(cors(cors)) : Optional.empty(),
        endpoint(api));
  }

  private static Cors cors(JsonNode cors) {
    JsonNode age = cors.path("MaxAge");
    return new Cors(
        texts(cors.path("AllowOrigins")),
        texts(cors.path("AllowMethods")),
        texts(cors.path("AllowHeaders")),
        texts(cors.path("ExposeHeaders")),
        age.isMissingNode() ? Optional.empty() : Optional.of(age.asLong()),
        cors.path("AllowCredentials").asBoolean()
            ? Cors.Credentials.ALLOWED
            : Cors.Credentials.NOT_ALLOWED);
  }

  private static List<String> texts(JsonNode list) {
    return list.valueStream().map(JsonNode::asText).toList();
  }

  private Integration integration(String apiId, Resource route, Duration longest) {
    String target = text(route, "Target");
    if (!target.startsWith("integrations/")) {
      throw refused(route, "expected a Target integrations/…, got \"" + target + "\"");
    }
    Resource integration =
        declared.referred(route, apiId, "Integration", target.substring("integrations/".length()));
    expect(integration, "IntegrationType", "AWS_PROXY", "");
    expect(integration, "ConnectionType", "INTERNET", "INTERNET");
    if (longest.equals(quotas.httpIntegration())) {
      expect(integration, "PayloadFormatVersion", "2.0", "");
    }
    long millis = integration.properties().path("TimeoutInMillis").asLong(longest.toMillis());
    if (millis < 50 || millis > longest.toMillis()) {
      throw refused(
          integration,
          "expected TimeoutInMillis from 50 to " + longest.toMillis() + ", got " + millis);
    }
    return read(
        integration,
        i ->
            new Integration(Arns.functionOf(text(i, "IntegrationUri")), Duration.ofMillis(millis)));
  }

  private Map<String, Stage> stages(String apiId) {
    Map<String, Stage> stages = new TreeMap<>();
    for (Resource stage : declared.of(apiId, "Stage")) {
      JsonNode p = stage.properties();
      if (p.hasNonNull("DeploymentId")) {
        declared.referred(stage, apiId, "Deployment", text(stage, "DeploymentId"));
      } else if (!p.path("AutoDeploy").asBoolean()) {
        // On AWS such a stage exists and answers every request with "Forbidden".
        throw refused(stage, "nothing is ever deployed: set AutoDeploy true or a DeploymentId");
      }
      Map<String, String> variables = new TreeMap<>();
      p.path("StageVariables")
          .propertyStream()
          .forEach(v -> variables.put(v.getKey(), v.getValue().asText()));
      Map<String, Stage.Limit> limits = new TreeMap<>();
      limit(p.path("DefaultRouteSettings")).ifPresent(l -> limits.put(Stage.EVERY_ROUTE, l));
      p.path("RouteSettings")
          .propertyStream()
          .forEach(r -> limit(r.getValue()).ifPresent(l -> limits.put(r.getKey(), l)));
      String name = text(stage, "StageName");
      stages.put(name, new Stage(name, variables, limits));
    }
    return stages;
  }

  private static Optional<Stage.Limit> limit(JsonNode settings) {
    JsonNode rate = settings.path("ThrottlingRateLimit");
    JsonNode burst = settings.path("ThrottlingBurstLimit");
    return rate.isMissingNode() && burst.isMissingNode()
        ? Optional.empty()
        : Optional.of(new Stage.Limit(rate.asDouble(), burst.asDouble(rate.asDouble())));
  }

  private static WebSocketApi.Endpoint endpoint(Resource api) {
    return api.properties().path("DisableExecuteApiEndpoint").asBoolean()
        ? WebSocketApi.Endpoint.DISABLED
        : WebSocketApi.Endpoint.OPEN;
  }
}
