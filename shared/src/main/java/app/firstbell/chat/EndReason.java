package app.firstbell.chat;

import app.firstbell.identity.Party;
import java.util.Locale;

/// Why an accepted chat ended: somebody hung up, or somebody was gone for longer than the grace.
public enum EndReason {
  VISITOR,
  AGENT,
  VISITOR_LOST,
  AGENT_LOST;

  public static EndReason hungUp(Party by) {
    return by == Party.VISITOR ? VISITOR : AGENT;
  }

  public static EndReason lost(Party who) {
    return who == Party.VISITOR ? VISITOR_LOST : AGENT_LOST;
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static EndReason of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
