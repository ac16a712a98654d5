/// The audit log, made from the stream of the chats.
@NullMarked
package app.firstbell.audit;

import org.jspecify.annotations.NullMarked;
