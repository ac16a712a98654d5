package app.firstbell.functions.http;

import app.firstbell.identity.IdentityParts;
import app.firstbell.photo.PhotoStore;
import app.firstbell.transaction.Answer;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;

/// A member's profile is shown and edited, and takes a photo: by its owner, or by whoever manages
/// agents.
public final class ProfilesHandler
    implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
  private final Gate gate;
  private final Profiles profiles;

  public ProfilesHandler() {
    this(Gate.ofEnvironment(), HttpParts.ofEnvironment());
  }

  public ProfilesHandler(Gate gate, IdentityParts parts) {
    this.gate = gate;
    this.profiles =
        new Profiles(
            new Accounts(parts.organizations()),
            parts.members(),
            new PhotoStore(parts.client(), parts.table()));
  }

  @Override
  public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
    return gate.handle(event, context, this::answer);
  }

  private Answer answer(Call call) {
    return switch (call.action()) {
      case READ_PROFILE, READ_MEMBERS_PROFILE -> profiles.read(call);
      case EDIT_PROFILE, EDIT_MEMBERS_PROFILE -> profiles.edit(call);
      case UPLOAD_PHOTO, UPLOAD_MEMBERS_PHOTO -> profiles.upload(call);
      case REMOVE_PHOTO, REMOVE_MEMBERS_PHOTO -> profiles.removePhoto(call);
      default -> throw Problem.absent();
    };
  }
}
