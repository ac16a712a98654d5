/// The published protocol (`docs/protocol/asyncapi.yaml`) as something to hold real frames against.
@NullMarked
package app.firstbell.proof.protocol;

import org.jspecify.annotations.NullMarked;
