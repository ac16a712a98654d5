package app.firstbell.proof.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import app.firstbell.access.Action;
import app.firstbell.access.Door;
import app.firstbell.access.Policy;
import app.firstbell.proof.run.Installation;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What is published, what is deployed and what is permitted are the same routes, open to the same
/// people.
class RoutesTest {
  private static final ApiDocument API = ApiDocument.published();

  @Test
  void thePolicyHasTheRoutesOfTheDocumentAndNoOthers() {
    assertEquals(published(), permitted().collect(Collectors.toCollection(TreeSet::new)));
  }

  @Test
  void theTemplateHasTheRoutesOfTheDocumentAndNoOthers() throws IOException {
    assertEquals(published(), deployed(Installation.cdkOut()));
  }

  static java.util.stream.Stream<Action> routes() {
    return Arrays.stream(Action.values()).filter(action -> !action.isOfSocket());
  }

  /// Who may enter by which credentials is said in `security`: a member (with one of the
  /// permissions beside it), an API key (with the scope), a visitor; nothing at all for everybody.
  @ParameterizedTest
  @MethodSource("routes")
  void theDocumentOpensARouteToThoseWhomThePolicyLetsIn(Action action) {
    Operation operation = Objects.requireNonNull(API.operations().get(action.routeKey()));

    assertEquals(doors(action), written(operation.security()));
  }

  private static Set<String> doors(Action action) {
    Set<String> doors = new TreeSet<>();
    boolean anyMember = false;
    Set<String> permissions = new TreeSet<>();
    for (Door door : Policy.doors(action)) {
      switch (door) {
        case Door.Anyone _ -> {}
        case Door.Visitor _ -> doors.add("visitorToken");
        case Door.Self _, Door.AnyMember _ -> anyMember = true;
        case Door.Holder holder -> permissions.add(holder.permission().word());
        case Door.Reseller _, Door.Platform _ -> permissions.add("manage-customers");
        case Door.Support _ -> {
          // A supporter's token is of the same scheme, and has what its administrator has.
        }
        case Door.Key key -> doors.add("apiKey " + key.scope().word());
      }
    }
    if (anyMember) {
      doors.add("memberToken");
    } else {
      permissions.forEach(permission -> doors.add("memberToken " + permission));
    }
    return doors;
  }

  private static Set<String> written(JsonNode security) {
    Set<String> doors = new TreeSet<>();
    for (JsonNode alternative : security) {
      for (var scheme : alternative.properties()) {
        if (scheme.getValue().isEmpty()) {
          doors.add(scheme.getKey());
        }
        scheme.getValue().forEach(role -> doors.add(scheme.getKey() + " " + role.asText()));
      }
    }
    return doors;
  }

  private static Set<String> published() {
    return new TreeSet<>(API.operations().keySet());
  }

  private static java.util.stream.Stream<String> permitted() {
    return routes().map(Action::routeKey);
  }

  private static Set<String> deployed(Path cdkOut) throws IOException {
    Set<String> routes = new TreeSet<>();
    try (var files = Files.list(cdkOut)) {
      for (Path file : files.filter(f -> f.toString().endsWith("-app.template.json")).toList()) {
        for (JsonNode resource : new ObjectMapper().readTree(file.toFile()).path("Resources")) {
          String key = resource.at("/Properties/RouteKey").asText();
          if (resource.path("Type").asText().equals("AWS::ApiGatewayV2::Route")
              && key.contains(" /")) {
            routes.add(key);
          }
        }
      }
    }
    assertFalse(routes.isEmpty(), "expected routes in " + cdkOut + "; ./firstbell synth makes it");
    return routes;
  }
}
