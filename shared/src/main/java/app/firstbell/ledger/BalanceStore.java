package app.firstbell.ledger;

import app.firstbell.billing.FeePeriod;
import app.firstbell.dynamo.Item;
import app.firstbell.dynamo.Row;
import app.firstbell.organization.TenantId;
import app.firstbell.transaction.Writes;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// The balance rows of the table `Accounts`: read, opened, closed, and changed in everything but
/// the numbers that postings and holds move.
///
/// Methods that answer a [TransactWriteItem] write nothing themselves: they are steps of one
/// transaction, each with its condition.
///
/// Low-level calls: conditions on single attributes, and a half-read beside the whole ones.
public final class BalanceStore {
  private final DynamoDbClient client;
  private final String table;
  private final Writes writes;

  public BalanceStore(DynamoDbClient client, String table) {
    this.client = client;
    this.table = table;
    this.writes = new Writes(table);
  }

  /// A balance as the last write left it; nothing when the account was never opened.
  public Optional<AccountBalance> balance(TenantId tenant, LedgerAccount account) {
    return Row.of(
            client
                .getItem(get -> get.tableName(table).key(key(tenant, account)).consistentRead(true))
                .item())
        .map(AccountBalance::of);
  }

  /// A balance as it was a moment ago, for half the price; who acts on it is guarded by a
  /// condition.
  public Optional<AccountBalance> glance(TenantId tenant, LedgerAccount account) {
    return Row.of(client.getItem(get -> get.tableName(table).key(key(tenant, account))).item())
        .map(AccountBalance::of);
  }

  /// The balances of an organization, in the order of the accounts.
  public List<AccountBalance> balances(TenantId tenant) {
    return client
        .query(query ->
            query
                .tableName(table)
                .keyConditionExpression("pk = :pk")
                .expressionAttributeValues(
                    new Item().text(":pk", tenant + AccountBalance.PARTITION).build())
                .consistentRead(true))
        .items()
        .stream()
        .map(item -> AccountBalance.of(new Row(item)))
        .sorted(Comparator.comparing(AccountBalance::account))
        .toList();
  }

  /// Both balances of a new organization, at zero; refused where there is one. Part of the
  /// transaction that makes the organization, so that there is none without.
  ///
  /// @param currency ISO 4217, of the wallet
  public List<TransactWriteItem> opening(TenantId tenant, String currency) {
    return List.of(
        writes.create(opened(tenant, LedgerAccount.WALLET, Unit.money(currency)).build()),
        writes.create(
            opened(tenant, LedgerAccount.CREDITS, Unit.INTERACTIONS)
                .number("threshold", CreditTerms.USUAL_THRESHOLD)
                .number("epoch", 0)
                // Readers of the stream look for it: a filter cannot test how a key ends.
                .text("watch", "1")
                .build()));
  }

  /// Both balances are closed for good; refused while anything is posted or held. Part of the
  /// transaction that deletes the organization: a payment that comes at the same moment either
  /// stands in its way, or finds the account closed.
  public List<TransactWriteItem> closing(TenantId tenant, Instant at) {
    return LedgerAccount.GUARDED.stream()
        .map(account ->
            new Expression(
                    "SET #closedAt = :at",
                    "attribute_exists(pk) AND #posted = :zero AND #pending = :zero",
                    new Item().instant(":at", at).number(":zero", 0).build())
                .on(table, key(tenant, account)))
        .toList();
  }

  /// Another credit limit of a postpaid wallet; refused when the debt is larger already.
  ///
  /// @param limit in the wallet's minor unit, 0 or more
  public TransactWriteItem limiting(TenantId tenant, long limit) {
    if (limit < 0) {
      throw new IllegalArgumentException("expected a limit of 0 or more, got " + limit);
    }
    return new Expression(
            "SET #floor = :floor, #spendable = #available + :limit",
            "attribute_exists(pk) AND attribute_not_exists(#closedAt) AND #available >= :floor",
            new Item().number(":floor", -limit).number(":limit", limit).build())
        .on(table, key(tenant, LedgerAccount.WALLET));
  }

  /// Another threshold of low credits; 0 for no such notice. It is warned of what is below it now.
  public TransactWriteItem thresholding(TenantId tenant, long threshold) {
    if (threshold < 0) {
      throw new IllegalArgumentException("expected a threshold of 0 or more, got " + threshold);
    }
    return new Expression(
            "SET #threshold = :threshold, #warns = :one",
            "attribute_exists(pk) AND attribute_not_exists(#closedAt)",
            new Item().number(":threshold", threshold).number(":one", 1).build())
        .on(table, key(tenant, LedgerAccount.CREDITS));
  }

  /// The platform fee is paid for longer: credits can be used until then. Refused when somebody
  /// else has paid meanwhile, so that no month is paid twice and counted once.
  ///
  /// @param before the balance of the account `credits` as it was read
  /// @param zone of the organization, in which a month ends
  public TransactWriteItem payingFee(AccountBalance before, FeePeriod paid, ZoneId zone) {
    FeeChange change = FeeChange.of(before, paid, zone);
    return terms(before.tenant(), change.before(), Optional.of(change.after()));
  }

  /// The months of a fee are not paid after all. Refused when another fee was paid since: its
  /// months count from these.
  public TransactWriteItem takingBackFee(TenantId tenant, FeeChange paid) {
    return terms(tenant, Optional.of(paid.after()), paid.before());
  }

