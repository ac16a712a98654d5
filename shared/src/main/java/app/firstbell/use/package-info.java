/// What organizations use: chats that are over, counted once from the stream of `Chats`; and what
/// their plan allows.
@NullMarked
package app.firstbell.use;

import org.jspecify.annotations.NullMarked;
