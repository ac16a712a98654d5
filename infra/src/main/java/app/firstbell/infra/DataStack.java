package app.firstbell.infra;

import software.amazon.awscdk.CfnElement;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.dynamodb.Attribute;
import software.amazon.awscdk.services.dynamodb.AttributeType;
import software.amazon.awscdk.services.dynamodb.BillingMode;
import software.amazon.awscdk.services.dynamodb.GlobalSecondaryIndexProps;
import software.amazon.awscdk.services.dynamodb.PointInTimeRecoverySpecification;
import software.amazon.awscdk.services.dynamodb.ProjectionType;
import software.amazon.awscdk.services.dynamodb.StreamViewType;
import software.amazon.awscdk.services.dynamodb.Table;
import software.amazon.awscdk.services.secretsmanager.Secret;
import software.amazon.awscdk.services.secretsmanager.SecretStringGenerator;
import software.amazon.awscdk.services.sqs.DeadLetterQueue;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueEncryption;
import software.constructs.Construct;

/// What must outlive a deployment: tables, queues and the secret that tokens are signed with. It
/// has no assets and no functions, so it deploys unmodified wherever there is CloudFormation.
public final class DataStack extends Stack {
  private static final int ATTEMPTS = 5;

  private final Environment environment;
  private final Stores stores;

  /// The stateful resources that the app stack works on.
  public record Stores(
      Table chats,
      Table accounts,
      Queue timers,
      Queue notices,
      Queue timersDead,
      Queue noticesDead,
      Queue auditDead,
      Queue outboxDead,
      Queue meteringDead,
      Secret tokens,
      Secret edge) {}

  DataStack(Construct scope, String name, StackProps props, Environment environment) {
    super(scope, name, props);
    this.environment = environment;
    var chats = table("Chats");
    // Ringing, open and missed chats of an agent or an organization, with all that a list shows.
    chats.addGlobalSecondaryIndex(
        GlobalSecondaryIndexProps.builder()
            .indexName("lists")
            .partitionKey(attribute("list", AttributeType.STRING))
            .sortKey(attribute("listAt", AttributeType.NUMBER))
            .projectionType(ProjectionType.ALL)
            .build());
    // A visitor's former chats; only counted and followed, so the keys are enough.
    chats.addGlobalSecondaryIndex(
        GlobalSecondaryIndexProps.builder()
            .indexName("visits")
            .partitionKey(attribute("visit", AttributeType.STRING))
            .sortKey(attribute("listAt", AttributeType.NUMBER))
            .projectionType(ProjectionType.KEYS_ONLY)
            .build());
    var timersDead = deadQueue("TimersDead");
    var noticesDead = deadQueue("NoticesDead");
    this.stores =
        new Stores(
            chats,
            table("Accounts"),
            queue("Timers", timersDead),
            queue("Notices", noticesDead),
            timersDead,
            noticesDead,
            deadQueue("AuditDead"),
            deadQueue("OutboxDead"),
            deadQueue("MeteringDead"),
            tokens(),
            edge());
  }

  public Stores stores() {
    return stores;
  }

  private Table table(String id) {
    var table =
        Table.Builder.create(this, id)
            .partitionKey(attribute("pk", AttributeType.STRING))
            .sortKey(attribute("sk", AttributeType.STRING))
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .stream(StreamViewType.NEW_AND_OLD_IMAGES)
            .timeToLiveAttribute("ttl")
            .pointInTimeRecoverySpecification(
                PointInTimeRecoverySpecification.builder().pointInTimeRecoveryEnabled(true).build())
            .removalPolicy(environment.stateful())
            .deletionProtection(environment.stateful() == RemovalPolicy.RETAIN)
            .build();
    return named(id, table);
  }

  /// What sessions, links and API keys are signed with. It is made where it is kept and never seen
  /// by a person; 64 letters and digits are 381 bits.
  private Secret tokens() {
    return named(
        "TokensSecret",
        Secret.Builder.create(this, "TokensSecret")
            .description("Signs access tokens, refresh tokens, links and API keys of Firstbell")
            .generateSecretString(
                SecretStringGenerator.builder().passwordLength(64).excludePunctuation(true).build())
            .removalPolicy(environment.stateful())
            .build());
  }

  /// What the distribution adds to the requests that it sends to the API, so that the API believes
  /// it from where they come.
  private Secret edge() {
    return named(
        "EdgeSecret",
        Secret.Builder.create(this, "EdgeSecret")
            .description("Tells Firstbell's API that a request came through its distribution")
            .generateSecretString(
                SecretStringGenerator.builder().passwordLength(40).excludePunctuation(true).build())
            .removalPolicy(environment.stateful())
            .build());
  }

  private Queue queue(String id, Queue dead) {
    return named(
        id,
        Queue.Builder.create(this, id)
            // Six times the timeout of the function that reads, as Lambda asks for, so that a
            // message is not seen
            // again while it is being handled.
            .visibilityTimeout(Duration.seconds(6 * Handler.TIMEOUT_SECONDS))
            .retentionPeriod(Duration.days(4))
            .deadLetterQueue(
                DeadLetterQueue.builder().queue(dead).maxReceiveCount(ATTEMPTS).build())
            .enforceSsl(true)
            .encryption(QueueEncryption.SQS_MANAGED)
            .removalPolicy(environment.stateful())
            .build());
  }

  private Queue deadQueue(String id) {
    return named(
        id,
        Queue.Builder.create(this, id)
            .retentionPeriod(Duration.days(14))
            .enforceSsl(true)
            .encryption(QueueEncryption.SQS_MANAGED)
            .removalPolicy(environment.stateful())
            .build());
  }

  /// Gives the resource the plain name in the template, which is what operators and tools see.
  private static <C extends Construct> C named(String id, C construct) {
    ((CfnElement) construct.getNode().getDefaultChild()).overrideLogicalId(id);
    return construct;
  }

  private static Attribute attribute(String name, AttributeType type) {
    return Attribute.builder().name(name).type(type).build();
  }
}
