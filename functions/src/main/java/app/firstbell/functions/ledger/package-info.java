/// The function that looks through the ledger once a day.
@NullMarked
package app.firstbell.functions.ledger;

import org.jspecify.annotations.NullMarked;
