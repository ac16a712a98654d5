/// Proof that Firstbell does what it says: clients that speak the protocol, engines to store on,
/// benches, and the count of it all.
@NullMarked
package app.firstbell.proof;

import org.jspecify.annotations.NullMarked;
