package app.firstbell.functions.http;

import app.firstbell.identity.IdentityParts;
import app.firstbell.transaction.Answer;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;

/// The rooms of an organization are shown, opened, edited and closed.
public final class RoomsHandler
    implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
  private final Gate gate;
  private final Rooms rooms;

  public RoomsHandler() {
    this(Gate.ofEnvironment(), HttpParts.ofEnvironment());
  }

  public RoomsHandler(Gate gate, IdentityParts parts) {
    this.gate = gate;
    this.rooms = new Rooms(new Accounts(parts.organizations()), parts.members());
  }

  @Override
  public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
    return gate.handle(event, context, this::answer);
  }

  private Answer answer(Call call) {
    return switch (call.action()) {
      case LIST_ROOMS -> rooms.list(call);
      case CREATE_ROOM -> rooms.create(call);
      case READ_ROOM -> rooms.read(call);
      case EDIT_ROOM -> rooms.edit(call);
      case DELETE_ROOM -> rooms.delete(call);
      case SET_ROOM_AGENTS -> rooms.setAgents(call);
      default -> throw Problem.absent();
    };
  }
}
