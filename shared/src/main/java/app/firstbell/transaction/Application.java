package app.firstbell.transaction;

import java.util.Locale;

/// The part of the product in which somebody acts, by which the audit log is filtered.
public enum Application {
  CHAT,
  AGENTS,
  ROOMS,
  ORGANIZATION,
  SETTINGS,
  SECURITY,
  SUPPORT,
  KEYS,
  BILLING;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
