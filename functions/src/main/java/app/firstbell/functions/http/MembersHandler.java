package app.firstbell.functions.http;

import app.firstbell.identity.IdentityParts;
import app.firstbell.photo.PhotoStore;
import app.firstbell.transaction.Answer;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;

/// The members of an organization are shown, invited, edited and deleted.
public final class MembersHandler
    implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
  private final Gate gate;
  private final Members members;

  public MembersHandler() {
    this(Gate.ofEnvironment(), HttpParts.ofEnvironment());
  }

  public MembersHandler(Gate gate, IdentityParts parts) {
    this.gate = gate;
    this.members =
        new Members(
            new Accounts(parts.organizations()),
            parts,
            new PhotoStore(parts.client(), parts.table()));
  }

  @Override
  public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
    return gate.handle(event, context, this::answer);
  }

  private Answer answer(Call call) {
    return switch (call.action()) {
      case LIST_MEMBERS -> members.list(call);
      case INVITE_MEMBER -> members.invite(call);
      case READ_MEMBER -> members.read(call);
      case EDIT_MEMBER -> members.edit(call);
      case DELETE_MEMBER -> members.delete(call);
      case SET_PERMISSIONS -> members.setPermissions(call);
      case INVITE_AGAIN -> members.inviteAgain(call);
      case MAIL_PASSWORD_RESET -> members.mailPasswordReset(call);
      default -> throw Problem.absent();
    };
  }
}
