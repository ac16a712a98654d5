package app.firstbell.ledger;

import app.firstbell.dynamo.BusyException;
import app.firstbell.dynamo.Contention;
import app.firstbell.dynamo.Item;
import app.firstbell.dynamo.Row;
import app.firstbell.organization.TenantId;
import app.firstbell.transaction.By;
import app.firstbell.transaction.Outcome;
import app.firstbell.transaction.Transaction;
import app.firstbell.transaction.Transactions;
import app.firstbell.transaction.Writes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// Credits that are set aside while an operator has a chat: reserved with the accept, then either
/// posted or given back. Each of the three happens at most once, whatever is repeated.
public final class Holds {
  /// Only another settling of the same hold can be in the way, and that ends it.
  private static final int TRIES = 3;

  private final DynamoDbClient client;
  private final String table;
  private final Contention contention;
  private final Transactions transactions;
  private final Writes writes;
  private final BalanceStore balances;

  /// @param table `Accounts`
  public Holds(DynamoDbClient client, String table, Contention contention) {
    this.client = client;
    this.table = table;
    this.contention = contention;
    this.transactions = new Transactions(client, table, contention);
    this.writes = new Writes(table);
    this.balances = new BalanceStore(client, table);
  }

  /// The two writes that reserve, for the accept's own transaction: first the hold, refused when
  /// there is one of this id; then the balance, refused when too little is available, when the fee
  /// is not paid at the hold's time, and when there is no open account. The refused item comes with
  /// the refusal (`ALL_OLD`).
  public List<TransactWriteItem> reserve(Hold hold) {
    return List.of(writes.create(hold.item()), balances.holding(hold));
  }

  public Optional<Hold> hold(TenantId tenant, String id) {
    return Row.of(
            contention
                .retrying(() ->
                    client.getItem(
                        get -> get.tableName(table).key(Hold.key(tenant, id)).consistentRead(true)))
                .item())
        .map(Hold::of);
  }

  /// Every hold that is neither posted nor released. Reads all the organization's holds: for the
  /// daily check, not for a request.
  public List<Hold> open(TenantId tenant) {
    return client
        .queryPaginator(query ->
            query
                .tableName(table)
                .keyConditionExpression("pk = :pk")
                .filterExpression("#state = :reserved")
                .expressionAttributeNames(Map.of("#state", "state"))
                .expressionAttributeValues(
                    new Item()
                        .text(":pk", tenant + Hold.PARTITION)
                        .text(":reserved", HoldState.RESERVED.word())
                        .build())
                .consistentRead(true))
        .items()
        .stream()
        .map(item -> Hold.of(new Row(item)))
        .toList();
  }

  /// What is held is used: posted, under an id that comes of the hold's.
  ///
  /// @param at when it was used, such as the end of the chat
  /// @throws BusyException when other writers were in the way: nothing is written
  public Settled post(TenantId tenant, String id, Instant at) {
    return settle(tenant, id, HoldState.POSTED, hold -> using(hold, at));
  }

  /// What is held is given back.
  ///
  /// @throws BusyException when other writers were in the way: nothing is written
  public Settled release(TenantId tenant, String id, Instant at) {
    return settle(
        tenant,
        id,
        HoldState.VOIDED,
        hold -> List.of(leaving(hold, HoldState.VOIDED, at), balances.freeing(hold)));
  }

  private Settled settle(
      TenantId tenant,
      String id,
      HoldState wanted,
      Function<Hold, List<TransactWriteItem>> settling) {
    for (int attempt = 1; attempt <= TRIES; attempt++) {
      Optional<Hold> found = hold(tenant, id);
      if (found.isEmpty()) {
        return new Settled.Absent();
      }
      Hold hold = found.get();
      if (hold.state() != HoldState.RESERVED) {
        return hold.state() == wanted ? new Settled.Already(hold) : new Settled.Refused(hold);
      }
      switch (transactions.commit(Transaction.untold(settling.apply(hold)))) {
        case Outcome.Committed _ -> {
          return new Settled.Done(hold.in(wanted));
        }
        case Outcome.Refused refused -> {
          if (refused.index() != 0) {
            throw new IllegalStateException(
                "expected the balance and the entries of the hold " + id + " of " + tenant);
          }
        }
        case Outcome.Replayed _, Outcome.KeyReused _ ->
            throw new IllegalStateException("a transaction without a key was repeated");
      }
    }
    throw new BusyException("gave up settling a hold after " + TRIES + " tries");
  }

  private List<TransactWriteItem> using(Hold hold, Instant at) {
    Posting posting =
        new Postings(hold.tenant(), PostingId.ofHold(hold.tenant(), hold.id()), at, By.SYSTEM)
            .chat(hold);
    List<TransactWriteItem> all = new ArrayList<>();
    all.add(leaving(hold, HoldState.POSTED, at));
    all.add(balances.using(hold));
    all.add(writes.create(LedgerItem.header(posting)));
    LedgerItem.entries(posting).forEach(entry -> all.add(writes.create(LedgerItem.item(entry))));
    return all;
  }

  private TransactWriteItem leaving(Hold hold, HoldState state, Instant at) {
    return new Expression(
            "SET #state = :state, #settledAt = :at",
            "#state = :reserved",
            new Item()
                .text(":state", state.word())
                .text(":reserved", HoldState.RESERVED.word())
                .instant(":at", at)
                .build())
        .on(table, Hold.key(hold.tenant(), hold.id()));
  }
}
