package app.firstbell.proof.localstack;

import app.firstbell.proof.engine.DataStack;
import app.firstbell.proof.engine.Engine;
import app.firstbell.proof.engine.Leg;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackResourceSummary;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/// LocalStack with the synthesized data stack on it, deployed by CloudFormation from the template's
/// very text.
public final class LocalStackEngine implements AutoCloseable {
  private static final Duration DEPLOY_LIMIT = Duration.ofSeconds(120);
  private final LocalStack localStack;
  private final Engine engine;

  private LocalStackEngine(LocalStack localStack, Engine engine) {
    this.localStack = localStack;
    this.engine = engine;
  }

  public static LocalStackEngine start(Path proof, int port, DataStack stack)
      throws IOException, InterruptedException {
    LocalStack localStack = LocalStack.start(proof, port);
    try {
      return new LocalStackEngine(localStack, deploy(localStack.endpoint(), stack));
    } catch (RuntimeException | IOException e) {
      localStack.close();
      throw e;
    }
  }

  public Engine engine() {
    return engine;
  }

  @Override
  public void close() {
    engine.dynamo().close();
    engine.dynamoStreams().close();
    engine.sqs().close();
    localStack.close();
  }

  private static Engine deploy(URI endpoint, DataStack stack) throws IOException {
    Map<String, String> tables = new LinkedHashMap<>();
    Map<String, URI> queues = new LinkedHashMap<>();
    try (CloudFormationClient formation = at(endpoint, CloudFormationClient.builder()).build()) {
      formation.createStack(b -> b.stackName(stack.name()).templateBody(stack.text()));
      awaitComplete(formation, stack.name());
      for (StackResourceSummary resource :
          formation.listStackResources(b -> b.stackName(stack.name())).stackResourceSummaries()) {
        String name = DataStack.nameOf(resource.logicalResourceId());
        switch (resource.resourceType()) {
          case "AWS::DynamoDB::Table" -> tables.put(name, resource.physicalResourceId());
          case "AWS::SQS::Queue" -> queues.put(name, URI.create(resource.physicalResourceId()));
          default -> {
            // policies and the like have nothing that a test would address
          }
        }
      }
    }
    DynamoDbClient dynamo = at(endpoint, DynamoDbClient.builder()).build();
    Map<String, String> streams = new LinkedHashMap<>();
    tables.forEach((name, table) -> {
      String arn = dynamo.describeTable(b -> b.tableName(table)).table().latestStreamArn();
      streams.put(name, arn == null ? "" : arn);
    });
    return new Engine(
        Leg.LOCALSTACK,
        dynamo,
        at(endpoint, DynamoDbStreamsClient.builder()).build(),
        at(endpoint, SqsClient.builder()).build(),
        tables,
        queues,
        streams);
  }

  private static void awaitComplete(CloudFormationClient formation, String name)
      throws IOException {
    long deadline = System.nanoTime() + DEPLOY_LIMIT.toNanos();
    while (System.nanoTime() < deadline) {
      Stack stack = formation.describeStacks(b -> b.stackName(name)).stacks().getFirst();
      String status = stack.stackStatusAsString();
      if (status.equals("CREATE_COMPLETE")) {
        return;
      }
      if (!status.equals("CREATE_IN_PROGRESS")) {
        throw new IOException(
            "expected the data stack to become CREATE_COMPLETE on LocalStack, got %s: %s"
                .formatted(status, failures(formation, name)));
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
    throw new IOException("the data stack was not deployed after " + DEPLOY_LIMIT);
  }

  private static String failures(CloudFormationClient formation, String name) {
    return formation.describeStackEvents(b -> b.stackName(name)).stackEvents().stream()
        .filter(e -> e.resourceStatusAsString().endsWith("FAILED"))
        .map(e -> e.logicalResourceId() + ": " + e.resourceStatusReason())
        .toList()
        .toString();
  }

  private static <
          B extends
              AwsClientBuilder<B, C>
                  & software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder<B, C>,
          C>
      B at(URI endpoint, B builder) {
    return builder
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
        .httpClient(
            UrlConnectionHttpClient.builder().socketTimeout(Duration.ofSeconds(60)).build());
  }
}
