package app.firstbell.emulator.template;

import static app.firstbell.emulator.template.Assembly.ACCOUNT;
import static app.firstbell.emulator.template.Assembly.REGION;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Computes a resource's identity from its type, stack and logical id (and a name the template
/// gives it), so that a template resolves in one pass and two starts give the same names: data kept
/// by one is found by the next.
@FunctionalInterface
interface Naming {
  Identity identify(Given given);

  /// What is known of a resource when its name is needed.
  record Given(String stack, String logicalId, Properties properties, LocalAddresses addresses) {
    /// The name that the template gives, else one made of the stack's and the logical id.
    String name(String property) {
      return properties.text(property).orElseGet(() -> stack + "-" + logicalId);
    }

    /// Ten lower-case letters and digits, as API Gateway's ids look.
    String id() {
      return hash().substring(0, 10);
    }

    String hash() {
      try {
        byte[] digest =
            MessageDigest.getInstance("SHA-256")
                .digest((stack + "/" + logicalId).getBytes(StandardCharsets.UTF_8));
        return "a" + HexFormat.of().formatHex(digest);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java has SHA-256", e);
      }
    }

    String uuid() {
      return UUID.nameUUIDFromBytes((stack + "/" + logicalId).getBytes(StandardCharsets.UTF_8))
          .toString();
    }
  }

  /// The properties that a name may depend on, resolved when asked for.
  @FunctionalInterface
  interface Properties {
    Optional<String> text(String name);
  }

  private static String arn(String service, String rest) {
    return "arn:aws:" + service + ":" + REGION + ":" + ACCOUNT + ":" + rest;
  }

  static Identity id(Given given) {
    return Identity.ofRef(given.id(), Map.of("Id", given.id()));
  }

  static Naming idAs(String attribute) {
    return given -> Identity.ofRef(given.id(), Map.of(attribute, given.id()));
  }

  static Identity api(Given given) {
    String id = given.id();
    return new Identity(
        id,
        "arn:aws:apigateway:" + REGION + "::/apis/" + id,
        Map.of(
            "ApiId",
            id,
            "ApiEndpoint",
            ("WEBSOCKET".equals(given.properties().text("ProtocolType").orElse(""))
                    ? "wss"
                    : "https")
                + "://"
                + id
                + ".execute-api."
                + REGION
                + ".amazonaws.com"));
  }

  static Identity stage(Given given) {
    return Identity.ofRef(given.properties().text("StageName").orElse("$default"));
  }

  static Identity function(Given given) {
    String name = given.name("FunctionName");
    return Identity.ofArn(name, arn("lambda", "function:" + name));
  }

  private static String functionArn(Given given) {
    String function = given.properties().text("FunctionName").orElse("");
    return function.startsWith("arn:") ? function : arn("lambda", "function:" + function);
  }

  /// A template publishes one version of a function; its number is always 1.
  static Identity version(Given given) {
    String arn = functionArn(given) + ":1";
    return new Identity(arn, arn, Map.of("Version", "1", "FunctionArn", arn));
  }

  static Identity alias(Given given) {
    String arn = functionArn(given) + ":" + given.properties().text("Name").orElse("");
    return new Identity(arn, arn, Map.of("AliasArn", arn));
  }

  static Identity layer(Given given) {
    String arn = arn("lambda", "layer:" + given.name("LayerName") + ":1");
    return new Identity(arn, arn, Map.of("LayerVersionArn", arn));
  }

  static Identity eventSourceMapping(Given given) {
    String arn = arn("lambda", "event-source-mapping:" + given.uuid());
    return new Identity(
        given.uuid(), arn, Map.of("Id", given.uuid(), "EventSourceMappingArn", arn));
  }

  static Identity table(Given given) {
    String name = given.name("TableName");
    String arn = arn("dynamodb", "table/" + name);
    return new Identity(
        name, arn, Map.of("Arn", arn, "StreamArn", arn + "/stream/2026-01-01T00:00:00.000"));
  }

  /// As AWS does, six characters follow the name, so that a secret made anew has another ARN.
  static Identity secret(Given given) {
    String arn =
        arn("secretsmanager", "secret:" + given.name("Name") + "-" + given.hash().substring(1, 7));
    return new Identity(arn, arn, Map.of("Id", arn));
  }

  static Identity queue(Given given) {
    String name = given.name("QueueName");
    String url = given.addresses().awsEndpoint() + "/" + ACCOUNT + "/" + name;
    return new Identity(
        url, arn("sqs", name), Map.of("Arn", arn("sqs", name), "QueueName", name, "QueueUrl", url));
  }

  static Identity role(Given given) {
    String name = given.name("RoleName");
    String arn = "arn:aws:iam::" + ACCOUNT + ":role/" + name;
    return new Identity(
        name,
        arn,
        Map.of(
            "Arn", arn, "RoleId", "AROA" + given.hash().substring(0, 16).toUpperCase(Locale.ROOT)));
  }

  static Naming named(String property) {
    return given -> Identity.ofRef(given.name(property));
  }

  static Identity logGroup(Given given) {
    String name = given.name("LogGroupName");
    return Identity.ofArn(name, arn("logs", "log-group:" + name + ":*"));
  }

  static Identity alarm(Given given) {
    String name = given.name("AlarmName");
    return Identity.ofArn(name, arn("cloudwatch", "alarm:" + name));
  }

  static Identity schedule(Given given) {
    String name = given.name("Name");
    return Identity.ofArn(name, arn("scheduler", "schedule/default/" + name));
  }

  static Identity bucket(Given given) {
    String name = given.name("BucketName").toLowerCase(Locale.ROOT);
    String arn = "arn:aws:s3:::" + name;
    String domain = name + ".s3.amazonaws.com";
    String regional = name + ".s3." + REGION + ".amazonaws.com";
    return new Identity(
        name,
        arn,
        Map.of(
            "Arn", arn,
            "DomainName", domain,
            "RegionalDomainName", regional,
            "DualStackDomainName", name + ".s3.dualstack." + REGION + ".amazonaws.com",
            "WebsiteURL", "http://" + name + ".s3-website-" + REGION + ".amazonaws.com"));
  }

  static Identity distribution(Given given) {
    String id = "E" + given.hash().substring(1, 14).toUpperCase(Locale.ROOT);
    return new Identity(
        id,
        "arn:aws:cloudfront::" + ACCOUNT + ":distribution/" + id,
        Map.of("Id", id, "DomainName", distributionDomain(given.hash())));
  }

  static String distributionDomain(String hash) {
    return "d" + hash.substring(1, 14) + ".cloudfront.net";
  }

  static Identity bucketDeployment(Given given) {
    String bucket = given.properties().text("DestinationBucketName").orElse("");
    return new Identity(
        given.id(),
        given.id(),
        Map.of("DestinationBucketArn", "arn:aws:s3:::" + bucket, "DeployedBucket", bucket));
  }
}
