package app.firstbell.infra;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.CfnElement;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudfront.AllowedMethods;
import software.amazon.awscdk.services.cloudfront.BehaviorOptions;
import software.amazon.awscdk.services.cloudfront.CachePolicy;
import software.amazon.awscdk.services.cloudfront.Distribution;
import software.amazon.awscdk.services.cloudfront.HttpVersion;
import software.amazon.awscdk.services.cloudfront.IOrigin;
import software.amazon.awscdk.services.cloudfront.OriginProtocolPolicy;
import software.amazon.awscdk.services.cloudfront.OriginRequestPolicy;
import software.amazon.awscdk.services.cloudfront.OriginSslPolicy;
import software.amazon.awscdk.services.cloudfront.ViewerProtocolPolicy;
import software.amazon.awscdk.services.cloudfront.origins.HttpOrigin;
import software.amazon.awscdk.services.cloudfront.origins.S3BucketOrigin;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.LifecycleRule;
import software.amazon.awscdk.services.s3.ObjectOwnership;
import software.amazon.awscdk.services.secretsmanager.Secret;

/// What a browser reaches: one address for console, widget, API and socket, so that they are one
/// origin, and another for the demo shop, which is somebody else's site.
final class Sites {
  /// A contract with the module `functions`.
  static final String EDGE_HEADER = "X-Firstbell-Edge";

  private final Stack stack;
  private final Environment environment;
  private final Secret edge;
  private final Bucket logs;
  private final Bucket appFiles;
  private final Bucket shopFiles;
  private final Distribution app;
  private final Distribution shop;

  Sites(Stack stack, Environment environment, SocketApi socket, RestApi rest, Secret edge) {
    this.stack = stack;
    this.environment = environment;
    this.edge = edge;
    this.logs = logBucket();
    this.appFiles = fileBucket("AppFiles");
    this.shopFiles = fileBucket("ShopFiles");
    this.app = app(socket, rest);
    this.shop = distribution("Shop", files(origin(shopFiles), PageRules.shop(origin())), Map.of());
  }

  /// Origin of console, widget, API and socket, `https://…`.
  String origin() {
    return "https://" + app.getDistributionDomainName();
  }

  String socketUrl() {
    return "wss://" + app.getDistributionDomainName() + "/" + SocketApi.STAGE;
  }

  String shopOrigin() {
    return "https://" + shop.getDistributionDomainName();
  }

  /// A bucket, and the distribution that serves it.
  record Site(String id, Bucket bucket, Distribution distribution) {}

  Site appSite() {
    return new Site("App", appFiles, app);
  }

  Site shopSite() {
    return new Site("Shop", shopFiles, shop);
  }

  private Distribution app(SocketApi socket, RestApi rest) {
    var files = origin(appFiles);
    var behaviors = new LinkedHashMap<String, BehaviorOptions>();
    behaviors.put("/avatars/*", files(files, PageRules.pictures()));
    // `/docs` is a file too, which leads to the page in the directory.
    behaviors.put("/docs*", files(files, PageRules.docs()));
    behaviors.put("/widget.js", files(files, PageRules.loader()));
    behaviors.put("/widget/*", files(files, PageRules.widget()));
    behaviors.put("/" + RestApi.STAGE + "/photos/*", photos(rest.host()));
    behaviors.put(
        "/" + RestApi.STAGE + "/*",
        api(provenOrigin(rest.host()), AllowedMethods.ALLOW_ALL, PageRules.api()));
    behaviors.put(
        "/" + SocketApi.STAGE, api(apiOrigin(socket.host()), AllowedMethods.ALLOW_GET_HEAD, null));
    return distribution("App", files(files, PageRules.console()), behaviors);
  }

