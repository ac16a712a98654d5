package app.firstbell.proof.store;

import app.firstbell.agent.AgentId;
import app.firstbell.billing.FeePeriod;
import app.firstbell.dynamo.Contention;
import app.firstbell.dynamo.Item;
import app.firstbell.dynamo.Pause;
import app.firstbell.identity.Ids;
import app.firstbell.ledger.AccountBalance;
import app.firstbell.ledger.Amount;
import app.firstbell.ledger.BalanceStore;
import app.firstbell.ledger.BookStore;
import app.firstbell.ledger.Books;
import app.firstbell.ledger.History;
import app.firstbell.ledger.Hold;
import app.firstbell.ledger.Holds;
import app.firstbell.ledger.Ledger;
import app.firstbell.ledger.LedgerAccount;
import app.firstbell.ledger.Posted;
import app.firstbell.ledger.Posting;
import app.firstbell.ledger.PostingId;
import app.firstbell.ledger.Postings;
import app.firstbell.organization.TenantId;
import app.firstbell.proof.engine.Engine;
import app.firstbell.purchase.PaymentMethod;
import app.firstbell.purchase.Purchase;
import app.firstbell.purchase.PurchaseId;
import app.firstbell.purchase.PurchaseStore;
import app.firstbell.purchase.Receipt;
import app.firstbell.transaction.By;
import app.firstbell.transaction.Outcome;
import app.firstbell.transaction.Transaction;
import app.firstbell.transaction.Transactions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// An organization with an open ledger, and what works on it.
record Till(
    DynamoDbClient client,
    String table,
    TenantId tenant,
    String currency,
    Ledger ledger,
    Holds holds,
    BalanceStore balances,
    History history,
    BookStore books,
    Transactions transactions) {
  static final Instant NOW = Shop.NOW;
  static final By ROSA = By.member("rosa", "Rosa");

  /// A new organization.
  static Till open(Engine engine, String currency) {
    Till till = unopened(engine, engine.dynamo(), currency);
    till.commit(till.balances.opening(till.tenant, currency));
    return till;
  }

  /// An organization whose accounts were never opened.
  static Till unopened(Engine engine, DynamoDbClient client, String currency) {
    return of(
        engine,
        client,
        new TenantId(engine.newTenant()),
        currency,
        new Contention(Pause.jittered()));
  }

  /// The same organization through another client.
  Till through(Engine engine, DynamoDbClient other, Contention contention) {
    return of(engine, other, tenant, currency, contention);
  }

  private static Till of(
      Engine engine, DynamoDbClient client, TenantId tenant, String currency, Contention retry) {
    String table = engine.table("Accounts");
    return new Till(
        client,
        table,
        tenant,
        currency,
        new Ledger(client, table, retry),
        new Holds(client, table, retry),
        new BalanceStore(client, table),
        new History(client, table),
        new BookStore(client, table),
        new Transactions(client, table, retry));
  }

  Amount money(long minor) {
    return Amount.money(minor, currency);
  }

  /// A fact of its own.
  Postings fact() {
    return fact(Ids.secure().id());
  }

  Postings fact(String key) {
    return fact(key, NOW);
  }

  Postings fact(String key, Instant at) {
    return new Postings(tenant, PostingId.ofRequest(tenant, "member:rosa", key), at, ROSA);
  }

  Posted post(Posting posting) {
    return ledger.post(posting, List.of(), List.of());
  }

  /// The fee is paid for a month, so that credits can be used.
  void payFee() {
    commit(
        List.of(
            balances.payingFee(
                credits(),
                FeePeriod.paid(Optional.empty(), 1, ZoneOffset.UTC, NOW),
                ZoneOffset.UTC)));
  }

  /// An order of a pack that awaits its payment.
  Purchase order(String name) {
    Purchase order =
        Purchase.ordered(
            tenant, PurchaseId.of(tenant, name), "pack-50", 50, money(7_500), NOW, "request");
    commit(List.of(orders().creating(order)));
    return order;
  }

  /// An order whose payment came.
  Posting receive(String name) {
    Purchase order = order(name);
    Posting receipt =
        new Postings(tenant, PostingId.ofOrder(tenant, order.id().value()), NOW, ROSA)
            .packReceived(order.credits(), order.price())
            .asked("a request")
            .noting(order.id().value(), "Wire 4711");
    ledger.post(
        receipt,
        List.of(),
        List.of(
            orders().closing(order.received(new Receipt(NOW, PaymentMethod.WIRE, "Wire 4711")))));
    return receipt;
  }

  /// The payment never came.
  void reverse(Posting receipt) {
    ledger.post(
        Posting.reversing(receipt, NOW, ROSA, "never came"),
        List.of(),
        orders().receivedBy(tenant, receipt.id()).map(orders()::reversing).stream().toList());
  }

  private PurchaseStore orders() {
    return new PurchaseStore(client, table);
  }

  Hold hold(String chat) {
    return Hold.forChat(tenant, chat, TenantId.PLATFORM, new AgentId("noor"), NOW);
  }

  Outcome reserve(String chat) {
    return transactions.commit(Transaction.untold(holds.reserve(hold(chat))));
  }

  AccountBalance wallet() {
    return balance(LedgerAccount.WALLET);
  }

  AccountBalance credits() {
    return balance(LedgerAccount.CREDITS);
  }

  AccountBalance balance(LedgerAccount account) {
    return balances.balance(tenant, account).orElseThrow();
  }

  Books.Report verified() {
    return books.read(tenant).verify();
  }

  void commit(List<TransactWriteItem> writes) {
    Outcome outcome = transactions.commit(Transaction.untold(writes));
    if (!(outcome instanceof Outcome.Committed)) {
      throw new AssertionError("expected to be committed, got " + outcome);
    }
  }

  List<Map<String, AttributeValue>> rows(String partition) {
    return client
        .queryPaginator(query ->
            query
                .tableName(table)
                .keyConditionExpression("pk = :pk")
                .expressionAttributeValues(new Item().text(":pk", tenant + partition).build())
                .consistentRead(true))
        .items()
        .stream()
        .toList();
  }
}
