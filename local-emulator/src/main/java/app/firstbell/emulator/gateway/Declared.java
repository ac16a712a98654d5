package app.firstbell.emulator.gateway;

import app.firstbell.emulator.template.Assembly;
import app.firstbell.emulator.template.AssemblyException;
import app.firstbell.emulator.template.Resource;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// The resources of API Gateway in a template. What the emulator would get wrong is refused by its
/// logical id; what changes nothing a client sees (names, tags, log formats, metrics) is let
/// through.
final class Declared {
  private static final String TYPE = "AWS::ApiGatewayV2::";

  private final Assembly assembly;

  Declared(Assembly assembly) {
    this.assembly = assembly;
    only(
        "Api",
        "Name ProtocolType RouteSelectionExpression CorsConfiguration DisableExecuteApiEndpoint"
            + " Description Version Tags IpAddressType");
    only(
        "Route",
        "ApiId RouteKey Target AuthorizationType AuthorizerId RouteResponseSelectionExpression"
            + " OperationName AuthorizationScopes ApiKeyRequired");
    only(
        "Integration",
        "ApiId IntegrationType IntegrationMethod IntegrationUri PayloadFormatVersion"
            + " TimeoutInMillis Description ConnectionType PassthroughBehavior");
    only(
        "Authorizer",
        "ApiId Name AuthorizerType AuthorizerUri IdentitySource AuthorizerResultTtlInSeconds");
    only(
        "Stage",
        "ApiId StageName AutoDeploy DeploymentId DefaultRouteSettings RouteSettings StageVariables"
            + " AccessLogSettings Description Tags");
    only("RouteResponse", "ApiId RouteId RouteResponseKey");
    only("Deployment", "ApiId StageName Description");
    for (Resource resource : assembly.resources()) {
      String type = resource.type();
      boolean known =
          Set.of(
                  "Api",
                  "Route",
                  "Integration",
                  "Authorizer",
                  "Stage",
                  "RouteResponse",
                  "Deployment")
              .contains(type.startsWith(TYPE) ? type.substring(TYPE.length()) : "");
      if (type.startsWith("AWS::ApiGateway") && !known) {
        throw refused(resource, "the emulator has no " + type + ": take it out of the template");
      }
    }
  }

  /// What AWS makes of one API at most; more only on request.
  private static final Map<String, Integer> MOST =
      Map.of("Route", 300, "Integration", 300, "Authorizer", 10, "Stage", 10);

  /// @throws AssemblyException with the logical id of the first that is one too many
  void refuseMoreThanAwsTakes(String apiId) {
    MOST.forEach((kind, most) -> {
      List<Resource> all = of(apiId, kind);
      if (all.size() > most) {
        throw refused(
            all.get(most),
            "expected at most %d of %s%s in an API, got %d"
                .formatted(most, TYPE, kind, all.size()));
      }
    });
  }

  /// Resources of a kind (`Route`) that belong to an API.
  List<Resource> of(String apiId, String kind) {
    return all(kind).stream().filter(r -> text(r, "ApiId").equals(apiId)).toList();
  }

  List<Resource> all(String kind) {
    return assembly.ofType(TYPE + kind);
  }

  static String text(Resource resource, String property) {
    return resource.properties().path(property).asText();
  }

  /// Reads a resource; what it cannot mean is told with its logical id.
  static <T> T read(Resource resource, Function<Resource, T> reader) {
    try {
      return reader.apply(resource);
    } catch (IllegalArgumentException unreadable) {
      throw refused(resource, String.valueOf(unreadable.getMessage()));
    }
  }

  static AssemblyException refused(Resource resource, String why) {
    return new AssemblyException(
        resource.logicalId() + " (" + resource.type() + " in " + resource.stack() + "): " + why);
  }

  /// The resource of that API and `Ref`.
  ///
  /// @param from who refers to it, for the message
  Resource referred(Resource from, String apiId, String kind, String ref) {
    Optional<Resource> found =
        of(apiId, kind).stream().filter(r -> r.ref().equals(ref)).findFirst();
    return found.orElseThrow(
        () -> refused(from, "expected a reference to an " + TYPE + kind + ", got \"" + ref + "\""));
  }

  private void only(String kind, String properties) {
    Set<String> known = Set.of(properties.split(" "));
    for (Resource resource : all(kind)) {
      resource
          .properties()
          .propertyStream()
          .filter(p -> !known.contains(p.getKey()) && !p.getValue().isNull())
          .findFirst()
          .ifPresent(p -> {
            throw refused(resource, "the emulator does not know the property " + p.getKey());
          });
    }
  }

  static void expect(Resource resource, String property, String expected, String fallback) {
    JsonNode value = resource.properties().path(property);
    if (!value.asText(fallback).equals(expected)) {
      throw refused(
          resource,
          "expected " + property + " " + expected + ", got \"" + value.asText(fallback) + "\"");
    }
  }
}
