package app.firstbell.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SitesTest {
  private static final SynthesizedTemplates DEV = SynthesizedTemplates.dev();

  @Test
  void consoleApiAndSocketAreOneOrigin() {
    assertEquals("${HttpApi}.execute-api.${AWS::Region}.${AWS::URLSuffix}", origin("/api/*"));
    assertEquals("${WebSocketApi}.execute-api.${AWS::Region}.${AWS::URLSuffix}", origin("/ws"));
    assertEquals("${AppFiles.RegionalDomainName}", origin("*"));
  }

  /// The stage's name is the path, so nothing may be put before it.
  @Test
  void pathsReachTheApisAsTheyAre() {
    DEV.properties("App")
        .at("/DistributionConfig/Origins")
        .forEach(origin -> assertTrue(origin.path("OriginPath").isMissingNode()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/*", "/ws"})
  void answersOfTheApisAreNotKeptAndAllButTheHostIsPassedOn(String path) {
    var behavior = behavior("App", path);

    // The managed policies CachingDisabled and AllViewerExceptHostHeader.
    assertEquals("4135ea2d-6df8-44a3-9df3-4b5a84be39ad", behavior.path("CachePolicyId").asText());
    assertEquals(
        "b689b0a8-53d0-40ab-baf2-68738e2966ac", behavior.path("OriginRequestPolicyId").asText());
    assertEquals("https-only", behavior.path("ViewerProtocolPolicy").asText());
  }

  @Test
  void theConsoleRunsOnlyItsOwnFilesAndIsNeverFramed() {
    var csp = directives("App", "*");

    assertEquals("'none'", csp.get("default-src"));
    assertEquals("'self'", csp.get("script-src"));
    assertEquals("'self'", csp.get("style-src"));
    assertEquals("'self'", csp.get("connect-src"));
    assertEquals("'none'", csp.get("frame-ancestors"));
    assertEquals("'none'", csp.get("base-uri"));
    assertEquals("'none'", csp.get("form-action"));
    assertEquals("'script'", csp.get("require-trusted-types-for"));
    assertEquals("DENY", security("App", "*").at("/FrameOptions/FrameOption").asText());
    assertEquals("same-origin", header("App", "*", "Cross-Origin-Opener-Policy"));
  }

  @Test
  void theWidgetMayBeFramedByAnySiteAndIsOtherwiseAsStrict() {
    var csp = directives("App", "/widget/*");

    assertEquals("*", csp.get("frame-ancestors"));
    assertTrue(security("App", "/widget/*").path("FrameOptions").isMissingNode());
    var console = directives("App", "*");
    for (var differs : List.of("frame-ancestors", "img-src")) {
      console.remove(differs);
      csp.remove(differs);
    }
    assertEquals(console, csp);
  }

  /// An agent's photo may lie at any https address; only the console also shows one that is not
  /// sent yet.
  @Test
  void photosMayComeFromAnywhereWhereAgentsAreShownAndNothingElseMay() {
    assertEquals("'self' data: blob: https:", directives("App", "*").get("img-src"));
    assertEquals("'self' data: https:", directives("App", "/widget/*").get("img-src"));
    for (var path : List.of("*", "/widget/*")) {
      directives("App", path)
          .forEach((directive, sources) ->
              assertEquals(directive.equals("img-src"), sources.contains("https:"), directive));
    }
  }

  /// Somebody else's viewer, under the rules of our own pages.
  @Test
  void theDocsRunTheirOwnFilesAlone() {
    var csp = directives("App", "/docs*");

    assertEquals("'none'", csp.get("default-src"));
    assertEquals("'self'", csp.get("script-src"));
    assertEquals("'self'", csp.get("style-src"));
    assertEquals("'script'", csp.get("require-trusted-types-for"));
    assertEquals("'self'", csp.get("connect-src"));
    assertEquals("'none'", csp.get("frame-ancestors"));
    assertEquals("'none'", csp.get("form-action"));
  }

  @Test
  void docsAreFoundWithoutTheirFileName() {
    var leads =
        SynthesizedTemplates.ofType(DEV.app(), "Custom::CDKBucketDeployment").values().stream()
            .filter(d -> d.path("SystemMetadata").has("content-type"))
            .toList();

    assertEquals(1, leads.size());
    assertEquals("${AppFiles}", DEV.text(leads.getFirst().path("DestinationBucketName")));
    assertFalse(leads.getFirst().path("Prune").asBoolean(true), "it would take the pages away");
  }

  @Test
  void photosAreKeptNearViewersAsLongAsTheFunctionSaysAndAreNeverPages() {
    var behavior = behavior("App", "/api/photos/*");

    assertEquals(
        "${HttpApi}.execute-api.${AWS::Region}.${AWS::URLSuffix}", origin("/api/photos/*"));
    // The managed policy CachingOptimized.
    assertEquals("658327ea-f89d-4fab-a63d-7e88639e58f6", behavior.path("CachePolicyId").asText());
    assertTrue(behavior.path("OriginRequestPolicyId").isMissingNode(), "cookies or tokens");
    assertTrue(directives("App", "/api/photos/*").containsKey("sandbox"));
    var kept =
        headers("App", "/api/photos/*")
            .at("/CustomHeadersConfig/Items")
            .valueStream()
            .filter(item -> item.path("Header").asText().equals("Cache-Control"))
            .findFirst()
            .orElseThrow();
    assertFalse(kept.path("Override").asBoolean(), "a missing photo would be kept for ever");
  }

  /// Else anybody could choose the address by which they are counted.
  @Test
  void theApiIsToldByASecretThatARequestCameThroughTheDistribution() {
    var origins = DEV.properties("App").at("/DistributionConfig/Origins").valueStream().toList();
    var proven = origins.stream().filter(o -> o.has("OriginCustomHeaders")).toList();

    assertEquals(1, proven.size());
    assertEquals(behavior("App", "/api/*").path("TargetOriginId"), proven.getFirst().path("Id"));
    var header = proven.getFirst().at("/OriginCustomHeaders/0");
    assertEquals("X-Firstbell-Edge", header.path("HeaderName").asText());
    assertEquals(
        "{{resolve:secretsmanager:${EdgeSecret}:SecretString:::}}",
        DEV.text(header.path("HeaderValue")),
        "no template has the value");
  }

  @Test
  void theShopMayRunTheWidgetAndNothingElseFromElsewhere() {
    var csp = directives("Shop", "*");

    assertEquals("'self' https://${App.DomainName}", csp.get("script-src"));
    assertEquals("https://${App.DomainName}", csp.get("frame-src"));
    assertEquals("'none'", csp.get("default-src"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "/avatars/*", "/widget.js", "/widget/*", "/api/*", "/api/photos/*"})
  void everyAnswerCarriesTheCommonProtections(String path) {
    var security = security("App", path);

    assertTrue(security.at("/ContentTypeOptions/Override").asBoolean());
    assertEquals(
        31_536_000, security.at("/StrictTransportSecurity/AccessControlMaxAgeSec").asInt());
    assertEquals("same-origin", security.at("/ReferrerPolicy/ReferrerPolicy").asText());
    assertTrue(header("App", path, "Permissions-Policy").contains("microphone=()"));
    var csp = directives("App", path);
    assertEquals("'none'", csp.get("default-src"));
    assertFalse(csp.toString().contains("unsafe"), csp.toString());
  }

  @Test
  void filesAreKeptAsLongAsTheirNamesPromise() {
    assertEquals("no-cache", header("App", "*", "Cache-Control"));
    assertEquals("no-cache", header("App", "/widget/*", "Cache-Control"));
    assertEquals("public, max-age=300", header("App", "/widget.js", "Cache-Control"));
    assertEquals("public, max-age=86400", header("App", "/avatars/*", "Cache-Control"));
    assertEquals("no-store", header("App", "/api/*", "Cache-Control"));
  }

  @Test
  void bucketsAreClosedEncryptedAndReadByCloudFrontAlone() {
    var buckets = SynthesizedTemplates.ofType(DEV.app(), "AWS::S3::Bucket");

    assertEquals(3, buckets.size());
    buckets.forEach((id, bucket) -> {
      bucket.path("PublicAccessBlockConfiguration").forEach(v -> assertTrue(v.asBoolean(), id));
      assertEquals(4, bucket.path("PublicAccessBlockConfiguration").size());
      assertFalse(bucket.path("BucketEncryption").isMissingNode(), id);
    });
    SynthesizedTemplates.ofType(DEV.app(), "AWS::S3::BucketPolicy")
        .values()
        .forEach(policy ->
            policy
                .at("/PolicyDocument/Statement")
                .valueStream()
                .filter(s -> s.path("Effect").asText().equals("Allow"))
                .forEach(s -> {
                  assertEquals("s3:GetObject", s.path("Action").asText());
                  assertEquals("cloudfront.amazonaws.com", s.at("/Principal/Service").asText());
                  assertFalse(s.at("/Condition/StringEquals").isMissingNode());
                }));
  }

  @Test
  void theShopLearnsWhereTheWidgetLives() {
    var deployments = SynthesizedTemplates.ofType(DEV.app(), "Custom::CDKBucketDeployment");

    assertEquals(3, deployments.size());
    var shop =
        deployments.values().stream()
            .filter(d -> DEV.text(d.path("DestinationBucketName")).equals("${ShopFiles}"))
            .findFirst()
            .orElseThrow();
    assertEquals(
        "\"https://${App.DomainName}\"", DEV.text(shop.at("/SourceMarkers/1").elements().next()));
  }

  @Test
  void outputsTellWhereEverythingIs() {
    var outputs =
        DEV.app().path("Outputs").properties().stream()
            .collect(
                Collectors.toMap(Map.Entry::getKey, e -> DEV.text(e.getValue().path("Value"))));

    assertEquals(
        Map.of(
            "ConsoleUrl", "https://${App.DomainName}",
            "ShopUrl", "https://${Shop.DomainName}",
            "ApiUrl", "https://${App.DomainName}/api",
            "SocketUrl", "wss://${App.DomainName}/ws",
            "ProvisionFunction", "${Provision}"),
        outputs);
  }

  private static JsonNode behavior(String distribution, String path) {
    var config = DEV.properties(distribution).path("DistributionConfig");
    return config
        .path("CacheBehaviors")
        .valueStream()
        .filter(b -> b.path("PathPattern").asText().equals(path))
        .findFirst()
        .orElseGet(() -> {
          assertEquals("*", path, "no behavior for this path");
          return config.path("DefaultCacheBehavior");
        });
  }

  private static String origin(String path) {
    var id = behavior("App", path).path("TargetOriginId").asText();
    return DEV.properties("App")
        .at("/DistributionConfig/Origins")
        .valueStream()
        .filter(origin -> origin.path("Id").asText().equals(id))
        .map(origin -> DEV.text(origin.path("DomainName")))
        .findFirst()
        .orElseThrow();
  }

  private static JsonNode headers(String distribution, String path) {
    var policy = behavior(distribution, path).at("/ResponseHeadersPolicyId/Ref").asText();
    return DEV.properties(policy).path("ResponseHeadersPolicyConfig");
  }

  private static JsonNode security(String distribution, String path) {
    return headers(distribution, path).path("SecurityHeadersConfig");
  }

  private static String header(String distribution, String path, String name) {
    return headers(distribution, path)
        .at("/CustomHeadersConfig/Items")
        .valueStream()
        .filter(item -> item.path("Header").asText().equals(name))
        .map(item -> item.path("Value").asText())
        .findFirst()
        .orElse("");
  }

  private static Map<String, String> directives(String distribution, String path) {
    var policy =
        DEV.text(security(distribution, path).at("/ContentSecurityPolicy/ContentSecurityPolicy"));
    return Objects.requireNonNull(policy)
        .transform(text ->
            java.util.Arrays.stream(text.split("; *"))
                .map(directive -> directive.split(" ", 2))
                .collect(
                    Collectors.toMap(
                        d -> d[0],
                        d -> d.length > 1 ? d[1] : "",
                        (a, b) -> a,
                        java.util.TreeMap::new)));
  }
}
