package app.firstbell.proof.engine;

/// Where the same tests run: system property `firstbell.leg`, `embedded` when it is not set.
public enum Leg {
  /// DynamoDB Local and ElasticMQ in this process.
  EMBEDDED,
  /// LocalStack 4.9.2 in host mode on loopback, the stack deployed by CloudFormation.
  LOCALSTACK;

  public static Leg chosen() {
    String name = System.getProperty("firstbell.leg", "embedded");
    return switch (name) {
      case "embedded", "" -> EMBEDDED;
      case "localstack" -> LOCALSTACK;
      default ->
          throw new IllegalArgumentException(
              "firstbell.leg: expected embedded or localstack, got " + name);
    };
  }
}
