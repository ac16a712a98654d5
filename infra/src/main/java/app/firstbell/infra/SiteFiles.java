package app.firstbell.infra;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.s3.deployment.BucketDeployment;
import software.amazon.awscdk.services.s3.deployment.ISource;
import software.amazon.awscdk.services.s3.deployment.Source;

/// Copies the built pages into their buckets at each deployment, and lets CloudFront forget the old
/// ones.
final class SiteFiles {
  private static final String DOCS = "docs";

  private final Stack stack;
  private final LogGroup log;
  private final IRole role;

  private SiteFiles(Stack stack, Environment environment, List<Sites.Site> sites) {
    this.stack = stack;
    this.log =
        LogGroup.Builder.create(stack, "SiteFilesLog")
            .logGroupName("/firstbell/%s/SiteFiles".formatted(environment.name()))
            .retention(environment.logRetention())
            .removalPolicy(RemovalPolicy.DESTROY)
            .build();
    this.role = role(sites);
  }

  static void deploy(Stack stack, Environment environment, BuildProducts products, Sites sites) {
    var files = new SiteFiles(stack, environment, List.of(sites.appSite(), sites.shopSite()));
    files.deploy(
        sites.appSite(),
        List.of(
            Source.asset(products.app().toString()),
            // How the console leads a newcomer to the shop that carries their chat.
            Source.jsonData("config.json", Map.of("shop", sites.shopOrigin()))));
    files.leadToDocs(sites.appSite());
    files.deploy(
        sites.shopSite(),
        List.of(
            Source.asset(products.shop().toString()),
            // How the shop learns where the widget lives, which is known only once it is deployed.
            Source.jsonData("config.json", Map.of("app", sites.origin(), "site", "demo"))));
  }

  private void deploy(Sites.Site site, List<ISource> sources) {
    BucketDeployment.Builder.create(stack, site.id() + "Deployment")
        .sources(sources)
        .destinationBucket(site.bucket())
        .distribution(site.distribution())
        .distributionPaths(List.of("/*"))
        .retainOnDelete(false)
        // Not of the build, so the copying would take it away.
        .exclude(List.of(DOCS))
        .memoryLimit(256)
        .role(role)
        .logGroup(log)
        .build();
  }

  /// `/docs`, which a bucket does not take for a directory: a page of one line that leads to
  /// `/docs/index.html`. A file system cannot hold both, so it is no part of the build.
  private void leadToDocs(Sites.Site site) {
    var page =
        """
        <!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Firstbell's API</title>\
        <meta http-equiv="refresh" content="0; url=/docs/index.html"><a href="/docs/index.html">Firstbell's API</a>
        """;
    BucketDeployment.Builder.create(stack, "DocsDeployment")
        .sources(List.of(Source.data(DOCS, page)))
        .destinationBucket(site.bucket())
        .contentType("text/html; charset=utf-8")
        .prune(false)
        .retainOnDelete(false)
        .memoryLimit(256)
        .role(role)
        .logGroup(log)
        .build();
  }

  /// The construct would grant itself every action on the buckets and all distributions; this is
  /// what it needs.
  private IRole role(List<Sites.Site> sites) {
    var assets =
        stack.formatArn(
            ArnComponents.builder()
                .service("s3")
                .region("")
                .account("")
                .resource(
                    "cdk-hnb659fds-assets-%s-%s/*".formatted(stack.getAccount(), stack.getRegion()))
                .build());
    var role =
        Role.Builder.create(stack, "SiteFilesRole")
            .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
            .description("Copies the built pages of Firstbell into their buckets")
            .inlinePolicies(
                Map.of(
                    "SiteFiles",
                    PolicyDocument.Builder.create()
                        .statements(
                            List.of(
                                allow(List.of("s3:GetObject"), List.of(assets)),
                                allow(
                                    List.of("s3:ListBucket"),
                                    sites.stream()
                                        .map(site -> site.bucket().getBucketArn())
                                        .toList()),
                                allow(
                                    List.of("s3:GetObject", "s3:PutObject", "s3:DeleteObject"),
                                    sites.stream()
                                        .map(site -> site.bucket().arnForObjects("*"))
                                        .toList()),
                                allow(
                                    List.of(
                                        "cloudfront:CreateInvalidation",
                                        "cloudfront:GetInvalidation"),
                                    sites.stream()
                                        .map(site -> site.distribution().getDistributionArn())
                                        .toList()),
                                Permissions.log(log.getLogGroupArn())))
                        .build()))
            .build();
    return role.withoutPolicyUpdates();
  }

  private static PolicyStatement allow(List<String> actions, List<String> resources) {
    return PolicyStatement.Builder.create().actions(actions).resources(resources).build();
  }
}
