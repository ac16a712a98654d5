/// Double entry: postings that never change, balances that are guarded, credits that are held for a
/// chat. The only truth about money and credits (K5); every row lies in the organization's own
/// partitions of the table `Accounts`.
@NullMarked
package app.firstbell.ledger;

import org.jspecify.annotations.NullMarked;
