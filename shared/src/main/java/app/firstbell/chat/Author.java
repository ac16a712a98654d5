package app.firstbell.chat;

import org.jspecify.annotations.Nullable;

/// Who made an entry of the log.
///
/// @param party `visitor`, `agent` or `system`
/// @param id null for the system
/// @param name null for a visitor who has not said it, and for the system
public record Author(String party, @Nullable String id, @Nullable String name) {
  public static final Author SYSTEM = new Author("system", null, null);

  public boolean isSame(Author other) {
    return party.equals(other.party) && id != null && id.equals(other.id);
  }
}
