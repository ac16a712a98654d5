package app.firstbell.functions.http;

import app.firstbell.functions.Environment;
import app.firstbell.identity.AccessTokens;
import app.firstbell.identity.IdentityParts;
import app.firstbell.transaction.Answer;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;

/// A reseller or the platform enters a customer's account as support.
public final class SupportHandler
    implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
  private final Gate gate;
  private final Support support;

  public SupportHandler() {
    this(Gate.ofEnvironment(), HttpParts.ofEnvironment(), Environment.accessTokens());
  }

  public SupportHandler(Gate gate, IdentityParts parts, AccessTokens tokens) {
    this.gate = gate;
    this.support =
        new Support(new Accounts(parts.organizations()), parts.members(), parts.sessions(), tokens);
  }

  @Override
  public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
    return gate.handle(event, context, Routes.of(this::answer, support::shown));
  }

  private Answer answer(Call call) {
    return switch (call.action()) {
      case ENTER_AS_SUPPORT -> support.enter(call);
      default -> throw Problem.absent();
    };
  }
}
