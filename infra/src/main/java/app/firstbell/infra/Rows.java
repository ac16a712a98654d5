package app.firstbell.infra;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Kinds of rows in the table `Accounts`, by the form of their partition key. The tenant leads
/// every key, and its id has no `#`; what follows is fixed, so a policy can name it
/// (`dynamodb:LeadingKeys`).
enum Rows {
  /// `{tenant}`: the organization itself, its members and rooms.
  OWN(""),
  SESSIONS("*#session"),
  LINKS("*#link"),
  KEYS("*#key"),
  PHOTOS("*#photo"),
  IDEMPOTENCY("*#idempotency"),
  ACTS("*#act"),
  AUDIT("*#audit"),
  USE("*#use"),
  /// Balances of guarded accounts.
  BALANCES("*#balance"),
  /// Postings, and what makes a repeat one.
  LEDGER("*#ledger"),
  ENTRIES("*#entries"),
  /// Credits that are set aside while an operator has a chat.
  HOLDS("*#hold"),
  /// Orders of credits.
  PURCHASES("*#purchase"),
  RATE("*#rate"),
  /// Mails that were sent, and warnings that were given.
  NOTICES("*#notice"),
  VISITORS("*#visitor"),
  /// A reseller's customers, by name.
  DIRECTORY("*#orgs"),
  /// The same by every word of their names.
  WORDS("*#words"),
  LOGINS("platform#login"),
  /// Sign-ins that failed.
  THROTTLE("platform#throttle");

  private static final String KEY = "dynamodb:LeadingKeys";

  private final String pattern;

  Rows(String pattern) {
    this.pattern = pattern;
  }

  /// The pattern of the partition key; empty for [#OWN], which has no fixed part.
  String pattern() {
    return pattern;
  }

  /// The condition under which a call touches rows of these kinds and no others.
  ///
  /// A call that touches several rows at once (a batch) is judged as one, and a condition cannot
  /// say "without `#`, or one of these": there, every other kind is excluded by name.
  static Map<String, Object> only(Set<Rows> kinds) {
    if (!kinds.contains(OWN)) {
      return condition(
          "ForAllValues:StringLike", kinds.stream().map(Rows::pattern).sorted().toList());
    }
    return condition(
        "ForAllValues:StringNotLike",
        kinds.size() == 1
            ? List.of("*#*")
            : Arrays.stream(values())
                .filter(kind -> !kinds.contains(kind))
                .map(Rows::pattern)
                .sorted()
                .toList());
  }

  /// A condition on the partition keys of a call: all of them, and there may be several.
  static Map<String, Object> condition(String operator, List<String> patterns) {
    return Map.of(operator, Map.of(KEY, patterns.size() == 1 ? patterns.getFirst() : patterns));
  }
}
