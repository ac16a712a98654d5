package app.firstbell.purchase;

import app.firstbell.dynamo.Edit;
import app.firstbell.dynamo.Item;
import app.firstbell.dynamo.Row;
import app.firstbell.ledger.Amount;
import app.firstbell.ledger.PostingId;
import app.firstbell.ledger.Unit;
import app.firstbell.organization.TenantId;
import app.firstbell.transaction.Writes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// Orders, `{tenant}#purchase` / id of the table `Accounts`. Every change of state has the state
/// before as its condition, so that of two who receive and cancel at once one wins.
public final class PurchaseStore {
  public static final String PARTITION = "#purchase";
  private static final String STATE = "state";
  private final DynamoDbClient client;
  private final String table;

  public PurchaseStore(DynamoDbClient client, String table) {
    this.client = client;
    this.table = table;
  }

  /// An order as the last write left it.
  public Optional<Purchase> purchase(TenantId tenant, PurchaseId id) {
    return Row.of(
            client
                .getItem(
                    get -> get.tableName(table).key(key(tenant, id).build()).consistentRead(true))
                .item())
        .map(PurchaseStore::of);
  }

  /// All orders of an organization, in the order of their ids; there are few.
  public List<Purchase> all(TenantId tenant) {
    return client
        .queryPaginator(query ->
            query
                .tableName(table)
                .keyConditionExpression("pk = :pk")
                .expressionAttributeValues(new Item().text(":pk", pk(tenant)).build())
                .consistentRead(true))
        .items()
        .stream()
        .map(item -> of(new Row(item)))
        .toList();
  }

  /// A new order; refused when there is one of this id.
  public TransactWriteItem creating(Purchase order) {
    return new Writes(table).create(item(order).build());
  }

  /// An open order becomes received or cancelled; refused when it is open no more.
  public TransactWriteItem closing(Purchase order) {
    Item after = new Item().text(STATE, order.state().word());
    Receipt receipt = order.receipt();
    Edit edit =
        new Edit(
            table,
            key(order.tenant(), order.id()).build(),
            new Item().text(STATE, PurchaseState.AWAITING_PAYMENT.word()).build(),
            (receipt == null ? after : received(after, receipt)).build());
    return TransactWriteItem.builder().update(edit.whileSame(STATE)).build();
  }

  /// The receipt of an order was wrong, and its posting is reversed; refused when it is received no
  /// more.
  public TransactWriteItem reversing(Purchase order) {
    Edit edit =
        new Edit(
            table,
            key(order.tenant(), order.id()).build(),
            new Item().text(STATE, PurchaseState.RECEIVED.word()).build(),
            new Item().text(STATE, PurchaseState.REVERSED.word()).build());
    return TransactWriteItem.builder().update(edit.whileSame(STATE)).build();
  }

  /// The order that a posting is the receipt of.
  public Optional<Purchase> receivedBy(TenantId tenant, PostingId receipt) {
    return all(tenant).stream()
        .filter(order -> PostingId.ofOrder(tenant, order.id().value()).equals(receipt))
        .findFirst();
  }

  /// Reads an order of its item, such as one that was in the way of a write.
  public static Purchase of(Row row) {
    String pk = row.text("pk");
    String state = row.text(STATE);
    return new Purchase(
        new TenantId(pk.substring(0, pk.indexOf('#'))),
        new PurchaseId(row.text("sk")),
        row.text("pack"),
        row.number("credits"),
        new Amount(row.number("minor"), Unit.of(row.text("unit"))),
        row.instant("createdAt"),
        row.text("request"),
        PurchaseState.of(state)
            .orElseThrow(() -> new IllegalStateException("an unknown state of an order: " + state)),
        receipt(row));
  }

  private static @Nullable Receipt receipt(Row row) {
    Instant at = row.instantOrNull("receivedAt");
    return at == null
        ? null
        : new Receipt(
            at,
            PaymentMethod.of(row.text("paidBy")).orElse(PaymentMethod.OTHER),
            row.textOrNull("reference"));
  }

  private static Item item(Purchase order) {
    Item item =
        key(order.tenant(), order.id())
            .text("pack", order.pack())
            .number("credits", order.credits())
            .number("minor", order.price().minor())
            .text("unit", order.price().unit().code())
            .instant("createdAt", order.createdAt())
            .text("request", order.request())
            .text(STATE, order.state().word());
    Receipt receipt = order.receipt();
    return receipt == null ? item : received(item, receipt);
  }

  private static Item received(Item item, Receipt receipt) {
    return item.instant("receivedAt", receipt.at())
        .text("paidBy", receipt.method().word())
        .text("reference", receipt.reference());
  }

  private static Item key(TenantId tenant, PurchaseId id) {
    return Item.key(pk(tenant), id.value());
  }

  private static String pk(TenantId tenant) {
    return tenant + PARTITION;
  }
}
