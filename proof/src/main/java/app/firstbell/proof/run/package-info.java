/// A whole Firstbell on this machine, started from cdk.out, and the emulator around it: clock,
/// mail, figures, logs.
@NullMarked
package app.firstbell.proof.run;

import org.jspecify.annotations.NullMarked;
