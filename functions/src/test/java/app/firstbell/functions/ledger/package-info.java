@NullMarked
package app.firstbell.functions.ledger;

import org.jspecify.annotations.NullMarked;
