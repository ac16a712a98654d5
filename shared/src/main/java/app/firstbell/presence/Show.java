package app.firstbell.presence;

import java.util.Locale;
import java.util.Optional;

/// What an agent shows at one computer (A3). Only `online` rings.
public enum Show {
  ONLINE,
  AWAY,
  /// Extended away.
  XA,
  OFFLINE;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Show> of(String word) {
    return switch (word) {
      case "online" -> Optional.of(ONLINE);
      case "away" -> Optional.of(AWAY);
      case "xa" -> Optional.of(XA);
      case "offline" -> Optional.of(OFFLINE);
      default -> Optional.empty();
    };
  }
}
