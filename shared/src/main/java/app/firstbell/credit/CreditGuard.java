package app.firstbell.credit;

import java.util.List;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// Lets an operator answer a chat only for an interaction credit: what an accept writes besides, in
/// its own transaction, so that there is no chat without its credit and no credit taken for a chat
/// that another got.
@FunctionalInterface
public interface CreditGuard {
  /// The writes that reserve one credit. They fail when the organization has none left, or the
  /// monthly fee is unpaid.
  List<TransactWriteItem> reserving(Reservation reservation);
}
