package app.firstbell.functions.http;

import app.firstbell.functions.Environment;
import app.firstbell.identity.IdentityParts;
import app.firstbell.identity.Ids;
import app.firstbell.transaction.Answer;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;

/// People sign in and out, set passwords, sign up, and accept invitations.
public final class SessionsHandler
    implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
  private final Gate gate;
  private final Sessions sessions;
  private final PasswordChanges passwords;
  private final SignUps signUps;
  private final Invitations invitations;

  public SessionsHandler() {
    this(
        Gate.ofEnvironment(),
        IdentityParts.on(
            Environment.dynamoDb(),
            Environment.variable("ACCOUNTS_TABLE"),
            Environment.tokenKeys(),
            Environment.variable("APP_ORIGIN"),
            Environment.contention(),
            Ids.secure(),
            Environment.CLOCK));
  }

  public SessionsHandler(Gate gate, IdentityParts parts) {
    this.gate = gate;
    this.sessions = new Sessions(parts);
    this.passwords = new PasswordChanges(parts);
    this.signUps = new SignUps(parts);
    this.invitations = new Invitations(parts);
  }

  @Override
  public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
    return gate.handle(event, context, this::answer);
  }

  private Answer answer(Call call) {
    return switch (call.action()) {
      case SIGN_IN -> sessions.signIn(call);
      case REFRESH -> sessions.refresh(call);
      case READ_CURRENT_SESSION -> sessions.current(call);
      case SIGN_OUT -> sessions.signOut(call);
      case LIST_SESSIONS -> sessions.list(call);
      case REVOKE_SESSION -> sessions.revoke(call);
      case CHANGE_PASSWORD -> passwords.change(call);
      case ASK_PASSWORD_RESET -> passwords.ask(call);
      case RESET_PASSWORD -> passwords.redeem(call);
      case SIGN_UP -> signUps.ask(call);
      case CONFIRM_SIGN_UP -> signUps.confirm(call);
      case READ_TERMS -> Terms.answer();
      case LOOK_UP_INVITATION -> invitations.look(call);
      case ACCEPT_INVITATION -> invitations.accept(call);
      case CONFIRM_EMAIL_CHANGE -> invitations.confirmEmail(call);
      default -> throw Problem.absent();
    };
  }
}
