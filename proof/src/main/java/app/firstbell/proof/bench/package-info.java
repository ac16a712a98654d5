/// The benches of `firstbell bench`, each with its peers in the same run.
@NullMarked
package app.firstbell.proof.bench;

import org.jspecify.annotations.NullMarked;
