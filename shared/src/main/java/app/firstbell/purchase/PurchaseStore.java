package app.firstbell.purchase;

import app.firstbell.dynamo.Item;
import app.firstbell.dynamo.Row;
import app.firstbell.ledger.Amount;
import app.firstbell.ledger.Unit;
import app.firstbell.organization.TenantId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// Orders, `{tenant}#purchase` / id of the table `Accounts`. Every change of state has the state
/// before as its condition, so that of two who receive and cancel at once one wins.
public final class PurchaseStore {
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
    Map<String, AttributeValue> item = item(order).build();
    return TransactWriteItem.builder()
        .put(put ->
            put.tableName(table)
                .item(item)
                .conditionExpression("attribute_not_exists(pk)")
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD))
        .build();
  }

  /// An open order becomes received or cancelled; refused when it is open no more.
  public TransactWriteItem closing(Purchase order) {
    Map<String, AttributeValue> after = new HashMap<>();
    after.put("state", AttributeValue.fromS(order.state().word()));
    Receipt receipt = order.receipt();
    if (receipt != null) {
      after.putAll(received(new Item(), receipt).build());
    }
    Map<String, String> names = new HashMap<>();
    Map<String, AttributeValue> values =
        new HashMap<>(new Item().text(":open", PurchaseState.AWAITING_PAYMENT.word()).build());
    after.forEach((name, value) -> {
      names.put("#" + name, name);
      values.put(":" + name, value);
    });
    String sets =
        after.keySet().stream()
            .map(name -> "#" + name + " = :" + name)
            .collect(Collectors.joining(", ", "SET ", ""));
    return TransactWriteItem.builder()
        .update(update ->
            update
                .tableName(table)
                .key(key(order.tenant(), order.id()).build())
                .updateExpression(sets)
                .conditionExpression("#state = :open")
                .expressionAttributeNames(names)
                .expressionAttributeValues(values)
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD))
        .build();
  }

  /// Reads an order of its item, such as one that was in the way of a write.
  public static Purchase of(Row row) {
    String pk = row.text("pk");
    String state = row.text("state");
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
            .text("state", order.state().word());
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
    return tenant + "#purchase";
  }
}
