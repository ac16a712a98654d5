/// A visitor and an agent as programs: the whole protocol over real sockets.
@NullMarked
package app.firstbell.proof.client;

import org.jspecify.annotations.NullMarked;