  private Distribution distribution(
      String id, BehaviorOptions files, Map<String, BehaviorOptions> behaviors) {
    return named(
        id,
        Distribution.Builder.create(stack, id)
            .comment("Firstbell %s %s".formatted(environment.name(), id))
            .defaultRootObject("index.html")
            .defaultBehavior(files)
            .additionalBehaviors(behaviors)
            .httpVersion(HttpVersion.HTTP2_AND_3)
            .priceClass(environment.priceClass())
            .enableLogging(true)
            .logBucket(logs)
            .logFilePrefix(id + "/")
            .build());
  }

  private static IOrigin origin(Bucket bucket) {
    return S3BucketOrigin.withOriginAccessControl(bucket);
  }

  private BehaviorOptions files(IOrigin bucket, PageRules rules) {
    return BehaviorOptions.builder()
        .origin(bucket)
        .viewerProtocolPolicy(ViewerProtocolPolicy.REDIRECT_TO_HTTPS)
        .cachePolicy(CachePolicy.CACHING_OPTIMIZED)
        .responseHeadersPolicy(rules.policy(stack))
        .build();
  }

  /// Photos are the one thing of the API that is the same for everybody: kept near the viewers, and
  /// asked for without anything of theirs.
  private BehaviorOptions photos(String host) {
    return BehaviorOptions.builder()
        .origin(apiOrigin(host))
        .viewerProtocolPolicy(ViewerProtocolPolicy.HTTPS_ONLY)
        .allowedMethods(AllowedMethods.ALLOW_GET_HEAD)
        .cachePolicy(CachePolicy.CACHING_OPTIMIZED)
        .responseHeadersPolicy(PageRules.photos().policy(stack))
        .build();
  }

  /// Everything of the viewer's request but its Host goes on; nothing is kept.
  private BehaviorOptions api(IOrigin origin, AllowedMethods methods, @Nullable PageRules rules) {
    var behavior =
        BehaviorOptions.builder()
            .origin(origin)
            .viewerProtocolPolicy(ViewerProtocolPolicy.HTTPS_ONLY)
            .allowedMethods(methods)
            .cachePolicy(CachePolicy.CACHING_DISABLED)
            .originRequestPolicy(OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER);
    if (rules != null) {
      behavior.responseHeadersPolicy(rules.policy(stack));
    }
    return behavior.build();
  }

  private static IOrigin apiOrigin(String host) {
    return overTls(host).build();
  }

  /// An API that is told that a request came this way. CloudFormation puts the secret in when it
  /// deploys: no template has it.
  private IOrigin provenOrigin(String host) {
    return overTls(host)
        .customHeaders(Map.of(EDGE_HEADER, edge.getSecretValue().unsafeUnwrap()))
        .build();
  }

  private static HttpOrigin.Builder overTls(String host) {
    return HttpOrigin.Builder.create(host)
        .protocolPolicy(OriginProtocolPolicy.HTTPS_ONLY)
        .originSslProtocols(List.of(OriginSslPolicy.TLS_V1_2));
  }

  private Bucket fileBucket(String id) {
    return named(
        id,
        Bucket.Builder.create(stack, id)
            .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
            .encryption(BucketEncryption.S3_MANAGED)
            .objectOwnership(ObjectOwnership.BUCKET_OWNER_ENFORCED)
            .enforceSsl(true)
            // Only what a build makes again; the deployment takes its files away with it.
            .removalPolicy(RemovalPolicy.DESTROY)
            .build());
  }

  private Bucket logBucket() {
    return named(
        "SiteLogs",
        Bucket.Builder.create(stack, "SiteLogs")
            .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
            .encryption(BucketEncryption.S3_MANAGED)
            // CloudFront writes its logs by an access list, which a bucket without lists refuses.
            .objectOwnership(ObjectOwnership.OBJECT_WRITER)
            .enforceSsl(true)
            .lifecycleRules(List.of(LifecycleRule.builder().expiration(Duration.days(30)).build()))
            .removalPolicy(RemovalPolicy.RETAIN)
            .build());
  }

  private static <C extends software.constructs.Construct> C named(String id, C construct) {
    ((CfnElement) construct.getNode().getDefaultChild()).overrideLogicalId(id);
    return construct;
  }
}
