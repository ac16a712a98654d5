package app.firstbell.chat;

import java.time.Instant;

/// One entry of a chat's log.
///
/// @param seq its number: 1, 2, 3 … without gaps within a chat
public record Entry(long seq, Instant at, Author by, Happening happening) {}
