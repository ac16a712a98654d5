package app.firstbell.infra;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudfront.HeadersFrameOption;
import software.amazon.awscdk.services.cloudfront.HeadersReferrerPolicy;
import software.amazon.awscdk.services.cloudfront.ResponseCustomHeader;
import software.amazon.awscdk.services.cloudfront.ResponseCustomHeadersBehavior;
import software.amazon.awscdk.services.cloudfront.ResponseHeadersContentSecurityPolicy;
import software.amazon.awscdk.services.cloudfront.ResponseHeadersContentTypeOptions;
import software.amazon.awscdk.services.cloudfront.ResponseHeadersFrameOptions;
import software.amazon.awscdk.services.cloudfront.ResponseHeadersPolicy;
import software.amazon.awscdk.services.cloudfront.ResponseHeadersReferrerPolicy;
import software.amazon.awscdk.services.cloudfront.ResponseHeadersStrictTransportSecurity;
import software.amazon.awscdk.services.cloudfront.ResponseSecurityHeadersBehavior;
import software.constructs.Construct;

/// The headers under which a browser runs what we serve.
///
/// @param id of the response headers policy in the template
/// @param contentSecurity the Content-Security-Policy
/// @param framing whether other sites may show it in a frame
/// @param cacheControl what browsers may keep, and how long
/// @param others further headers
record PageRules(
    String id,
    String contentSecurity,
    Framing framing,
    String cacheControl,
    Map<String, String> others) {

  enum Framing {
    NEVER,
    ANYWHERE
  }

  /// Pages of ours run our own files and speak to their own origin only. `'self'` covers `wss:` of
  /// the same host (CSP level 3, section 6.7.2.8); the host cannot be named here, since CloudFront
  /// gives it after this policy.
  private static final String OWN_FILES =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
          + "connect-src 'self'; media-src 'self'; manifest-src 'self'; worker-src 'self'; "
          + "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; ";

  private static final String NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; ";
  private static final String NEVER_FRAMED = "frame-ancestors 'none'";

  /// Kept, but asked for again each time: names carry no hash, so that a deployment is seen at
  /// once.
  static final String REVALIDATE = "no-cache";

  static final String FIVE_MINUTES = "public, max-age=300";
  static final String ONE_DAY = "public, max-age=86400";

  /// The agents' console: in a window of its own, never in a frame, cut off from whoever opened it.
  static PageRules console() {
    return new PageRules(
        "ConsoleHeaders",
        OWN_FILES + NEVER_FRAMED,
        Framing.NEVER,
        REVALIDATE,
        Map.of("Cross-Origin-Opener-Policy", "same-origin"));
  }

  /// The widget's frame, which any site may show; which sites an organization has is checked when a
  /// visitor starts.
  static PageRules widget() {
    return new PageRules(
        "WidgetHeaders", OWN_FILES + "frame-ancestors *", Framing.ANYWHERE, REVALIDATE, Map.of());
  }

  /// The loader that sites include. Short-lived, since its address never changes.
  static PageRules loader() {
    return files("LoaderHeaders", FIVE_MINUTES);
  }

  /// Pictures of agents, shown by the console and by widgets.
  static PageRules pictures() {
    return files("PictureHeaders", ONE_DAY);
  }

  private static PageRules files(String id, String cacheControl) {
    return new PageRules(
        id,
        NOTHING + NEVER_FRAMED,
        Framing.NEVER,
        cacheControl,
        Map.of("Cross-Origin-Resource-Policy", "cross-origin"));
  }

  /// Answers of the API: data, never a page, and nobody keeps them.
  static PageRules api() {
    return new PageRules("ApiHeaders", NOTHING + NEVER_FRAMED, Framing.NEVER, "no-store", Map.of());
  }

  /// The demo shop: its own files, and the widget of the given origin.
  static PageRules shop(String app) {
    return new PageRules(
        "ShopHeaders",
        "default-src 'none'; script-src 'self' %1$s; style-src 'self'; img-src 'self' data: %1$s; font-src 'self'; connect-src 'self' %1$s; frame-src %1$s; base-uri 'none'; form-action 'self'; "
                .formatted(app)
            + NEVER_FRAMED,
        Framing.NEVER,
        REVALIDATE,
        Map.of());
  }

  ResponseHeadersPolicy policy(Construct scope) {
    var security =
        ResponseSecurityHeadersBehavior.builder()
            .contentSecurityPolicy(
                ResponseHeadersContentSecurityPolicy.builder()
                    .contentSecurityPolicy(contentSecurity)
                    .override(true)
                    .build())
            .contentTypeOptions(ResponseHeadersContentTypeOptions.builder().override(true).build())
            // Not `no-referrer`: under it browsers send `Origin: null` with requests to our own
            // API.
            .referrerPolicy(
                ResponseHeadersReferrerPolicy.builder()
                    .referrerPolicy(HeadersReferrerPolicy.SAME_ORIGIN)
                    .override(true)
                    .build())
            .strictTransportSecurity(
                ResponseHeadersStrictTransportSecurity.builder()
                    .accessControlMaxAge(Duration.days(365))
                    .includeSubdomains(true)
                    .override(true)
                    .build());
    switch (framing) {
      case NEVER ->
          security.frameOptions(
              ResponseHeadersFrameOptions.builder()
                  .frameOption(HeadersFrameOption.DENY)
                  .override(true)
                  .build());
      case ANYWHERE -> {}
    }
    return ResponseHeadersPolicy.Builder.create(scope, id)
        .securityHeadersBehavior(security.build())
        .customHeadersBehavior(
            ResponseCustomHeadersBehavior.builder().customHeaders(customHeaders()).build())
        .build();
  }

  private List<ResponseCustomHeader> customHeaders() {
    var headers = new ArrayList<ResponseCustomHeader>();
    headers.add(header("Cache-Control", cacheControl));
    headers.add(
        header(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"));
    others.forEach((name, value) -> headers.add(header(name, value)));
    return headers;
  }

  private static ResponseCustomHeader header(String name, String value) {
    return ResponseCustomHeader.builder().header(name).value(value).override(true).build();
  }
}
