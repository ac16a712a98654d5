/// Packs of interaction credits that were ordered: awaiting their payment, received, cancelled
/// (K1). What a received one changes is a posting of the ledger; an order itself is no money.
@NullMarked
package app.firstbell.purchase;

import org.jspecify.annotations.NullMarked;
