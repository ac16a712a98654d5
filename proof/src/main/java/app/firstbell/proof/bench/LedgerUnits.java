package app.firstbell.proof.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import app.firstbell.agent.AgentId;
import app.firstbell.billing.FeePeriod;
import app.firstbell.dynamo.Contention;
import app.firstbell.dynamo.Pause;
import app.firstbell.ledger.Amount;
import app.firstbell.ledger.BalanceStore;
import app.firstbell.ledger.Hold;
import app.firstbell.ledger.Holds;
import app.firstbell.ledger.Ledger;
import app.firstbell.ledger.LedgerAccount;
import app.firstbell.ledger.PostingId;
import app.firstbell.ledger.Postings;
import app.firstbell.organization.TenantId;
import app.firstbell.proof.engine.Intercepted;
import app.firstbell.transaction.By;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.Update;

/// What each transaction of the ledger costs in write units, as DynamoDB bills it: two for each
/// started kilobyte of each item that is written in a transaction (developer guide, read/write
/// capacity). DynamoDB Local counts a transaction as two units whatever is in it, so the items are
/// weighed here.
final class LedgerUnits {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final TenantId TENANT = new TenantId("units");
  private static final String CHAT = "c".repeat(26);

  private LedgerUnits() {}

  static void report(DynamoDbClient engine, String table, Report report) {
    LongAdder units = new LongAdder();
    DynamoDbClient client = metered(engine, units);
    BalanceStore balances = new BalanceStore(client, table);
    Ledger ledger = new Ledger(client, table, new Contention(Pause.jittered()));
    Holds holds = new Holds(client, table, new Contention(Pause.jittered()));
    client.transactWriteItems(write -> write.transactItems(balances.opening(TENANT, "EUR")));
    report.figure("writeUnitsPerOpening", units.sumThenReset());
    ledger.post(fact("a").topUp(Amount.money(10_000, "EUR")), List.of(), List.of());
    report.figure("writeUnitsPerTopUp", units.sumThenReset());
    ledger.post(fact("b").packReceived(50, Amount.money(7_500, "EUR")), List.of(), List.of());
    report.figure("writeUnitsPerPack", units.sumThenReset());
    client.transactWriteItems(write ->
        write.transactItems(
            balances.payingFee(
                balances.balance(TENANT, LedgerAccount.CREDITS).orElseThrow(),
                FeePeriod.paid(Optional.empty(), 1, ZoneOffset.UTC, NOW),
                ZoneOffset.UTC)));
    units.reset();
    Hold hold = Hold.forChat(TENANT, CHAT, TenantId.PLATFORM, new AgentId("noor"), NOW);
    client.transactWriteItems(write -> write.transactItems(holds.reserve(hold)));
    report.figure("writeUnitsPerReservation", units.sumThenReset());
    holds.post(TENANT, CHAT, NOW);
    report.figure("writeUnitsPerSettledHold", units.sumThenReset());
  }

  private static Postings fact(String key) {
    return new Postings(
        TENANT, PostingId.ofRequest(TENANT, "member:rosa", key), NOW, By.member("rosa", "Rosa"));
  }

  private static DynamoDbClient metered(DynamoDbClient engine, LongAdder units) {
    return Intercepted.engine(
        engine,
        (request, onward) -> {
          Object answer = onward.call(request);
          if (request instanceof TransactWriteItemsRequest written) {
            written.transactItems().forEach(write -> units.add(units(engine, write)));
          }
          return answer;
        });
  }

  private static long units(DynamoDbClient engine, TransactWriteItem write) {
    if (write.put() != null) {
      return units(write.put().item());
    }
    Update update = write.update();
    return units(
        engine
            .getItem(
                get -> get.tableName(update.tableName()).key(update.key()).consistentRead(true))
            .item());
  }

  private static long units(Map<String, AttributeValue> item) {
    return 2 * Math.ceilDiv(size(item), 1024L);
  }

  private static long size(Map<String, AttributeValue> item) {
    long size = 0;
    for (Map.Entry<String, AttributeValue> attribute : item.entrySet()) {
      size += attribute.getKey().getBytes(UTF_8).length + size(attribute.getValue());
    }
    return size;
  }

  private static long size(AttributeValue value) {
    return switch (value.type()) {
      case S -> value.s().getBytes(UTF_8).length;
      case N -> value.n().length() / 2 + 2;
      case M -> 3 + value.m().size() + size(value.m());
      case L -> 3 + value.l().stream().mapToLong(one -> 1 + size(one)).sum();
      default -> 1;
    };
  }
}
