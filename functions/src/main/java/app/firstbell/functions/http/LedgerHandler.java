package app.firstbell.functions.http;

import app.firstbell.dynamo.Contention;
import app.firstbell.functions.Environment;
import app.firstbell.identity.IdentityParts;
import app.firstbell.ledger.BalanceStore;
import app.firstbell.ledger.History;
import app.firstbell.ledger.Ledger;
import app.firstbell.purchase.PurchaseStore;
import app.firstbell.transaction.Answer;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;

/// Balances and their history are shown, and money and credits are posted by hand.
public final class LedgerHandler
    implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
  private final Gate gate;
  private final Accounts accounts;
  private final BalanceView view;
  private final AccountHistory history;
  private final CustomerMoney money;

  public LedgerHandler() {
    this(Gate.ofEnvironment(), HttpParts.ofEnvironment(), Environment.contention());
  }

  public LedgerHandler(Gate gate, IdentityParts parts, Contention contention) {
    BalanceStore balances = new BalanceStore(parts.client(), parts.table());
    this.gate = gate;
    this.accounts = new Accounts(parts.organizations());
    this.view = new BalanceView(balances);
    History lines = new History(parts.client(), parts.table());
    this.history = new AccountHistory(accounts, lines);
    this.money =
        new CustomerMoney(
            accounts,
            balances,
            new PaymentDesk(new Ledger(parts.client(), parts.table(), contention)),
            new Undoing(balances, new PurchaseStore(parts.client(), parts.table()), lines),
            view);
  }

  @Override
  public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
    return gate.handle(event, context, Routes.of(this::answer, view::beside));
  }

  private Answer answer(Call call) {
    return switch (call.action()) {
      case READ_BALANCE -> view.shown(call, accounts.of(call));
      case READ_LEDGER -> history.list(call);
      case EXPORT_LEDGER -> history.export(call);
      case TOP_UP -> money.topUp(call);
      case WITHDRAW -> money.withdraw(call);
      case PAY_DEBT -> money.payDebt(call);
      case SET_CREDIT_LIMIT -> money.limit(call);
      case REVERSE_POSTING -> money.reverse(call);
      case GRANT_CREDITS -> money.grantCredits(call);
      case WITHDRAW_CREDITS -> money.withdrawCredits(call);
      default -> throw Problem.absent();
    };
  }
}
