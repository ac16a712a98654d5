package app.firstbell.functions.http;

import app.firstbell.functions.Environment;
import app.firstbell.identity.IdentityParts;
import app.firstbell.ledger.BalanceStore;
import app.firstbell.ledger.LedgerBalances;
import app.firstbell.organization.Assignments;
import app.firstbell.organization.Balances;
import app.firstbell.organization.Directory;
import app.firstbell.transaction.Answer;
import app.firstbell.use.UseStore;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;

/// Organizations are found, shown and edited; customers are made, suspended, handed over and
/// deleted.
public final class OrganizationsHandler
    implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
  private final Gate gate;
  private final Organizations organizations;
  private final Customers customers;

  public OrganizationsHandler() {
    this(
        Gate.ofEnvironment(),
        HttpParts.ofEnvironment(),
        new LedgerBalances(Environment.dynamoDb(), Environment.variable("ACCOUNTS_TABLE")),
        Assignments.NONE);
  }

  public OrganizationsHandler(
      Gate gate, IdentityParts parts, Balances balances, Assignments assignments) {
    this.gate = gate;
    Accounts accounts = new Accounts(parts.organizations());
    Directory directory = new Directory(parts.client(), parts.table());
    this.organizations =
        new Organizations(
            accounts,
            directory,
            parts.members(),
            new UseStore(parts.client(), parts.table()),
            balances);
    this.customers =
        new Customers(
            accounts,
            organizations,
            directory,
            parts.members(),
            new MemberLinks(parts.links()),
            new BalanceStore(parts.client(), parts.table()),
            balances,
            assignments);
  }

  @Override
  public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
    return gate.handle(event, context, this::answer);
  }

  private Answer answer(Call call) {
    return switch (call.action()) {
      case LIST_ORGANIZATIONS -> organizations.list(call);
      case CREATE_ORGANIZATION -> customers.create(call);
      case READ_ORGANIZATION -> organizations.read(call);
      case EDIT_ORGANIZATION -> organizations.edit(call);
      case DELETE_ORGANIZATION -> customers.delete(call);
      case SUSPEND_ORGANIZATION -> customers.suspend(call);
      case RESUME_ORGANIZATION -> customers.resume(call);
      case CHANGE_OWNER -> customers.changeOwner(call);
      case CHANGE_PARENT -> customers.changeParent(call);
      case ACCEPT_TERMS -> organizations.acceptTerms(call);
      default -> throw Problem.absent();
    };
  }
}
