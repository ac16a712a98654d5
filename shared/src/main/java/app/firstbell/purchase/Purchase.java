package app.firstbell.purchase;

import app.firstbell.ledger.Amount;
import app.firstbell.organization.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A pack that was ordered.
///
/// @param pack its id, such as `pack-50`
/// @param price when it was ordered; a later change of prices leaves it alone
/// @param request SHA-256 of the request that asked for it, in hex: another request under the same
///   id is told from a repeat
/// @param receipt null until it is received
public record Purchase(
    TenantId tenant,
    PurchaseId id,
    String pack,
    long credits,
    Amount price,
    Instant createdAt,
    String request,
    PurchaseState state,
    @Nullable Receipt receipt) {

  /// An order that awaits its payment.
  public static Purchase ordered(
      TenantId tenant,
      PurchaseId id,
      String pack,
      long credits,
      Amount price,
      Instant at,
      String request) {
    return new Purchase(
        tenant, id, pack, credits, price, at, request, PurchaseState.AWAITING_PAYMENT, null);
  }

  public Purchase received(Receipt by) {
    return in(PurchaseState.RECEIVED, by);
  }

  public Purchase cancelled() {
    return in(PurchaseState.CANCELLED, null);
  }

  public boolean isOpen() {
    return state == PurchaseState.AWAITING_PAYMENT;
  }

  private Purchase in(PurchaseState other, @Nullable Receipt by) {
    return new Purchase(tenant, id, pack, credits, price, createdAt, request, other, by);
  }
}
