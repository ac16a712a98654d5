package app.firstbell.functions.stream;

import app.firstbell.agent.AgentId;
import app.firstbell.dynamo.Row;
import app.firstbell.functions.websocket.Bye;
import app.firstbell.identity.SessionId;
import app.firstbell.ledger.AccountBalance;
import app.firstbell.ledger.CreditWatch;
import app.firstbell.notice.Warning;
import app.firstbell.organization.TenantId;
import app.firstbell.transaction.Closes;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/// What a row of the table `Accounts` sends out into the world.
sealed interface Outgoing {
  /// Whose row it is.
  TenantId tenant();

  /// A link to be mailed. The row is named and nothing more: no secret goes through a queue.
  record Mail(TenantId tenant, String link) implements Outgoing {}

  /// Sockets to be closed.
  ///
  /// @param at when that was done; what was opened later was let in later
  record Close(TenantId tenant, Instant at, Closes whose, Bye why) implements Outgoing {}

  /// An organization is no more: all its sockets are closed, and its members' addresses are free.
  record Farewell(Close close) implements Outgoing {
    @Override
    public TenantId tenant() {
      return close.tenant();
    }
  }

  String DELETED = "organization.deleted";

  /// A balance of credits of which administrators are to be warned.
  record Warn(AccountBalance balance, Warning warning) implements Outgoing {
    @Override
    public TenantId tenant() {
      return balance.tenant();
    }
  }

  /// @return nothing when the change sends nothing out
  /// @throws RuntimeException when a row that does is not as it must be
  static Optional<Outgoing> of(StreamBatch.Change change) {
    Row row = new Row(change.after());
    String pk = row.text("pk");
    String sk = row.text("sk");
    String closes = row.textOrNull("closes");
    if ("1".equals(row.textOrNull("watch")) && AccountBalance.is(row)) {
      return warning(change.before().map(Row::new).map(AccountBalance::of), AccountBalance.of(row));
    }
    if (pk.endsWith("#link") && "1".equals(row.textOrNull("mail"))) {
      return Optional.of(new Mail(tenant(pk), sk));
    }
    if (pk.endsWith("#act") && closes != null) {
      Closes whose = closes(closes);
      Close close =
          new Close(
              tenant(pk),
              Instant.ofEpochMilli(Long.parseLong(sk.substring(0, sk.indexOf('#')))),
              whose,
              why(whose, "1".equals(row.textOrNull("passing"))));
      return Optional.of(DELETED.equals(row.text("what")) ? new Farewell(close) : close);
    }
    return Optional.empty();
  }

  private static Optional<Outgoing> warning(Optional<AccountBalance> before, AccountBalance after) {
    return before
        .flatMap(it -> CreditWatch.judge(it, after))
        .map(warning -> new Warn(after, warning));
  }

  private static TenantId tenant(String pk) {
    return new TenantId(pk.substring(0, pk.indexOf('#')));
  }

  /// The other way round than [Closes#text()].
  private static Closes closes(String text) {
    String[] parts = text.split(":", 3);
    return switch (parts[0] + "/" + parts.length) {
      case "member/2" -> new Closes.OfMember(new AgentId(parts[1]));
      case "members/2" ->
          new Closes.OfMembers(Arrays.stream(parts[1].split(",", -1)).map(AgentId::new).toList());
      case "member-except/3" ->
          new Closes.OfMemberExcept(new AgentId(parts[1]), new SessionId(parts[2]));
      case "session/2" -> new Closes.OfSession(new SessionId(parts[1]));
      case "agents/1" -> new Closes.OfAgents();
      case "organization/1" -> new Closes.OfOrganization();
      default -> throw new IllegalStateException("expected whose sockets to close, got " + text);
    };
  }

  private static Bye why(Closes whose, boolean isPassing) {
    if (isPassing) {
      return Bye.CHANGED;
    }
    return switch (whose) {
      case Closes.OfOrganization _ -> Bye.SUSPENDED;
      case Closes.OfMember _,
          Closes.OfMembers _,
          Closes.OfMemberExcept _,
          Closes.OfSession _,
          Closes.OfAgents _ ->
          Bye.REVOKED;
    };
  }
}
