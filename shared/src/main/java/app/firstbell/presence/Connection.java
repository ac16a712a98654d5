package app.firstbell.presence;

import java.util.Optional;
import java.util.Set;

/// What is known of a connection when it ends: the chats it was in, and the computer that it was
/// shown at.
///
/// @param chats ids of chats; of another organization's with that before it (`acme/…`)
public record Connection(Set<String> chats, Optional<Computer> computer) {
  public Connection {
    chats = Set.copyOf(chats);
  }
}
