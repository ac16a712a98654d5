package app.firstbell.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Match;

/// AWS's list of good practice (cdk-nag, AwsSolutions). What it finds must stand below with a
/// reason, and what stands below must be found: a reason without a finding is as wrong as a finding
/// without a reason.
class NagTest {

  private record Explained(String rule, Pattern path, String reason) {
    static Explained of(String rule, String path, String reason) {
      return new Explained(rule, Pattern.compile("/firstbell-dev-(app|data)/" + path), reason);
    }

    boolean covers(Finding finding) {
      return finding.rule.startsWith("AwsSolutions-" + rule)
          && path.matcher(finding.path).matches();
    }
  }

  private record Finding(String path, String rule) {}

  private static final List<Explained> EXPLAINED =
      List.of(
          Explained.of(
              "APIG4",
              "WebSocket\\w+Route",
              "A WebSocket API authorizes $connect alone (it does, by ticket); later frames carry its result."),
          Explained.of(
              "APIG4",
              "Http\\w+Route",
              "Signing in and starting as a visitor come before any right; the rest is checked by the functions,"
                  + " since sessions are rows that can be ended, which a JWT authorizer would not see."),
          Explained.of(
              "IAM5[Resource::arn:<AWS::Partition>:execute-api:",
              "\\w+Role/Resource",
              "A connection's id is known only when it is used; API, stage and verb are named."),
          Explained.of(
              "IAM5[Resource::<",
              "SiteFilesRole/Resource",
              "It copies a build, whose file names change, into the two buckets of the sites and no other."),
          Explained.of(
              "IAM5[Resource::arn:<AWS::Partition>:s3:::cdk-",
              "SiteFilesRole/Resource",
              "It reads what the CDK uploaded, named by hashes."),
          Explained.of(
              "L1",
              "Custom::CDKBucketDeployment.*",
              "The CDK brings this function and its runtime along; it runs only while we deploy."),
          Explained.of(
              "S1",
              "(AppFiles|ShopFiles)/Resource",
              "CloudFront alone reads these buckets, and its log names every request."),
          Explained.of(
              "S1", "SiteLogs/Resource", "It holds the logs; logging itself would never end."),
          Explained.of(
              "CFR1",
              "(App|Shop)/Resource",
              "Organizations and their visitors are anywhere in the world."),
          Explained.of(
              "CFR2",
              "(App|Shop)/Resource",
              "Rates are limited by stage, by connection and by account; a firewall is the operator's choice and price"
                  + " (docs/operations.md)."),
          Explained.of(
              "CFR4",
              "(App|Shop)/Resource",
              "CloudFront's own certificate allows no choice of protocol; a domain of one's own will bring TLSv1.2_2021."),
          Explained.of(
              "SQS3",
              "(AuditDead|OutboxDead|MeteringDead)/Resource",
              "It is a dead letter queue: that of stream mappings, which the rule does not look at."),
          Explained.of(
              "SMG4",
              "TokensSecret/Resource",
              "Nobody but the functions reads it; a new one ends every session and link, which is a decision of people"
                  + " (docs/operations.md)."),
          Explained.of(
              "SMG4",
              "EdgeSecret/Resource",
              "It opens nothing: whoever knew it could choose the address by which sign-ins are counted"
                  + " (docs/operations.md)."));

  @Test
  void whatIsFoundIsExplainedAndWhatIsExplainedIsFound() {
    var findings = findings();

    assertEquals(
        List.of(),
        findings.stream().filter(f -> EXPLAINED.stream().noneMatch(e -> e.covers(f))).toList(),
        "found, and not explained");
    assertEquals(
        List.of(),
        EXPLAINED.stream().filter(e -> findings.stream().noneMatch(e::covers)).toList(),
        "explained, and not found");
  }

  private static List<Finding> findings() {
    var stacks = SynthesizedTemplates.stacks(name -> Optional.empty());
    Aspects.of(stacks.data()).add(AwsSolutionsChecks.Builder.create().build());
    Aspects.of(stacks.app()).add(AwsSolutionsChecks.Builder.create().build());
    return Stream.of(stacks.data(), stacks.app())
        .map(Annotations::fromStack)
        .flatMap(annotations ->
            Stream.concat(
                annotations.findError("*", Match.anyValue()).stream(),
                annotations.findWarning("*", Match.anyValue()).stream()))
        .map(message ->
            new Finding(
                message.getId(), String.valueOf(message.getEntry().getData()).split(": ", 2)[0]))
        .toList();
  }
}
