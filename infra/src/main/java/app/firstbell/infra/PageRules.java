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
/// @param caching what browsers may keep, and how long
/// @param others further headers
record PageRules(
    String id,
    String contentSecurity,
    Framing framing,
    Caching caching,
    Map<String, String> others) {

  enum Framing {
    NEVER,
    ANYWHERE
  }

  /// `Cache-Control`, and whether it replaces what the origin says.
  record Caching(String control, boolean replaces) {
    static Caching always(String control) {
      return new Caching(control, true);
    }

    static Caching unlessSaid(String control) {
      return new Caching(control, false);
    }
  }

  /// Pages of ours run our own files and speak to their own origin only. `'self'` covers `wss:` of
  /// the same host (CSP level 3, section 6.7.2.8); the host cannot be named here, since CloudFront
  /// gives it after this policy.
  private static final String OWN_FILES =
      "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; "
          + "connect-src 'self'; media-src 'self'; manifest-src 'self'; worker-src 'self'; "
          + "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; ";

  /// An agent's photo may lie at any address of the agent's choice, and is shown to visitors too;
  /// the referrer policy keeps from its host where it is shown.
  private static final String PHOTOS = "img-src 'self' data: https:; ";

  /// The console also shows a photo before it is sent.
  private static final String PHOTOS_AND_DRAFTS = "img-src 'self' data: blob: https:; ";

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
        OWN_FILES + PHOTOS_AND_DRAFTS + NEVER_FRAMED,
        Framing.NEVER,
        Caching.always(REVALIDATE),
        Map.of("Cross-Origin-Opener-Policy", "same-origin"));
  }

  /// The API's description in a viewer, under the rules of every page of ours.
  static PageRules docs() {
    return new PageRules(
        "DocsHeaders",
        OWN_FILES + "img-src 'self' data:; " + NEVER_FRAMED,
        Framing.NEVER,
        Caching.always(REVALIDATE),
        Map.of("Cross-Origin-Opener-Policy", "same-origin"));
  }

  /// The widget's frame, which any site may show; which sites an organization has is checked when a
  /// visitor starts.
  static PageRules widget() {
    return new PageRules(
        "WidgetHeaders",
        OWN_FILES + PHOTOS + "frame-ancestors *",
        Framing.ANYWHERE,
        Caching.always(REVALIDATE),
        Map.of());
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
        Caching.always(cacheControl),
        Map.of("Cross-Origin-Resource-Policy", "cross-origin"));
  }

  /// Photos that agents uploaded: made anew by us from what came, and still never a page. A photo
  /// has an address of its own and may be kept for ever; a missing one may not, so the function
  /// says how long.
  static PageRules photos() {
    return new PageRules(
        "PhotoHeaders",
        NOTHING + "sandbox; " + NEVER_FRAMED,
        Framing.NEVER,
        Caching.unlessSaid("no-store"),
        Map.of("Cross-Origin-Resource-Policy", "cross-origin"));
  }

  /// Answers of the API: data, never a page, and nobody keeps them.
  static PageRules api() {
    return new PageRules(
        "ApiHeaders", NOTHING + NEVER_FRAMED, Framing.NEVER, Caching.always("no-store"), Map.of());
  }

  /// The demo shop: its own files, and the widget of the given origin.
  static PageRules shop(String app) {
    return new PageRules(
        "ShopHeaders",
        "default-src 'none'; script-src 'self' %1$s; style-src 'self'; img-src 'self' data: %1$s; font-src 'self'; connect-src 'self' %1$s; frame-src %1$s; base-uri 'none'; form-action 'self'; "
                .formatted(app)
            + NEVER_FRAMED,
        Framing.NEVER,
        Caching.always(REVALIDATE),
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
    headers.add(
        ResponseCustomHeader.builder()
            .header("Cache-Control")
            .value(caching.control())
            .override(caching.replaces())
            .build());
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
