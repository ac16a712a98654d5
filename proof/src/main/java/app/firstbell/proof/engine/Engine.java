package app.firstbell.proof.engine;

import java.net.URI;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/// What a store needs of AWS: DynamoDB, its streams and SQS, with the tables and queues of the
/// synthesized data stack (`cdk.out/firstbell-dev-data.template.json`).
///
/// All tests of a run share one engine; each takes a [#newTenant] of its own, so that none meets
/// another's items.
///
/// @param leg where this runs
/// @param tables physical names by the template's names (`Chats`, `Accounts`)
/// @param queues URLs by the template's names (`Timers`, `Notices`, `AuditDead`, …)
/// @param streams ARNs of the tables' streams, by the table's name in the template
public record Engine(
    Leg leg,
    DynamoDbClient dynamo,
    DynamoDbStreamsClient dynamoStreams,
    SqsClient sqs,
    Map<String, String> tables,
    Map<String, URI> queues,
    Map<String, String> streams) {

  public String table(String name) {
    return named("table", name, tables);
  }

  public URI queue(String name) {
    return named("queue", name, queues);
  }

  public String stream(String table) {
    return named("stream of the table", table, streams);
  }

  /// A tenant id that no other test has.
  public String newTenant() {
    return "t" + UUID.randomUUID().toString().replace("-", "").substring(0, 20);
  }

  private static <T> T named(String what, String name, Map<String, T> all) {
    T found = all.get(name);
    if (found == null) {
      throw new IllegalArgumentException(
          "the data stack has no %s %s; it has %s".formatted(what, name, all.keySet()));
    }
    return found;
  }
}
