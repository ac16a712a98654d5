/// The audit log, made from the streams of both tables: what happened, once, in a chain of hashes.
@NullMarked
package app.firstbell.audit;

import org.jspecify.annotations.NullMarked;
