package app.firstbell.purchase;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The money for an order is there.
///
/// @param reference what the payment is called where it was made; null for one out of the balance
public record Receipt(Instant at, PaymentMethod method, @Nullable String reference) {}
