package app.firstbell.use;

import app.firstbell.dynamo.Contention;
import app.firstbell.dynamo.Item;
import app.firstbell.notice.Warning;
import app.firstbell.notice.Warnings;
import app.firstbell.organization.Organization;
import app.firstbell.organization.TenantId;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// Watches how much of a month's chats is used (K4): at four fifths and when all are,
/// administrators are warned, once for each allowance of a month. When all are, the organization's
/// own row says so (`usedUp`), which whoever starts a chat has read anyway.
///
/// Price: nothing until then; afterwards one write for each warning that is noted in the month's
/// row, so that the next batch need not ask.
public final class ChatAllowances {
  private final DynamoDbClient client;
  private final String table;
  private final Contention contention;
  private final Warnings warnings;

  /// @param table `Accounts`
  public ChatAllowances(DynamoDbClient client, String table, Contention contention) {
    this.client = client;
    this.table = table;
    this.contention = contention;
    this.warnings = new Warnings(client, table, contention);
  }

  /// Warns, if there is something to warn of that was not noted yet. A month that is over is past
  /// warning.
  void watch(Organization organization, UseCounter.Now month, Instant now) {
    if (organization.plan().chatsPerMonth().isEmpty()) {
      return;
    }
    long of = organization.plan().chatsPerMonth().getAsLong();
    YearMonth current = YearMonth.parse(month.use().month());
    if (current.isBefore(YearMonth.from(now.atZone(organization.timezone())))) {
      return;
    }
    TenantId tenant = organization.id();
    long used = month.use().chats();
    switch (Allowance.state(used, organization.plan().chatsPerMonth())) {
      case OK -> {}
      case NEAR -> {
        if (!isNoted(month, "near", of)) {
          warnings.give(tenant, new Warning.ChatsNear(current, used, of), now, List.of());
          note(tenant, month, "near", of);
        }
      }
      case USED_UP -> {
        if (!isNoted(month, "usedUp", of)) {
          warnings.give(
              tenant,
              new Warning.ChatsUsedUp(current, used, of),
              now,
              List.of(usingUp(tenant, current, of)));
          note(tenant, month, "usedUp", of);
        }
      }
    }
  }

  private static boolean isNoted(UseCounter.Now month, String what, long of) {
    return month.month().row().number(what, 0) >= of;
  }

  private void note(TenantId tenant, UseCounter.Now month, String what, long of) {
    contention.retrying(() ->
        client.updateItem(update ->
            update
                .tableName(table)
                .key(Item.key(PartKey.pk(tenant), month.use().month()).build())
                .updateExpression("SET #what = :of")
                .expressionAttributeNames(Map.of("#what", what))
                .expressionAttributeValues(new Item().number(":of", of).build())));
  }

  /// How many were allowed stands beside the month: a larger plan is not used up by it.
  private TransactWriteItem usingUp(TenantId tenant, YearMonth month, long of) {
    return TransactWriteItem.builder()
        .update(update ->
            update
                .tableName(table)
                .key(Item.key(tenant.value(), "org").build())
                .updateExpression("SET usedUp = :month, usedUpOf = :of")
                .conditionExpression("attribute_exists(pk)")
                .expressionAttributeValues(
                    new Item().text(":month", month.toString()).number(":of", of).build()))
        .build();
  }
}
