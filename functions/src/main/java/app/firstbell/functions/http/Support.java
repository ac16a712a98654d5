package app.firstbell.functions.http;

import app.firstbell.access.Actor;
import app.firstbell.agent.AgentId;
import app.firstbell.agent.Member;
import app.firstbell.agent.MemberStore;
import app.firstbell.identity.AccessClaims;
import app.firstbell.identity.AccessTokens;
import app.firstbell.identity.Session;
import app.firstbell.identity.SessionId;
import app.firstbell.identity.SessionStore;
import app.firstbell.json.Json;
import app.firstbell.organization.Account;
import app.firstbell.organization.Amending;
import app.firstbell.support.Visit;
import app.firstbell.transaction.Act;
import app.firstbell.transaction.Answer;
import app.firstbell.transaction.Application;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/// Lets somebody of the reseller or of the platform into a customer's account: for a reason, for a
/// time, and told in the customer's audit log with both names.
final class Support {
  private final Accounts accounts;
  private final MemberStore members;
  private final SessionStore sessions;
  private final AccessTokens tokens;

  Support(Accounts accounts, MemberStore members, SessionStore sessions, AccessTokens tokens) {
    this.accounts = accounts;
    this.members = members;
    this.sessions = sessions;
    this.tokens = tokens;
  }

  Answer enter(Call call) {
    Visit visit = visit(call.body("reason", "minutes"));
    Account account = accounts.of(call);
    Actor.Member by = call.member();
    return Accounts.ruled(() -> {
      Amending.notDeleted(account);
      Session session =
          Session.begun(
                  call.tenant(),
                  new SessionId(call.gate().newId()),
                  by.id(),
                  call.now(),
                  // A token tells its end to the second: so does the session.
                  call.now().truncatedTo(ChronoUnit.SECONDS).plus(visit.length()),
                  "Support by " + by.organization(),
                  null)
              .by(new Session.Support(by.tenant(), by.organization(), by.name(), visit.reason()));
      Act act =
          call.act(Application.SUPPORT, "support.entered")
              .on("organization", account.id().value(), account.name())
              .with("reason", visit.reason())
              .with("minutes", Long.toString(visit.length().toMinutes()));
      Answer kept = Http.json(201, json -> json.text("session", session.id().value()));
      Answer answer =
          call.commit(List.of(sessions.creating(session)), act, kept, _ -> Problem.stale());
      return shown(call, answer, account, session);
    });
  }

  /// The answer to a repeat: the same session with its token, which is in nothing that was kept.
  Answer shown(Call call, Answer kept) {
    SessionId id = new SessionId(Json.object(kept.body()).text("session").orElseThrow());
    Session session =
        sessions
            .session(call.tenant(), id, call.now())
            .orElseThrow(
                () -> Problem.of(Slug.STATE, "The support session has ended: enter again."));
    return shown(call, kept, accounts.of(call), session);
  }

  private Answer shown(Call call, Answer kept, Account account, Session session) {
    Actor.Member by = call.member();
    String token =
        tokens.issue(
            new AccessClaims(
                session.tenant(),
                session.member(),
                session.id(),
                Optional.of(by.tenant()),
                session.expiresAt()));
    Actor.Support support =
        new Actor.Support(
            account.id(),
            account.name(),
            by,
            session.support().map(Session.Support::reason).orElse(""),
            session.id(),
            session.expiresAt());
    AgentId owner = account.owner();
    Optional<Member> shown = owner == null ? Optional.empty() : members.member(account.id(), owner);
    Answer answer =
        Http.json(
            201,
            json -> {
              json.text("token", token)
                  .instant("expiresAt", session.expiresAt())
                  .text("session", session.id().value());
              Passport.write(json, account, shown, Optional.of(support));
            });
    return kept.withBody(answer.body());
  }

  private static Visit visit(Fields body) {
    String reason = body.text("reason", Visit.LONGEST_REASON);
    if (reason.codePointCount(0, reason.length()) < Visit.SHORTEST_REASON) {
      throw body.wrong(
          "reason",
          "expected at least " + Visit.SHORTEST_REASON + " characters: the customer reads it");
    }
    long minutes =
        body.whole("minutes", Visit.LEAST_MINUTES, Visit.MOST_MINUTES)
            .orElseThrow(() -> body.wrong("minutes", "expected minutes from 5 to 60"));
    return new Visit(reason, Duration.ofMinutes(minutes));
  }
}
