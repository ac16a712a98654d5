package app.firstbell.functions;

import app.firstbell.dynamo.Contention;
import app.firstbell.dynamo.Pause;
import app.firstbell.identity.AccessTokens;
import app.firstbell.identity.Ids;
import app.firstbell.identity.TokenKeys;
import app.firstbell.isolation.TenantFence;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.ses.SesClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/// The edge to the world: the function's variables, the clock, and the clients of AWS. Each client
/// is made once for an execution environment, when it is first asked for: making one costs more
/// than a hundred calls of it.
///
/// Region, credentials and an endpoint other than AWS's come to the SDK by its own variables
/// (`AWS_REGION`, …, `AWS_ENDPOINT_URL`).
public final class Environment {
  static {
    // The JDK keeps five idle connections per host; a ring goes to more consoles at once than that.
    if (System.getProperty("http.maxConnections") == null) {
      System.setProperty("http.maxConnections", "64");
    }
  }

  /// The machine's time, to the millisecond.
  public static final InstantSource CLOCK = () -> Instant.ofEpochMilli(System.currentTimeMillis());

  private Environment() {}

  /// @throws IllegalStateException when the stack has not set the variable
  public static String variable(String name) {
    String value = System.getenv(name);
    if (value == null || value.isBlank()) {
      throw new IllegalStateException(
          "expected the variable " + name + " in the function's environment: see infra's stack");
    }
    return value;
  }

  /// The one client of DynamoDB that functions have: behind the fence, so that no store can send a
  /// key of another tenant than those that the work is about.
  public static DynamoDbClient dynamoDb() {
    return OfDynamoDb.CLIENT;
  }

  public static DynamoDbEnhancedClient enhanced(DynamoDbClient client) {
    return DynamoDbEnhancedClient.builder().dynamoDbClient(client).build();
  }

  public static SqsClient sqs() {
    return OfSqs.CLIENT;
  }

  public static SesClient ses() {
    return SesClient.builder().httpClient(http()).build();
  }

  /// The client that posts to connections. It does not retry by itself: its caller knows what is
  /// worth a second try.
  public static ApiGatewayManagementApiClient management() {
    return OfManagement.CLIENT;
  }

  public static Contention contention() {
    return new Contention(Pause.jittered());
  }

  /// The environment's secret, read once: tokens, links and API keys are made with keys derived
  /// from it.
  public static TokenKeys tokenKeys() {
    return OfSecret.KEYS;
  }

  /// What the distribution proves itself by; nothing for a function that has no use for it.
  public static Optional<String> edgeSecret() {
    return Optional.ofNullable(System.getenv("EDGE_SECRET_ARN"))
        .filter(arn -> !arn.isBlank())
        .map(Environment::secret);
  }

  public static AccessTokens accessTokens() {
    return new AccessTokens(tokenKeys(), variable("APP_ORIGIN"), Ids.secure(), CLOCK);
  }

  private static final class OfSecret {
    private static final TokenKeys KEYS = new TokenKeys(secret(variable("TOKENS_SECRET_ARN")));
  }

  private static String secret(String arn) {
    try (SecretsManagerClient client = SecretsManagerClient.builder().httpClient(http()).build()) {
      return client.getSecretValue(get -> get.secretId(arn)).secretString();
    }
  }

  private static final class OfDynamoDb {
    private static final DynamoDbClient CLIENT =
        DynamoDbClient.builder()
            .httpClient(http())
            .overrideConfiguration(config -> config.addExecutionInterceptor(new TenantFence()))
            .build();
  }

  private static final class OfSqs {
    private static final SqsClient CLIENT = SqsClient.builder().httpClient(http()).build();
  }

  private static final class OfManagement {
    private static final ApiGatewayManagementApiClient CLIENT =
        ApiGatewayManagementApiClient.builder()
            .httpClient(http())
            .endpointOverride(URI.create(variable("WEBSOCKET_ENDPOINT")))
            .overrideConfiguration(config ->
                config
                    .retryStrategy(AwsRetryStrategy.doNotRetry())
                    .apiCallTimeout(Duration.ofSeconds(2)))
            .build();
  }

  private static SdkHttpClient http() {
    return UrlConnectionHttpClient.builder()
        .connectionTimeout(Duration.ofSeconds(1))
        .socketTimeout(Duration.ofSeconds(4))
        .build();
  }
}
