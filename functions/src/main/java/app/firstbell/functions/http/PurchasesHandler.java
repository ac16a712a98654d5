package app.firstbell.functions.http;

import app.firstbell.access.Action;
import app.firstbell.dynamo.Contention;
import app.firstbell.functions.Environment;
import app.firstbell.identity.IdentityParts;
import app.firstbell.ledger.BalanceStore;
import app.firstbell.ledger.Ledger;
import app.firstbell.purchase.Payments;
import app.firstbell.purchase.PurchaseStore;
import app.firstbell.transaction.Answer;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;

/// Interaction credits are bought, the package is chosen and its fee is paid.
public final class PurchasesHandler
    implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
  private final Gate gate;
  private final BalanceView view;
  private final Purchases purchases;
  private final Packages packages;

  public PurchasesHandler() {
    this(
        Gate.ofEnvironment(),
        HttpParts.ofEnvironment(),
        Environment.contention(),
        Payments.BY_RECEIPT);
  }

  public PurchasesHandler(
      Gate gate, IdentityParts parts, Contention contention, Payments payments) {
    Accounts accounts = new Accounts(parts.organizations());
    BalanceStore balances = new BalanceStore(parts.client(), parts.table());
    PaymentDesk desk = new PaymentDesk(new Ledger(parts.client(), parts.table(), contention));
    PurchaseStore store = new PurchaseStore(parts.client(), parts.table());
    this.gate = gate;
    this.view = new BalanceView(balances);
    this.purchases =
        new Purchases(
            accounts, new Orders(store, parts.organizations(), payments, parts.table()), desk);
    this.packages = new Packages(accounts, balances, desk, view);
  }

  @Override
  public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
    return gate.handle(
        event,
        context,
        Routes.of(
            this::answer,
            (call, kept) -> call.action() == Action.PAY_FEE ? view.beside(call, kept) : kept));
  }

  private Answer answer(Call call) {
    return switch (call.action()) {
      case LIST_PACKS -> purchases.packs(call);
      case ORDER_PACK -> purchases.order(call);
      case LIST_PURCHASES -> purchases.list(call);
      case RECEIVE_PURCHASE -> purchases.receive(call);
      case CANCEL_PURCHASE -> purchases.cancel(call);
      case SET_PACKAGE -> packages.set(call);
      case PAY_FEE -> packages.payFee(call);
      case SET_THRESHOLD -> packages.threshold(call);
      default -> throw Problem.absent();
    };
  }
}
