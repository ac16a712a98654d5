/// Chats: the numbered log, and the rules of ringing, accepting, writing and ending.
@NullMarked
package app.firstbell.chat;

import org.jspecify.annotations.NullMarked;
