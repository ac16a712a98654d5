package app.firstbell.functions.http;

import app.firstbell.identity.IdentityParts;
import app.firstbell.key.KeyStore;
import app.firstbell.transaction.Answer;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;

/// The API keys of an organization are made, listed and revoked.
public final class KeysHandler
    implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
  private final Gate gate;
  private final Keys keys;

  public KeysHandler() {
    this(Gate.ofEnvironment(), HttpParts.ofEnvironment());
  }

  public KeysHandler(Gate gate, IdentityParts parts) {
    this.gate = gate;
    this.keys = new Keys(new KeyStore(parts.client(), parts.table()), parts.keys());
  }

  @Override
  public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
    return gate.handle(event, context, Routes.of(this::answer, keys::shown));
  }

  private Answer answer(Call call) {
    return switch (call.action()) {
      case LIST_KEYS -> keys.list(call);
      case CREATE_KEY -> keys.create(call);
      case DELETE_KEY -> keys.delete(call);
      default -> throw Problem.absent();
    };
  }
}
