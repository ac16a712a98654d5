package app.firstbell.proof.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.audit.AuditHead;
import app.firstbell.audit.AuditReader;
import app.firstbell.audit.AuditStore;
import app.firstbell.audit.Fact;
import app.firstbell.audit.Verification;
import app.firstbell.dynamo.Row;
import app.firstbell.proof.engine.Engine;
import app.firstbell.proof.engine.OnEngine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The chain of an organization's audit log: each fact once, whatever is delivered twice and
/// whoever writes at once, and every tampering found.
@OnEngine
class AuditChainTest {
  private final Engine engine;
  private final Shop shop;
  private final String table;

  AuditChainTest(Engine engine) {
    this.engine = engine;
    this.shop = Shop.on(engine);
    this.table = engine.table("Accounts");
  }

  /// Long batches, and deliveries that begin anywhere: what is there already is left out, what is
  /// new is chained behind it.
  @Test
  void aFactIsKeptOnceHoweverOftenItComes() {
    List<Fact> facts = facts("f", 120);
    AuditStore audit = store(engine.dynamo());
    audit.keep(shop.tenant(), facts.subList(0, 70));
    audit.keep(shop.tenant(), facts.subList(30, 120));
    audit.keep(shop.tenant(), facts);
    List<Fact> twice = new ArrayList<>(facts.subList(110, 120));
    twice.addAll(facts.subList(100, 120));
    audit.keep(shop.tenant(), twice);
    assertEquals(120, intact().records());
  }

  @Test
  void writersAtOnceMakeOneChain() throws Exception {
    assertTrue(writersAtOnce(engine.dynamo()).isIntact());
    assertEquals(60, intact().records());
  }

  /// The twin: without conditions two writers fork the chain, and the verification says so.
  @Test
  void withoutConditionsWritersAtOnceBreakTheChain() throws Exception {
    assertFalse(writersAtOnce(WithoutConditions.of(engine.dynamo())).isIntact());
  }

  /// The twin: without conditions a second delivery is kept again.
  @Test
  void withoutConditionsASecondDeliveryIsKeptAgain() {
    AuditStore audit = store(WithoutConditions.of(engine.dynamo()));
    audit.keep(shop.tenant(), facts("f", 3));
    audit.keep(shop.tenant(), facts("f", 3));
    assertFalse(verify().isIntact());
  }

  @Test
  void whoeverTampersIsFound() {
    store(engine.dynamo()).keep(shop.tenant(), facts("f", 6));
    AuditHead noted = intact().head();
    List<Map<String, AttributeValue>> items = items();
    Map<String, AttributeValue> third = items.get(2);

    update(third, "SET what = :v", Map.of(":v", AttributeValue.fromS("chat.accepted")));
    assertBroken(3, Verification.Why.ALTERED);
    put(third);

    update(third, "REMOVE hash", Map.of());
    assertBroken(3, Verification.Why.ALTERED);
    put(third);

    delete(third);
    assertBroken(3, Verification.Why.REMOVED);
    put(third);

    delete(items.get(5));
    assertBroken(6, Verification.Why.TRUNCATED);
    put(items.get(5));

    Map<String, AttributeValue> inserted = new HashMap<>(third);
    inserted.put("sk", AttributeValue.fromS(new Row(third).text("sk") + "x"));
    put(inserted);
    assertBroken(3, Verification.Why.INSERTED);
    delete(inserted);

    exchange(third, items.get(4));
    assertBroken(3, Verification.Why.REORDERED);
    put(third);
    put(items.get(4));

    Map<String, AttributeValue> head = head();
    delete(head);
    assertBroken(6, Verification.Why.HEAD);
    put(head);
    assertTrue(intact().isIntact());

    // The last records and the head along with them: only who has noted the head can tell.
    delete(items.get(5));
    update(
        head,
        "SET n = :n, #hash = :h",
        Map.of(":n", AttributeValue.fromN("5"), ":h", items.get(4).get("hash")));
    assertTrue(verify().isIntact());
    Verification.Broken broken =
        reader().verify(shop.tenant(), Optional.of(noted)).broken().orElseThrow();
    assertEquals(Verification.Why.TRUNCATED, broken.why());
  }

