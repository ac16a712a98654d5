/// What is sold and for how long: packages, packs of credits, their prices, and the arithmetic of
/// months.
@NullMarked
package app.firstbell.billing;

import org.jspecify.annotations.NullMarked;
