package app.firstbell.agent;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What a member may do beyond their own affairs, each given one by one (A1).
public enum Permission {
  MANAGE_AGENTS,
  MANAGE_ROOMS,
  MANAGE_SETTINGS,
  VIEW_AUDIT,
  MANAGE_KEYS,
  MANAGE_BILLING,
  ANSWER_CHATS,
  /// Beside [#ANSWER_CHATS]: chats of customers on the Operations package ring too. Means something
  /// only in a reseller's organization and in the platform's.
  ANSWER_AS_OPERATOR,
  /// Means something only in a reseller's organization and in the platform's.
  MANAGE_CUSTOMERS;

  /// As it is written in items and answers: `manage-agents`.
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static Optional<Permission> of(String word) {
    return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
  }
}