  @Test
  void aPageIsNewestFirstAndGoesOnWhereItEnded() {
    store(engine.dynamo()).keep(shop.tenant(), facts("f", 5));
    AuditReader.Page first =
        reader().newestFirst(shop.tenant(), Shop.NOW, Shop.NOW.plusSeconds(4), Optional.empty(), 3);
    assertEquals(List.of(5L, 4L, 3L), first.records().stream().map(r -> r.n()).toList());
    AuditReader.Page second =
        reader().newestFirst(shop.tenant(), Shop.NOW, Shop.NOW.plusSeconds(4), first.next(), 3);
    assertEquals(List.of(2L, 1L), second.records().stream().map(r -> r.n()).toList());
    AuditReader.Page range =
        reader()
            .newestFirst(
                shop.tenant(),
                Shop.NOW.plusSeconds(1),
                Shop.NOW.plusSeconds(2),
                Optional.empty(),
                10);
    assertEquals(List.of(3L, 2L), range.records().stream().map(r -> r.n()).toList());
  }

  private Verification writersAtOnce(DynamoDbClient client) throws Exception {
    List<Callable<Void>> writers =
        IntStream.range(0, 2)
            .<Callable<Void>>mapToObj(writer ->
                () -> {
                  for (Fact fact : facts("w" + writer + "-", 30)) {
                    store(client).keep(shop.tenant(), List.of(fact));
                  }
                  return null;
                })
            .toList();
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      for (Future<Void> writer : threads.invokeAll(writers)) {
        writer.get();
      }
    }
    return verify();
  }

  private List<Fact> facts(String name, int count) {
    return IntStream.range(0, count)
        .mapToObj(i ->
            new Fact(
                shop.tenant(),
                Shop.NOW.plusSeconds(i),
                name + i,
                "chat",
                "chat.ringing",
                new Fact.By("visitor", shop.visitor().value(), null, null),
                null,
                new Fact.Subject("chat", "c" + i, null),
                Map.of("room", "general")))
        .toList();
  }

  private AuditStore store(DynamoDbClient client) {
    return new AuditStore(client, table, shop.contention());
  }

  private AuditReader reader() {
    return new AuditReader(engine.dynamo(), table);
  }

  private Verification verify() {
    return reader().verify(shop.tenant(), Optional.empty());
  }

  private Verification intact() {
    Verification verification = verify();
    assertEquals(Optional.empty(), verification.broken());
    return verification;
  }

  private void assertBroken(long n, Verification.Why why) {
    Verification.Broken broken = verify().broken().orElseThrow();
    assertEquals(n + " " + why, broken.n() + " " + broken.why());
  }

  private List<Map<String, AttributeValue>> items() {
    return engine
        .dynamo()
        .query(query ->
            query
                .tableName(table)
                .keyConditionExpression("pk = :pk AND sk < :head")
                .expressionAttributeValues(
                    Map.of(
                        ":pk", AttributeValue.fromS(shop.tenant() + "#audit"),
                        ":head", AttributeValue.fromS("head")))
                .consistentRead(true))
        .items();
  }

  private Map<String, AttributeValue> head() {
    Map<String, AttributeValue> key =
        Map.of(
            "pk", AttributeValue.fromS(shop.tenant() + "#audit"),
            "sk", AttributeValue.fromS("head"));
    return engine
        .dynamo()
        .getItem(get -> get.tableName(table).key(key).consistentRead(true))
        .item();
  }

  /// Each of two records in the other's place in the chain.
  private void exchange(Map<String, AttributeValue> one, Map<String, AttributeValue> other) {
    update(one, "SET n = :n", Map.of(":n", other.get("n")));
    update(other, "SET n = :n", Map.of(":n", one.get("n")));
  }

  private void put(Map<String, AttributeValue> item) {
    engine.dynamo().putItem(put -> put.tableName(table).item(item));
  }

  private void delete(Map<String, AttributeValue> item) {
    engine.dynamo().deleteItem(delete -> delete.tableName(table).key(key(item)));
  }

  private void update(
      Map<String, AttributeValue> item, String expression, Map<String, AttributeValue> values) {
    engine
        .dynamo()
        .updateItem(update -> {
          update
              .tableName(table)
              .key(key(item))
              .updateExpression(expression.replace(" hash", " #hash"));
          if (expression.contains("hash")) {
            update.expressionAttributeNames(Map.of("#hash", "hash"));
          }
          if (!values.isEmpty()) {
            update.expressionAttributeValues(values);
          }
        });
  }

  private static Map<String, AttributeValue> key(Map<String, AttributeValue> item) {
    return Map.of("pk", item.get("pk"), "sk", item.get("sk"));
  }
}
