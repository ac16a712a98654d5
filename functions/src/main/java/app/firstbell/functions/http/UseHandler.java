package app.firstbell.functions.http;

import app.firstbell.identity.IdentityParts;
import app.firstbell.ledger.BalanceStore;
import app.firstbell.transaction.Answer;
import app.firstbell.use.UseReader;
import app.firstbell.use.UseStore;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;

/// Members see what their organization has used, and what it is entitled to.
public final class UseHandler
    implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
  private final Gate gate;
  private final UseReports reports;
  private final Entitlements entitlements;

  public UseHandler() {
    this(Gate.ofEnvironment(), HttpParts.ofEnvironment());
  }

  public UseHandler(Gate gate, IdentityParts parts) {
    Accounts accounts = new Accounts(parts.organizations());
    this.gate = gate;
    this.reports =
        new UseReports(accounts, parts.members(), new UseReader(parts.client(), parts.table()));
    this.entitlements =
        new Entitlements(
            accounts,
            new UseStore(parts.client(), parts.table()),
            new BalanceStore(parts.client(), parts.table()));
  }

  @Override
  public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
    return gate.handle(event, context, this::answer);
  }

  private Answer answer(Call call) {
    return switch (call.action()) {
      case READ_USE -> reports.read(call);
      case EXPORT_USE -> reports.export(call);
      case READ_ENTITLEMENTS -> entitlements.read(call);
      default -> throw Problem.absent();
    };
  }
}