  /// From one term of the fee to another.
  private TransactWriteItem terms(
      TenantId tenant, Optional<FeeChange.Term> from, Optional<FeeChange.Term> to) {
    Item values = new Item();
    from.ifPresent(term -> values.instant(":was", term.until()));
    to.ifPresent(term ->
        values
            .instant(":until", term.until())
            .text(":anchor", term.period().anchor().toString())
            .number(":months", term.period().months()));
    return new Expression(
            to.isPresent()
                ? "SET #usableUntil = :until, #feeAnchor = :anchor, #feeMonths = :months"
                : "REMOVE #usableUntil, #feeAnchor, #feeMonths",
            "attribute_exists(pk) AND attribute_not_exists(#closedAt) AND "
                + (from.isPresent() ? "#usableUntil = :was" : "attribute_not_exists(#usableUntil)"),
            values.build())
        .on(table, key(tenant, LedgerAccount.CREDITS));
  }

  /// Another currency of a wallet in which nothing was ever posted; refused when something was.
  public TransactWriteItem redenominating(TenantId tenant, String currency) {
    return new Expression(
            "SET #unit = :unit",
            "attribute_exists(pk) AND #entries = :zero AND #floor = :zero",
            new Item().text(":unit", Unit.money(currency).code()).number(":zero", 0).build())
        .on(table, key(tenant, LedgerAccount.WALLET));
  }

  /// What a posting does to a balance; refused below the floor, in another unit, and where there is
  /// no open account. Credits that it adds begin a new epoch of notices; of those that it takes
  /// away nobody is warned.
  TransactWriteItem moving(Posting posting, LedgerAccount account, Amount change) {
    Item values =
        new Item()
            .number(":change", change.minor())
            .number(":entries", posting.legsOf(account))
            .number(":one", 1)
            .text(":unit", change.unit().code());
    String update =
        "ADD #posted :change, #available :change, #spendable :change, #entries :entries,"
            + " #moves :one";
    String guard = "";
    if (change.minor() < 0) {
      values.number(":need", Math.negateExact(change.minor()));
      // Money that is paid back is the organization's own; a credit limit is none.
      guard =
          posting.kind() == PostingKind.WITHDRAWAL
              ? " AND #available >= :need"
              : " AND #spendable >= :need";
    }
    if (posting.kind() == PostingKind.DEBT_PAYMENT) {
      // At most the debt: what is paid beyond it would be credit that nobody asked for.
      values.number(":debt", Math.negateExact(change.minor()));
      guard += " AND #available <= :debt";
    }
    if (account == LedgerAccount.CREDITS) {
      update = "SET #warns = :zero " + update + (change.isPositive() ? ", #epoch :one" : "");
      values.number(":zero", 0);
    }
    return new Expression(update, open() + guard, values.build())
        .on(table, key(posting.tenant(), account));
  }

  /// Holds a part; refused when less is available, and while the fee is not paid.
  TransactWriteItem holding(Hold hold) {
    long minor = hold.amount().minor();
    return new Expression(
            "ADD #pending :held, #available :less, #spendable :less, #moves :one",
            open() + " AND #spendable >= :held AND #usableUntil > :now",
            new Item()
                .number(":held", minor)
                .number(":less", -minor)
                .number(":one", 1)
                .text(":unit", hold.amount().unit().code())
                .instant(":now", hold.at())
                .build())
        .on(table, key(hold.tenant(), hold.account()));
  }

  /// What was held is used: it was not available before, so nothing can be short.
  TransactWriteItem using(Hold hold) {
    return new Expression(
            "SET #warns = :one ADD #posted :less, #pending :less, #entries :one, #moves :one",
            open() + " AND #pending >= :held",
            heldValues(hold).build())
        .on(table, key(hold.tenant(), hold.account()));
  }

  /// What was held is available again.
  TransactWriteItem freeing(Hold hold) {
    return new Expression(
            "ADD #pending :less, #available :held, #spendable :held, #moves :one",
            open() + " AND #pending >= :held",
            heldValues(hold).build())
        .on(table, key(hold.tenant(), hold.account()));
  }

  static Map<String, AttributeValue> key(TenantId tenant, LedgerAccount account) {
    return Item.key(tenant + AccountBalance.PARTITION, account.word()).build();
  }

  private static String open() {
    return "attribute_exists(pk) AND #unit = :unit AND attribute_not_exists(#closedAt)";
  }

  private static Item heldValues(Hold hold) {
    long minor = hold.amount().minor();
    return new Item()
        .number(":held", minor)
        .number(":less", -minor)
        .number(":one", 1)
        .text(":unit", hold.amount().unit().code());
  }

  private static Item opened(TenantId tenant, LedgerAccount account, Unit unit) {
    Item item =
        Item.key(tenant + AccountBalance.PARTITION, account.word()).text("unit", unit.code());
    for (String name :
        List.of("posted", "pending", "available", "floor", "spendable", "entries", "moves")) {
      item.number(name, 0);
    }
    return item;
  }

  /// The balances of one account of many organizations, at most 100, as they were a moment ago.
  Map<TenantId, AccountBalance> glances(List<TenantId> tenants, LedgerAccount account) {
    Map<TenantId, AccountBalance> found = new HashMap<>();
    List<Map<String, AttributeValue>> wanted =
        tenants.stream().distinct().map(tenant -> key(tenant, account)).toList();
    while (!wanted.isEmpty()) {
      List<Map<String, AttributeValue>> asked = wanted;
      var answer =
          client.batchGetItem(get ->
              get.requestItems(Map.of(table, KeysAndAttributes.builder().keys(asked).build())));
      answer.responses().getOrDefault(table, List.of()).stream()
          .map(item -> AccountBalance.of(new Row(item)))
          .forEach(balance -> found.put(balance.tenant(), balance));
      wanted =
          answer.hasUnprocessedKeys() && answer.unprocessedKeys().containsKey(table)
              ? answer.unprocessedKeys().get(table).keys()
              : List.of();
    }
    return found;
  }
}
