package app.firstbell.proof.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.audit.AuditStore;
import app.firstbell.audit.Facts;
import app.firstbell.chat.Author;
import app.firstbell.chat.ChatLog;
import app.firstbell.chat.StageStore;
import app.firstbell.proof.engine.Await;
import app.firstbell.proof.engine.Engine;
import app.firstbell.proof.engine.OnEngine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;

/// From a chat's entries over the table's stream into the audit log.
@OnEngine
class AuditStreamTest {
  private final Engine engine;
  private final Shop shop;

  AuditStreamTest(Engine engine) {
    this.engine = engine;
    this.shop = Shop.on(engine);
  }

  @Test
  void whatHappenedIsKeptOnceAndWhatWasWrittenIsNot() {
    AuditStore audit = new AuditStore(engine.dynamo(), engine.table("Accounts"), shop.contention());
    new StageStore(shop.chats()).open(shop.ringing("c1"), shop.firstEntries(), Optional.empty());
    Author jo = new Author("visitor", shop.visitor().value(), "Jo");
    new ChatLog(shop.chats())
        .append(shop.tenant(), shop.chat("c1"), Shop.message(3, jo, "m2", "a canary"));
    List<Record> records = new ArrayList<>();
    assertTrue(
        Await.within(
            Duration.ofSeconds(30),
            () -> {
              records.clear();
              records.addAll(ofShop());
              return records.size() >= 4;
            }),
        "head, three entries and more were written, and the stream has " + records.size());
    for (int delivery = 0; delivery < 2; delivery++) {
      audit.keep(
          shop.tenant(),
          records.stream()
              .flatMap(record -> Facts.of(record.dynamodb().newImage()).stream())
              .toList());
    }
    List<Map<String, AttributeValue>> kept =
        engine
            .dynamo()
            .query(query ->
                query
                    .tableName(engine.table("Accounts"))
                    .keyConditionExpression("pk = :pk AND sk < :head")
                    .expressionAttributeValues(
                        Map.of(
                            ":pk", AttributeValue.fromS(shop.tenant() + "#audit"),
                            ":head", AttributeValue.fromS("head")))
                    .consistentRead(true))
            .items();
    assertEquals(1, kept.size(), kept.toString());
    assertTrue(kept.toString().contains("chat.ringing"));
    assertFalse(kept.toString().contains("canary"));
    assertFalse(kept.toString().contains("Green"), "an answer of the visitor");
  }

  private List<Record> ofShop() {
    List<Record> records = new ArrayList<>();
    var stream = engine.dynamoStreams().describeStream(d -> d.streamArn(engine.stream("Chats")));
    for (Shard shard : stream.streamDescription().shards()) {
      String iterator =
          engine
              .dynamoStreams()
              .getShardIterator(get ->
                  get.streamArn(engine.stream("Chats"))
                      .shardId(shard.shardId())
                      .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
              .shardIterator();
      // An open shard has no end: five empty answers in a row are taken for it.
      for (int empty = 0; empty < 5 && iterator != null; ) {
        String from = iterator;
        var page = engine.dynamoStreams().getRecords(get -> get.shardIterator(from));
        page.records().stream().filter(this::isOfShop).forEach(records::add);
        empty = page.records().isEmpty() ? empty + 1 : 0;
        iterator = page.nextShardIterator();
      }
    }
    return records;
  }

  private boolean isOfShop(Record record) {
    AttributeValue pk = record.dynamodb().keys().get("pk");
    return pk != null && pk.s().startsWith(shop.tenant() + "#chat#");
  }
}
