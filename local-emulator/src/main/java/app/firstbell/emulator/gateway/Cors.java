package app.firstbell.emulator.gateway;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The CORS configuration of an HTTP API: when there is one, API Gateway answers preflights itself
/// and replaces what the integration says of CORS.
record Cors(
    List<String> origins,
    List<String> methods,
    List<String> headers,
    List<String> exposed,
    Optional<Long> maxAgeSeconds,
    Credentials credentials) {

  enum Credentials {
    NOT_ALLOWED,
    ALLOWED
  }

  /// The headers for an answer to a page of `origin`; none when the origin is not one of the list.
  Map<String, String> answer(String origin) {
    Map<String, String> all = new LinkedHashMap<>();
    Optional<String> allowed = allowed(origin);
    if (allowed.isPresent()) {
      all.put("access-control-allow-origin", allowed.get());
      if (credentials == Credentials.ALLOWED) {
        all.put("access-control-allow-credentials", "true");
      }
      if (!exposed.isEmpty()) {
        all.put("access-control-expose-headers", String.join(",", exposed));
      }
    }
    return all;
  }

  /// The headers for a preflight; none when the origin is not one of the list.
  Map<String, String> preflight(String origin) {
    Map<String, String> all = answer(origin);
    if (!all.isEmpty()) {
      all.remove("access-control-expose-headers");
      if (!methods.isEmpty()) {
        all.put("access-control-allow-methods", String.join(",", methods));
      }
      if (!headers.isEmpty()) {
        all.put("access-control-allow-headers", String.join(",", headers));
      }
      maxAgeSeconds.ifPresent(age -> all.put("access-control-max-age", Long.toString(age)));
    }
    return all;
  }

  private Optional<String> allowed(String origin) {
    for (String pattern : origins) {
      if (pattern.equals("*")) {
        return Optional.of("*");
      }
      if (Wildcards.matches(pattern, origin)) {
        return Optional.of(origin);
      }
    }
    return Optional.empty();
  }
}
