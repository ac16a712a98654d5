package app.firstbell.functions.http;

import app.firstbell.access.Actor;
import app.firstbell.agent.Member;
import app.firstbell.agent.Role;
import app.firstbell.identity.IdentityParts;
import app.firstbell.identity.Session;
import app.firstbell.identity.SessionId;
import app.firstbell.identity.SignIn;
import app.firstbell.organization.Account;
import app.firstbell.organization.TenantId;
import app.firstbell.transaction.Act;
import app.firstbell.transaction.Answer;
import app.firstbell.transaction.Application;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Signing in, going on, looking who one is, and ending sessions.
final class Sessions {
  private static final int LONGEST_COMPUTER = 64;
  private static final int LONGEST_TOKEN = 512;
  private static final int LONGEST_TYPED = 1024;

  private final IdentityParts parts;
  private final SignIn signIn;

  Sessions(IdentityParts parts) {
    this.parts = parts;
    this.signIn = new SignIn(parts);
  }

  Answer signIn(Call call) {
    Fields body = call.body("email", "password", "computer");
    String email = body.text("email", Fields.LONGEST_EMAIL);
    String password = body.secret("password", LONGEST_TYPED);
    Optional<String> computer = body.optionalText("computer", LONGEST_COMPUTER);
    return welcome(
        signIn.signIn(email, password, from(call, computer), call.now()),
        "E-mail address or password is wrong.");
  }

  Answer refresh(Call call) {
    String token = call.body("refreshToken").secret("refreshToken", LONGEST_TOKEN);
    return welcome(signIn.refresh(token, call.now()), "The session has ended.");
  }

  Answer current(Call call) {
    Session session = session(call);
    Account organization =
        parts.organizations().account(call.tenant()).orElseThrow(Problem::absent);
    return Http.json(
        200,
        json -> {
          json.text("session", session.id().value())
              .instant("refreshExpiresAt", session.expiresAt());
          Passport.write(json, organization, shown(call, organization), call.actor());
        });
  }

  /// Whoever signs out is out, whatever became of the session meanwhile.
  Answer signOut(Call call) {
    parts
        .sessions()
        .session(call.tenant(), sessionId(call.actor()), call.now())
        .ifPresent(session ->
            signIn.end(
                session,
                call.act(
                    session.support().isPresent() ? Application.SUPPORT : Application.SECURITY,
                    session.support().isPresent() ? "support.left" : "security.signed-out")));
    return Answer.noContent();
  }

  /// One's own sessions; an administrator sees those of supporters who are in the organization too.
  Answer list(Call call) {
    Actor.Member member = call.member();
    List<Session> own =
        parts.sessions().all(member.tenant(), call.now()).stream()
            .filter(session -> mayEnd(member, session))
            .sorted(Comparator.comparing(Session::lastUsedAt).reversed())
            .toList();
    return Http.json(
        200,
        json ->
            json.objects(
                "items",
                own,
                (one, session) -> {
                  one.text("id", session.id().value())
                      .bool("current", session.id().equals(member.session()))
                      .instant("createdAt", session.createdAt())
                      .instant("lastUsedAt", session.lastUsedAt())
                      .text("client", session.client());
                  session
                      .support()
                      .ifPresent(support ->
                          Passport.support(one, support, session.member(), session.expiresAt()));
                }));
  }

  private static boolean mayEnd(Actor.Member member, Session session) {
    return session.support().isPresent()
        ? member.role() == Role.ADMIN
        : session.member().equals(member.id());
  }

  /// Ends one of one's own sessions, or a supporter's; another's is no session.
  Answer revoke(Call call) {
    Actor.Member member = call.member();
    Session session =
        Optional.of(call.path("session"))
            .filter(SessionId::isValid)
            .flatMap(id -> parts.sessions().session(member.tenant(), new SessionId(id), call.now()))
            .filter(found -> mayEnd(member, found))
            .orElseThrow(Problem::absent);
    if (!signIn.end(session, revoked(call, session))) {
      throw Problem.absent();
    }
    return Answer.noContent();
  }

  private static Act revoked(Call call, Session session) {
    return session
        .support()
        .map(support ->
            call.act(Application.SUPPORT, "support.ended").with("supporter", support.name()))
        .orElseGet(() -> call.act(Application.SECURITY, "security.session-revoked"));
  }

  /// What somebody gets who may come in; and the words for whoever may not.
  static Answer welcome(SignIn.Outcomes outcome, String refused) {
    return switch (outcome) {
      case SignIn.Outcomes.Welcome welcome -> Passport.answer(welcome.pass());
      case SignIn.Outcomes.Refused _ -> throw Problem.unauthorized(refused);
      case SignIn.Outcomes.TooOften tooOften -> throw Problem.tooOften(tooOften.retryAfter());
      case SignIn.Outcomes.Closed closed ->
          throw switch (closed.why()) {
            case SUSPENDED ->
                Problem.of(Slug.SUSPENDED, "Your organization is suspended. Nothing is lost.");
            case DISABLED ->
                Problem.of(Slug.DISABLED, "Your account is disabled. Please ask an administrator.");
            case NO_ACCESS ->
                Problem.of(
                    Slug.NO_ACCESS,
                    "Your account has no access to the portal. Please ask an administrator.");
          };
    };
  }

  /// From where a request comes, as the list of sessions shows it.
  static SignIn.From from(Call call, Optional<String> computer) {
    return new SignIn.From(
        UserAgent.shown(Http.header(call.event(), "user-agent").orElse("")),
        call.address(),
        computer.orElse(null));
  }

  private Session session(Call call) {
    return parts
        .sessions()
        .session(call.tenant(), sessionId(call.actor()), call.now())
        .orElseThrow(() -> Problem.unauthorized("The session has ended."));
  }

  /// The member as whom the console shows itself: support sees what the owner would.
  private Optional<Member> shown(Call call, Account organization) {
    TenantId tenant = organization.id();
    return switch (call.actor()) {
      case Actor.Member member -> parts.members().member(tenant, member.id());
      case Actor.Support _ ->
          Optional.ofNullable(organization.owner())
              .flatMap(owner -> parts.members().member(tenant, owner));
      case Actor.Anonymous _, Actor.Visitor _, Actor.Key _ -> Optional.empty();
    };
  }

  private static SessionId sessionId(Actor actor) {
    return switch (actor) {
      case Actor.Member member -> member.session();
      case Actor.Support support -> support.session();
      case Actor.Anonymous _, Actor.Visitor _, Actor.Key _ ->
          throw Problem.forbidden("This is for members who are signed in.");
    };
  }
}
