package app.firstbell.identity;

import java.util.Locale;

/// The two sides of a chat.
public enum Party {
  VISITOR,
  AGENT;

  public Party other() {
    return this == VISITOR ? AGENT : VISITOR;
  }

  /// As it is written in frames and items: `visitor`, `agent`.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// @throws IllegalArgumentException for another word
  public static Party of(String word) {
    return switch (word) {
      case "visitor" -> VISITOR;
      case "agent" -> AGENT;
      default -> throw new IllegalArgumentException("expected visitor or agent");
    };
  }
}
