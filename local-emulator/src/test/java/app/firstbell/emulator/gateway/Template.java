package app.firstbell.emulator.gateway;

import app.firstbell.emulator.template.Assembly;
import app.firstbell.emulator.template.Resource;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A small template for tests: resources as a synthesized one would have them, resolved. Properties
/// are JSON with single quotes.
final class Template implements Assembly {
  static final String WS = "wsapi00001";
  static final String HTTP = "httpapi001";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<Resource> resources = new ArrayList<>();

  static String function(String name) {
    return "arn:aws:lambda:us-east-1:000000000000:function:" + name + ":live";
  }

  /// A WebSocket API that selects by `action`, with a stage `ws` and no routes.
  static Template webSocket() {
    return webSocket("$request.body.action", "'AutoDeploy':true");
  }

  static Template webSocket(String selection, String stage) {
    return new Template()
        .add(
            "AWS::ApiGatewayV2::Api",
            WS,
            "{'ProtocolType':'WEBSOCKET','RouteSelectionExpression':'" + selection + "'}")
        .add(
            "AWS::ApiGatewayV2::Stage",
            "ws",
            "{'ApiId':'" + WS + "','StageName':'ws'," + stage + "}");
  }

  /// An HTTP API with a stage `api` and no routes.
  static Template http(String more, String stage) {
    return new Template()
        .add("AWS::ApiGatewayV2::Api", HTTP, "{'ProtocolType':'HTTP'" + more + "}")
        .add(
            "AWS::ApiGatewayV2::Stage",
            "api",
            "{'ApiId':'" + HTTP + "','StageName':'api','AutoDeploy':true" + stage + "}");
  }

  /// A WebSocket route to a function, permitted.
  Template route(String key, String function) {
    return route(key, function, "", "").permit(function, WS + "/ws/" + key);
  }

  /// A WebSocket route whose function's body goes to the client, permitted.
  Template replyingRoute(String key, String function) {
    return route(key, function, ",'RouteResponseSelectionExpression':'$default'", "")
        .add(
            "AWS::ApiGatewayV2::RouteResponse",
            key + "-response",
            "{'ApiId':'" + WS + "','RouteId':'" + key + "-route','RouteResponseKey':'$default'}")
        .permit(function, WS + "/ws/" + key);
  }

  /// A WebSocket route without a permission.
  Template route(String key, String function, String more, String integration) {
    return add(
            "AWS::ApiGatewayV2::Integration",
            key + "-integration",
            "{'ApiId':'"
                + WS
                + "','IntegrationType':'AWS_PROXY','IntegrationUri':'"
                + "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/"
                + function(function)
                + "/invocations'"
                + integration
                + "}")
        .add(
            "AWS::ApiGatewayV2::Route",
            key + "-route",
            "{'ApiId':'"
                + WS
                + "','RouteKey':'"
                + key
                + "','Target':'integrations/"
                + key
                + "-integration'"
                + more
                + "}");
  }

  /// `$connect` behind an authorizer, both permitted.
  Template authorized(String authorizer, String connect, String identitySources) {
    return add(
            "AWS::ApiGatewayV2::Authorizer",
            "auth01",
            "{'ApiId':'"
                + WS
                + "','AuthorizerType':'REQUEST','IdentitySource':["
                + identitySources
                + "],'AuthorizerUri':'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/"
                + function(authorizer)
                + "/invocations'}")
        .permit(authorizer, WS + "/authorizers/auth01")
        .route("$connect", connect, ",'AuthorizationType':'CUSTOM','AuthorizerId':'auth01'", "")
        .permit(connect, WS + "/ws/$connect");
  }

  Template httpRoute(String key, String function) {
    return httpRoute(key, function, "");
  }

  /// An HTTP route to a function, permitted as the CDK does it.
  Template httpRoute(String key, String function, String integration) {
    return add(
            "AWS::ApiGatewayV2::Integration",
            key + "-integration",
            "{'ApiId':'"
                + HTTP
                + "','IntegrationType':'AWS_PROXY','PayloadFormatVersion':'2.0','IntegrationUri':'"
                + function(function)
                + "'"
                + integration
                + "}")
        .add(
            "AWS::ApiGatewayV2::Route",
            key + "-route",
            "{'ApiId':'"
                + HTTP
                + "','RouteKey':'"
                + key
                + "','Target':'integrations/"
                + key
                + "-integration'}")
        .permit(
            function,
            HTTP + "/*/*" + (key.contains(" ") ? key.substring(key.indexOf(' ') + 1) : ""));
  }

  Template permit(String function, String source) {
    return add(
        "AWS::Lambda::Permission",
        "permission" + resources.size(),
        "{'Action':'lambda:InvokeFunction','Principal':'apigateway.amazonaws.com','FunctionName':'"
            + function(function)
            + "','SourceArn':'arn:aws:execute-api:us-east-1:000000000000:"
            + source
            + "'}");
  }

  Template add(String type, String ref, String properties) {
    try {
      JsonNode json = JSON.readTree(properties.replace('\'', '"'));
      resources.add(new Resource("test", "Id" + ref, type, json, ref, ref));
      return this;
    } catch (JsonProcessingException broken) {
      throw new IllegalArgumentException(properties, broken);
    }
  }

  @Override
  public List<Resource> resources() {
    return resources;
  }

  @Override
  public Optional<Resource> find(String refOrArn) {
    return resources.stream().filter(r -> r.ref().equals(refOrArn)).findFirst();
  }

  @Override
  public Map<String, String> outputs() {
    return Map.of();
  }

  @Override
  public Optional<Path> asset(String bucket, String key) {
    return Optional.empty();
  }
}
