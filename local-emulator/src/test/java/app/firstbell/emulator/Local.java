package app.firstbell.emulator;

import app.firstbell.emulator.aws.AwsEndpoint;
import app.firstbell.emulator.aws.InProcessHttp;
import app.firstbell.emulator.data.DataPlane;
import app.firstbell.emulator.iam.Access;
import app.firstbell.emulator.iam.TemplatePolicies;
import app.firstbell.emulator.lambda.FunctionView;
import app.firstbell.emulator.lambda.Functions;
import app.firstbell.emulator.lambda.Invocation;
import app.firstbell.emulator.lambda.Principal;
import app.firstbell.emulator.stats.Stats;
import app.firstbell.emulator.stream.Mappings;
import app.firstbell.emulator.time.EmulatorClock;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.ses.SesClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/// The emulator's data side around a small template, with functions that are lambdas of the test.
/// The access key of a client is the name of the function that calls, or `operator`.
public final class Local implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  public final EmulatorClock clock = new EmulatorClock();
  public final Stats stats = new Stats();
  public final Scripted functions = new Scripted();
  public final Access access;
  public final DataPlane data;
  public final AwsEndpoint aws;
  private final Mappings mappings;

  public static Local start(SmallAssembly assembly) {
    return start(assembly, Optional.empty(), TemplatePolicies.Mode.ENFORCE);
  }

  public static Local start(
      SmallAssembly assembly, Optional<Path> directory, TemplatePolicies.Mode mode) {
    return new Local(assembly, directory, mode, new Scripted());
  }

  /// Starts with functions that are there before the first record comes.
  public static Local start(SmallAssembly assembly, Optional<Path> directory, Scripted functions) {
    return new Local(assembly, directory, TemplatePolicies.Mode.ENFORCE, functions);
  }

  private Local(
      SmallAssembly assembly,
      Optional<Path> directory,
      TemplatePolicies.Mode mode,
      Scripted scripted) {
    functions.handlers.putAll(scripted.handlers);
    access = TemplatePolicies.of(assembly, mode);
    data = DataPlane.start(assembly, directory, clock, stats, access);
    aws =
        new AwsEndpoint(
            key ->
                assembly.ofType("AWS::Lambda::Function").stream()
                    .filter(f -> f.logicalId().equals(key))
                    .findFirst()
                    .map(f -> new Principal(key, f.properties().path("Role").asText()))
                    .orElse(Principal.OPERATOR),
            access,
            data,
            () -> functions,
            () -> {
              throw new IllegalStateException("no gateway in this test");
            });
    try {
      mappings = Mappings.start(assembly, functions, data, access, clock, stats, directory);
    } catch (RuntimeException e) {
      data.close();
      throw e;
    }
  }

  /// Functions by name, each a function from the event to an outcome.
  public static final class Scripted implements Functions {
    private final Map<String, Function<JsonNode, Invocation>> handlers = new ConcurrentHashMap<>();

    public Scripted on(String name, Function<JsonNode, Invocation> handler) {
      handlers.put(name, handler);
      return this;
    }

    @Override
    public Invocation invoke(String function, byte[] event) {
      try {
        var handler = handlers.get(function.substring(function.lastIndexOf(':') + 1));
        return handler == null ? succeeded("null") : handler.apply(JSON.readTree(event));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public List<FunctionView> views() {
      return handlers.keySet().stream()
          .map(n -> new FunctionView(n, n, "handler", 0, 0, 0, 0, 0, List.of()))
          .toList();
    }
  }

  public static Invocation succeeded(String payload) {
    return new Invocation.Succeeded(payload.getBytes(StandardCharsets.UTF_8));
  }

  public static Invocation failed() {
    return new Invocation.Failed(
        "java.lang.IllegalStateException",
        "no",
        "{\"errorMessage\":\"no\"}".getBytes(StandardCharsets.UTF_8));
  }

  public DynamoDbClient dynamoDb(String caller) {
    return client(DynamoDbClient.builder(), caller);
  }

  public SqsClient sqs(String caller) {
    return client(SqsClient.builder(), caller);
  }

  public SesClient ses(String caller) {
    return client(SesClient.builder(), caller);
  }

  private <C, B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>> C client(
      B builder, String caller) {
    return builder
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(caller, "secret")))
        .endpointOverride(URI.create("http://127.0.0.1:18121"))
        .httpClient(new InProcessHttp(aws))
        .build();
  }

  /// Puts an item by the operator.
  public void put(String table, String pk, String sk, String... more) {
    Map<String, AttributeValue> item = new ConcurrentHashMap<>();
    item.put("pk", AttributeValue.fromS(pk));
    item.put("sk", AttributeValue.fromS(sk));
    for (int i = 0; i < more.length; i += 2) {
      item.put(more[i], AttributeValue.fromS(more[i + 1]));
    }
    dynamoDb("operator").putItem(r -> r.tableName(table).item(item));
  }

  /// Waits until something is so, at most ten seconds.
  public static void await(String what, BooleanSupplier so) {
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!so.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("did not come true within ten seconds: " + what);
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  @Override
  public void close() {
    mappings.close();
    data.close();
  }
}
