/// Counts what the test legs reported.
@NullMarked
package app.firstbell.proof.report;

import org.jspecify.annotations.NullMarked;
