package app.firstbell.functions.http;

import app.firstbell.identity.IdentityParts;
import app.firstbell.ledger.BalanceStore;
import app.firstbell.purchase.Payments;
import app.firstbell.purchase.PurchaseStore;
import app.firstbell.transaction.Answer;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;

/// Whoever has a renewal link buys interaction credits, signed in or not.
public final class RenewalsHandler
    implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
  private final Gate gate;
  private final Renewals renewals;

  public RenewalsHandler() {
    this(Gate.ofEnvironment(), HttpParts.ofEnvironment(), Payments.BY_RECEIPT);
  }

  public RenewalsHandler(Gate gate, IdentityParts parts, Payments payments) {
    this.gate = gate;
    this.renewals =
        new Renewals(
            parts,
            new BalanceStore(parts.client(), parts.table()),
            new Orders(
                new PurchaseStore(parts.client(), parts.table()),
                parts.organizations(),
                payments,
                parts.table()),
            parts.ids());
  }

  @Override
  public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
    return gate.handle(event, context, this::answer);
  }

  private Answer answer(Call call) {
    return switch (call.action()) {
      case LOOK_UP_RENEWAL -> renewals.look(call);
      case ORDER_RENEWAL -> renewals.order(call);
      default -> throw Problem.absent();
    };
  }
}
