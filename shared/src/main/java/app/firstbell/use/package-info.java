/// What organizations use: chats, by the hour, counted once from the stream of `Chats`; and what
/// their plan allows.
@NullMarked
package app.firstbell.use;

import org.jspecify.annotations.NullMarked;
