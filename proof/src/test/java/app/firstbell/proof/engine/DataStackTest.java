package app.firstbell.proof.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/// The synthesized data stack is what the code was written against: keys, indexes, streams, expiry
/// and queues.
@OnEngine
class DataStackTest {
  private final Engine engine;

  DataStackTest(Engine engine) {
    this.engine = engine;
  }

  @Test
  void chatsHasItsKeysAndBothIndexes() {
    TableDescription chats =
        engine.dynamo().describeTable(b -> b.tableName(engine.table("Chats"))).table();
    assertEquals(
        List.of("pk", "sk"),
        chats.keySchema().stream().map(KeySchemaElement::attributeName).toList());
    assertEquals(
        List.of("lists", "visits"),
        chats.globalSecondaryIndexes().stream().map(i -> i.indexName()).sorted().toList());
  }

  @Test
  void itemsExpireByTheAttributeTtl() {
    for (String table : List.of("Chats", "Accounts")) {
      assertEquals(
          "ttl",
          engine
              .dynamo()
              .describeTimeToLive(b -> b.tableName(engine.table(table)))
              .timeToLiveDescription()
              .attributeName());
    }
  }

  @Test
  void aPlaceInALogIsGivenOnce() {
    Map<String, AttributeValue> entry = item(engine.newTenant(), "e#0000000001");
    put(entry);
    assertThrows(ConditionalCheckFailedException.class, () -> put(entry));
  }

  @Test
  void theStreamCarriesBothImagesOfAChange() {
    String tenant = engine.newTenant();
    put(item(tenant, "e#0000000001"));
    String stream = engine.stream("Chats");
    assertFalse(stream.isEmpty(), "Chats must have a stream");
    List<Shard> shards =
        engine
            .dynamoStreams()
            .describeStream(b -> b.streamArn(stream))
            .streamDescription()
            .shards();
    assertTrue(
        Await.within(
            java.time.Duration.ofSeconds(20),
            () -> shards.stream().anyMatch(s -> readsFromStart(stream, s.shardId(), tenant))),
        "expected the put on the stream");
  }

  @Test
  void aDelayedMessageComesWithWhatItCarried() {
    URI timers = engine.queue("Timers");
    String body = "{\"tenant\":\"" + engine.newTenant() + "\"}";
    engine.sqs().sendMessage(b -> b.queueUrl(timers.toString()).messageBody(body).delaySeconds(1));
    assertTrue(
        Await.within(
            java.time.Duration.ofSeconds(20),
            () ->
                engine
                    .sqs()
                    .receiveMessage(b -> b.queueUrl(timers.toString()).waitTimeSeconds(1))
                    .messages()
                    .stream()
                    .anyMatch(m -> {
                      engine
                          .sqs()
                          .deleteMessage(
                              d -> d.queueUrl(timers.toString()).receiptHandle(m.receiptHandle()));
                      return m.body().equals(body);
                    })));
  }

  @Test
  void timersAndNoticesGiveUpIntoTheirDeadQueues() {
    for (String queue : List.of("Timers", "Notices")) {
      String policy =
          engine
              .sqs()
              .getQueueAttributes(b ->
                  b.queueUrl(engine.queue(queue).toString())
                      .attributeNames(QueueAttributeName.REDRIVE_POLICY))
              .attributes()
              .get(QueueAttributeName.REDRIVE_POLICY);
      assertTrue(policy != null && policy.contains(queue + "Dead"), queue + ": " + policy);
    }
  }

  private boolean readsFromStart(String stream, String shard, String tenant) {
    String iterator =
        engine
            .dynamoStreams()
            .getShardIterator(b ->
                b.streamArn(stream)
                    .shardId(shard)
                    .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
            .shardIterator();
    for (int page = 0; page < 20 && iterator != null; page++) {
      String from = iterator;
      var records = engine.dynamoStreams().getRecords(b -> b.shardIterator(from));
      if (records.records().stream().anyMatch(r -> isOf(tenant, r))) {
        return true;
      }
      iterator = records.nextShardIterator();
    }
    return false;
  }

  private static boolean isOf(String tenant, Record change) {
    AttributeValue pk = change.dynamodb().keys().get("pk");
    return pk != null && pk.s().startsWith(tenant);
  }

  private void put(Map<String, AttributeValue> item) {
    engine
        .dynamo()
        .putItem(b ->
            b.tableName(engine.table("Chats"))
                .item(item)
                .conditionExpression("attribute_not_exists(pk)"));
  }

  private static Map<String, AttributeValue> item(String tenant, String sk) {
    return Map.of("pk", AttributeValue.fromS(tenant + "#chat#one"), "sk", AttributeValue.fromS(sk));
  }
}
