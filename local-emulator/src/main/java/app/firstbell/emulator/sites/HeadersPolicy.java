package app.firstbell.emulator.sites;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;

/// A CloudFront response headers policy: headers that are added to answers, over the origin's own
/// or only where it has none.
record HeadersPolicy(List<Rule> rules) {
  static final HeadersPolicy NONE = new HeadersPolicy(List.of());

  enum Over {
    ORIGIN,
    NOTHING
  }

  record Rule(HttpField header, Over over) {}

  /// @param config `ResponseHeadersPolicyConfig` of the template
  static HeadersPolicy of(JsonNode config) {
    List<Rule> rules = new ArrayList<>();
    for (JsonNode item : config.path("CustomHeadersConfig").path("Items")) {
      add(rules, item.path("Header").asText(), item.path("Value").asText(), item);
    }
    JsonNode security = config.path("SecurityHeadersConfig");
    security
        .properties()
        .forEach(header -> {
          JsonNode value = header.getValue();
          switch (header.getKey()) {
            case "ContentSecurityPolicy" ->
                add(
                    rules,
                    "Content-Security-Policy",
                    value.path("ContentSecurityPolicy").asText(),
                    value);
            case "ContentTypeOptions" -> add(rules, "X-Content-Type-Options", "nosniff", value);
            case "FrameOptions" ->
                add(rules, "X-Frame-Options", value.path("FrameOption").asText(), value);
            case "ReferrerPolicy" ->
                add(rules, "Referrer-Policy", value.path("ReferrerPolicy").asText(), value);
            case "StrictTransportSecurity" ->
                add(rules, "Strict-Transport-Security", strictTransport(value), value);
            case "XSSProtection" ->
                add(
                    rules,
                    "X-XSS-Protection",
                    value.path("Protection").asBoolean()
                        ? value.path("ModeBlock").asBoolean() ? "1; mode=block" : "1"
                        : "0",
                    value);
            default -> {}
          }
        });
    addCors(rules, config.path("CorsConfig"));
    return new HeadersPolicy(List.copyOf(rules));
  }

  private static void add(List<Rule> rules, String name, String value, JsonNode override) {
    rules.add(
        new Rule(
            new HttpField(name, value),
            override.path("Override").asBoolean() ? Over.ORIGIN : Over.NOTHING));
  }

  private static String strictTransport(JsonNode value) {
    return "max-age="
        + value.path("AccessControlMaxAgeSec").asLong()
        + (value.path("IncludeSubdomains").asBoolean() ? "; includeSubDomains" : "")
        + (value.path("Preload").asBoolean() ? "; preload" : "");
  }

  private static void addCors(List<Rule> rules, JsonNode cors) {
    if (cors.isMissingNode()) {
      return;
    }
    Over over = cors.path("OriginOverride").asBoolean() ? Over.ORIGIN : Over.NOTHING;
    for (String list : List.of("AllowOrigins", "AllowMethods", "AllowHeaders", "ExposeHeaders")) {
      List<String> items = new ArrayList<>();
      cors.path("AccessControl" + list).path("Items").forEach(item -> items.add(item.asText()));
      if (!items.isEmpty()) {
        String name =
            list.equals("AllowOrigins")
                ? "Allow-Origin"
                : list.replaceFirst("(Allow|Expose)", "$1-");
        rules.add(
            new Rule(new HttpField("Access-Control-" + name, String.join(", ", items)), over));
      }
    }
  }

  /// The headers of an answer with the policy applied.
  HttpFields apply(HttpFields origin) {
    HttpFields.Mutable headers = HttpFields.build(origin);
    for (Rule rule : rules) {
      String name = rule.header().getName().toLowerCase(Locale.ROOT);
      if (rule.over() == Over.ORIGIN || !headers.contains(name)) {
        headers.put(rule.header());
      }
    }
    return headers;
  }
}
