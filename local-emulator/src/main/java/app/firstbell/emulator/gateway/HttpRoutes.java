package app.firstbell.emulator.gateway;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The routes of an HTTP API, the most specific first: whole paths before greedy ones, literal
/// segments before `{parameters}`, a named method before `ANY`, `$default` last. Source: "Routing
/// API requests" in the API Gateway developer guide.
final class HttpRoutes {
  private static final String DEFAULT = "$default";

  /// A route with the values of its path's parameters.
  record Match(HttpApi.Route route, Map<String, String> parameters) {}

  private record Pattern(HttpApi.Route route, String method, List<String> segments) {
    boolean greedy() {
      return !segments.isEmpty() && segments.getLast().endsWith("+}");
    }

    // One character per segment: literals sort before parameters, those before a greedy end.
    String rank() {
      StringBuilder rank = new StringBuilder();
      for (String segment : segments) {
        rank.append(segment.endsWith("+}") ? 'c' : segment.startsWith("{") ? 'b' : 'a');
      }
      return rank.append(method.equals("ANY") ? '2' : '1').toString();
    }
  }

  private final List<Pattern> patterns = new ArrayList<>();
  private Optional<HttpApi.Route> fallback = Optional.empty();

  /// @throws IllegalArgumentException for a key that is neither `METHOD /path` nor `$default`
  HttpRoutes(List<HttpApi.Route> routes) {
    for (HttpApi.Route route : routes) {
      if (route.key().equals(DEFAULT)) {
        fallback = Optional.of(route);
        continue;
      }
      String[] methodAndPath = route.key().split(" ", 2);
      if (methodAndPath.length != 2 || !methodAndPath[1].startsWith("/")) {
        throw new IllegalArgumentException(
            "expected a route key \"METHOD /path\" or \"$default\", got \"" + route.key() + "\"");
      }
      patterns.add(new Pattern(route, methodAndPath[0], segments(methodAndPath[1])));
    }
    patterns.sort(Comparator.comparing(Pattern::greedy).thenComparing(Pattern::rank));
  }

  /// @param path without the stage, begins with `/`, still encoded
  Optional<Match> match(String method, String path) {
    List<String> segments = segments(path);
    for (Pattern pattern : patterns) {
      if (pattern.method().equals("ANY") || pattern.method().equals(method)) {
        Optional<Map<String, String>> parameters = parameters(pattern, segments);
        if (parameters.isPresent()) {
          return Optional.of(new Match(pattern.route(), parameters.get()));
        }
      }
    }
    return fallback.map(route -> new Match(route, Map.of()));
  }

  private static Optional<Map<String, String>> parameters(Pattern pattern, List<String> segments) {
    List<String> wanted = pattern.segments();
    boolean longEnough =
        pattern.greedy() ? segments.size() >= wanted.size() : segments.size() == wanted.size();
    if (!longEnough) {
      return Optional.empty();
    }
    Map<String, String> parameters = new TreeMap<>();
    for (int i = 0; i < wanted.size(); i++) {
      String segment = wanted.get(i);
      if (segment.endsWith("+}")) {
        String rest = String.join("/", segments.subList(i, segments.size()));
        parameters.put(segment.substring(1, segment.length() - 2), PercentEncoding.decoded(rest));
      } else if (segment.startsWith("{")) {
        parameters.put(
            segment.substring(1, segment.length() - 1), PercentEncoding.decoded(segments.get(i)));
      } else if (!segment.equals(PercentEncoding.decoded(segments.get(i)))) {
        return Optional.empty();
      }
    }
    return Optional.of(parameters);
  }

  private static List<String> segments(String path) {
    return path.equals("/") ? List.of() : List.of(path.substring(1).split("/", -1));
  }
}
