package app.firstbell.ledger;

import app.firstbell.agent.AgentId;
import app.firstbell.dynamo.Item;
import app.firstbell.dynamo.Row;
import app.firstbell.organization.TenantId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Credits set aside for a chat, until it is known whether they are used: `{tenant}#hold` / `{id}`
/// of the table `Accounts`.
///
/// @param id the chat's
/// @param amount above zero
/// @param at when it was reserved
/// @param chat for which
/// @param home the organization of the operator who has the chat
/// @param agent the operator
public record Hold(
    TenantId tenant,
    String id,
    LedgerAccount account,
    Amount amount,
    HoldState state,
    Instant at,
    String chat,
    TenantId home,
    AgentId agent) {
  static final String PARTITION = "#hold";

  /// @throws IllegalArgumentException when the amount is not above zero, or the account takes
  ///   another unit
  public Hold {
    at = at.truncatedTo(ChronoUnit.MILLIS);
    if (!amount.isPositive() || !account.isGuarded() || !account.takes(amount.unit())) {
      throw new IllegalArgumentException(
          "expected an amount above zero of a guarded account, got " + amount + " of " + account);
    }
  }

  /// One credit for a chat that an operator accepts.
  public static Hold forChat(
      TenantId tenant, String chat, TenantId home, AgentId agent, Instant at) {
    return new Hold(
        tenant,
        chat,
        LedgerAccount.CREDITS,
        Amount.interactions(1),
        HoldState.RESERVED,
        at,
        chat,
        home,
        agent);
  }

  Hold in(HoldState other) {
    return new Hold(tenant, id, account, amount, other, at, chat, home, agent);
  }

  static Map<String, AttributeValue> key(TenantId tenant, String id) {
    return Item.key(tenant + PARTITION, id).build();
  }

  static Hold of(Row row) {
    String pk = row.text("pk");
    return new Hold(
        new TenantId(pk.substring(0, pk.length() - PARTITION.length())),
        row.text("sk"),
        LedgerAccount.known(row.text("account")),
        new Amount(row.number("minor"), Unit.of(row.text("unit"))),
        HoldState.known(row.text("state")),
        row.instant("at"),
        row.text("chat"),
        new TenantId(row.text("home")),
        new AgentId(row.text("agent")));
  }

  Map<String, AttributeValue> item() {
    return Item.key(tenant + PARTITION, id)
        .text("account", account.word())
        .number("minor", amount.minor())
        .text("unit", amount.unit().code())
        .text("state", state.word())
        .instant("at", at)
        .text("chat", chat)
        .text("home", home.value())
        .text("agent", agent.value())
        .build();
  }
}
