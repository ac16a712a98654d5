package app.firstbell.commands;

import app.firstbell.audit.AuditHead;
import app.firstbell.organization.TenantId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What an operator asked for.
sealed interface Command {
  String USAGE =
      """
      firstbell audit verify [--organization ID [--expect N:HASH]] [--table NAME]
          looks through the audit log of one organization, or of all, and says whether each record
          is as it was written; with --expect, also that the record N is still the one of that HASH
      firstbell audit repair [--organization ID] [--table NAME] [--chats NAME]
          writes what the audit logs lack of the acts of the last seven days and of the chats that
          there are, of one organization or of all; a repeat writes nothing
      firstbell ledger verify [--organization ID] [--table NAME] [--chats NAME]
          recomputes balances from entries, every posting's sum, and the counters of chats from the
          chats that there are, of one organization or of all, and names every difference
      firstbell admin create --email ADDRESS --name NAME [--function NAME]
          invites the first administrator of the platform; on AWS, --function is the stack's output
          ProvisionFunction
      All speak to the emulator that runs (target/firstbell.json), else to AWS by the variables of
      its SDK (AWS_PROFILE, AWS_REGION, …); AWS_ENDPOINT_URL comes before either.
      """;

  /// @param organization none means all
  /// @param expected the head that was noted earlier
  /// @param table none means the one that there is
  record VerifyAudit(
      Optional<TenantId> organization, Optional<AuditHead> expected, Optional<String> table)
      implements Command {}

  /// @param organization none means all
  /// @param table of the accounts, and `chats` that of the chats; none means the one that there is
  record RepairAudit(
      Optional<TenantId> organization, Optional<String> table, Optional<String> chats)
      implements Command {}

  /// @param organization none means all
  /// @param table of the accounts, and `chats` that of the chats; none means the one that there is
  record VerifyLedger(
      Optional<TenantId> organization, Optional<String> table, Optional<String> chats)
      implements Command {}

  /// @param function none means the emulator's
  record CreateAdmin(String email, String name, Optional<String> function) implements Command {}

  record Help() implements Command {}

  /// @throws WrongUseException when it is none of the commands, or an option is wrong or missing
  static Command of(List<String> arguments) {
    Deque<String> left = new ArrayDeque<>(arguments);
    String what = next(left) + " " + next(left);
    return switch (what.strip()) {
      case "", "help", "--help", "-h" -> new Help();
      case "audit verify" -> audit(options(left, Set.of("organization", "expect", "table")));
      case "audit repair" ->
          both(options(left, Set.of("organization", "table", "chats")), RepairAudit::new);
      case "ledger verify" ->
          both(options(left, Set.of("organization", "table", "chats")), VerifyLedger::new);
      case "admin create" -> admin(options(left, Set.of("email", "name", "function")));
      default -> throw new WrongUseException("there is no command `" + what.strip() + "`");
    };
  }

  private static Command audit(Map<String, String> options) {
    Optional<String> organization = Optional.ofNullable(options.get("organization"));
    Optional<String> expected = Optional.ofNullable(options.get("expect"));
    if (expected.isPresent() && organization.isEmpty()) {
      throw new WrongUseException("--expect is about one organization: name it by --organization");
    }
    try {
      return new VerifyAudit(
          organization.map(TenantId::new),
          expected.map(AuditHead::parse),
          Optional.ofNullable(options.get("table")));
    } catch (IllegalArgumentException wrong) {
      throw new WrongUseException(String.valueOf(wrong.getMessage()));
    }
  }

  /// A command over both tables.
  interface OverBoth {
    Command of(Optional<TenantId> organization, Optional<String> table, Optional<String> chats);
  }

  private static Command both(Map<String, String> options, OverBoth command) {
    try {
      return command.of(
          Optional.ofNullable(options.get("organization")).map(TenantId::new),
          Optional.ofNullable(options.get("table")),
          Optional.ofNullable(options.get("chats")));
    } catch (IllegalArgumentException wrong) {
      throw new WrongUseException(String.valueOf(wrong.getMessage()));
    }
  }

  private static Command admin(Map<String, String> options) {
    String email = need(options, "email");
    if (!email.matches("[^@\\s]+@[^@\\s]+")) {
      throw new WrongUseException("--email: expected an address such as ada@example.com");
    }
    return new CreateAdmin(
        email, need(options, "name"), Optional.ofNullable(options.get("function")));
  }

  private static Map<String, String> options(Deque<String> left, Set<String> known) {
    Map<String, String> options = new HashMap<>();
    while (!left.isEmpty()) {
      String option = next(left);
      String name = option.startsWith("--") ? option.substring(2) : "";
      if (!known.contains(name)) {
        throw new WrongUseException("there is no option `" + option + "` here");
      }
      String value = next(left);
      if (value.isBlank() || value.startsWith("--")) {
        throw new WrongUseException(option + " needs a value");
      }
      if (options.put(name, value) != null) {
        throw new WrongUseException(option + " is there twice");
      }
    }
    return options;
  }

  private static String need(Map<String, String> options, String name) {
    String value = options.get(name);
    if (value == null) {
      throw new WrongUseException("--" + name + " is missing");
    }
    return value;
  }

  private static String next(Deque<String> left) {
    String next = left.poll();
    return next == null ? "" : next;
  }
}
