package app.firstbell.emulator.sites;

import app.firstbell.emulator.template.Assembly;
import app.firstbell.emulator.template.AssemblyException;
import app.firstbell.emulator.template.Resource;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A CloudFront distribution as its template describes it.
///
/// @param rootObject what `/` means, without a slash; empty when it means nothing
/// @param behaviors in the order in which they are tried; the last matches every path
/// @param errorPages by the origin's status
record Distribution(
    String logicalId,
    String rootObject,
    List<Behavior> behaviors,
    Map<Integer, ErrorPage> errorPages) {

  sealed interface Origin {
    record Bucket(String name, String path) implements Origin {}

    /// @param headers that are added to each request, in place of the viewer's of the same names
    record Api(String id, String path, Map<String, String> headers) implements Origin {}
  }

  record Behavior(
      Pattern path,
      Origin origin,
      Set<String> methods,
      HeadersPolicy headers,
      Compression compression) {}

  enum Compression {
    GZIP,
    NONE
  }

  record ErrorPage(int status, String path) {}

  private static final Pattern BUCKET =
      Pattern.compile("(.+)\\.s3(?:\\.dualstack)?(?:\\.[a-z0-9-]+)?\\.amazonaws\\.com");
  private static final Pattern API =
      Pattern.compile("([a-z0-9]+)\\.execute-api\\.[a-z0-9-]+\\.amazonaws\\.com");

  /// @throws AssemblyException when an origin is neither a bucket nor an API of the assembly
  ///
  /// @param secrets puts in the values of the secrets that a text refers to
  static Distribution of(Resource resource, Assembly assembly, UnaryOperator<String> secrets) {
    JsonNode config = resource.properties().path("DistributionConfig");
    Map<String, Origin> origins = new HashMap<>();
    for (JsonNode origin : config.path("Origins")) {
      origins.put(origin.path("Id").asText(), origin(resource.logicalId(), origin, secrets));
    }
    Map<String, HeadersPolicy> policies = new HashMap<>();
    for (Resource policy : assembly.ofType("AWS::CloudFront::ResponseHeadersPolicy")) {
      policies.put(
          policy.ref(), HeadersPolicy.of(policy.properties().path("ResponseHeadersPolicyConfig")));
    }
    List<Behavior> behaviors = new ArrayList<>();
    for (JsonNode behavior : config.path("CacheBehaviors")) {
      behaviors.add(
          behavior(
              resource.logicalId(),
              behavior,
              behavior.path("PathPattern").asText(),
              origins,
              policies));
    }
    behaviors.add(
        behavior(
            resource.logicalId(), config.path("DefaultCacheBehavior"), "*", origins, policies));
    Map<Integer, ErrorPage> errors = new HashMap<>();
    for (JsonNode error : config.path("CustomErrorResponses")) {
      int code = error.path("ErrorCode").asInt();
      if (error.has("ResponsePagePath")) {
        errors.put(
            code,
            new ErrorPage(
                error.path("ResponseCode").asInt(code), error.path("ResponsePagePath").asText()));
      }
    }
    return new Distribution(
        resource.logicalId(),
        config.path("DefaultRootObject").asText(""),
        List.copyOf(behaviors),
        Map.copyOf(errors));
  }

  private static Origin origin(String logicalId, JsonNode origin, UnaryOperator<String> secrets) {
    String domain = origin.path("DomainName").asText();
    String path = origin.path("OriginPath").asText("");
    var api = API.matcher(domain);
    if (api.matches()) {
      Map<String, String> headers = new HashMap<>();
      for (JsonNode header : origin.path("OriginCustomHeaders")) {
        headers.put(
            header.path("HeaderName").asText(), secrets.apply(header.path("HeaderValue").asText()));
      }
      return new Origin.Api(api.group(1), path, Map.copyOf(headers));
    }
    var bucket = BUCKET.matcher(domain);
    if (bucket.matches()) {
      return new Origin.Bucket(bucket.group(1), path);
    }
    throw new AssemblyException(
        "%s: expected a bucket or an execute-api host as an origin, got \"%s\""
            .formatted(logicalId, domain));
  }

  private static Behavior behavior(
      String logicalId,
      JsonNode behavior,
      String pattern,
      Map<String, Origin> origins,
      Map<String, HeadersPolicy> policies) {
    Origin origin = origins.get(behavior.path("TargetOriginId").asText());
    if (origin == null) {
      throw new AssemblyException(
          "%s: expected an origin of the distribution as the target of %s, got \"%s\""
              .formatted(logicalId, pattern, behavior.path("TargetOriginId").asText()));
    }
    Set<String> methods = new HashSet<>();
    behavior.path("AllowedMethods").forEach(method -> methods.add(method.asText()));
    return new Behavior(
        pathPattern(pattern),
        origin,
        methods.isEmpty() ? Set.of("GET", "HEAD") : Set.copyOf(methods),
        policies.getOrDefault(
            behavior.path("ResponseHeadersPolicyId").asText(""), HeadersPolicy.NONE),
        behavior.path("Compress").asBoolean() ? Compression.GZIP : Compression.NONE);
  }

  /// CloudFront's path pattern: `*` is any characters, `?` is one; a leading slash may be left out.
  private static Pattern pathPattern(String pattern) {
    String full = pattern.startsWith("/") || pattern.startsWith("*") ? pattern : "/" + pattern;
    return Pattern.compile(
        full.chars()
            .mapToObj(c ->
                switch (c) {
                  case '*' -> ".*";
                  case '?' -> ".";
                  default -> Pattern.quote(String.valueOf((char) c));
                })
            .collect(Collectors.joining()));
  }

  Behavior behaviorFor(String path) {
    return behaviors.stream()
        .filter(behavior -> behavior.path().matcher(path).matches())
        .findFirst()
        .orElseGet(behaviors::getLast);
  }
}
