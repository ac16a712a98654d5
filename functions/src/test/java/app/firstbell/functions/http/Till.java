package app.firstbell.functions.http;

import app.firstbell.dynamo.Contention;
import app.firstbell.dynamo.Pause;
import app.firstbell.dynamo.Row;
import app.firstbell.functions.town.Town;
import app.firstbell.json.JsonObjectWriter;
import app.firstbell.json.JsonValue;
import app.firstbell.ledger.BalanceStore;
import app.firstbell.ledger.LedgerAccount;
import app.firstbell.organization.Account;
import app.firstbell.organization.Locality;
import app.firstbell.organization.OrganizationKind;
import app.firstbell.organization.Pricing;
import app.firstbell.organization.TenantId;
import app.firstbell.purchase.Payments;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// A reseller and a customer of it, with the functions of money, on a real engine.
///
/// @param rosa the token of the reseller's administrator, and `ada` of the customer's
record Till(
    Office harbor,
    Office tea,
    String rosa,
    String ada,
    RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> ledger,
    RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> purchases,
    RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> use,
    RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> renewals) {

  static Till open() {
    return open(Town.engine());
  }

  /// @param engine the real one, or one with a planted bug
  static Till open(DynamoDbClient engine) {
    Office harbor = Office.open(engine);
    Office tea = Office.open(engine);
    String rosa = harbor.of(OrganizationKind.RESELLER, TenantId.PLATFORM);
    String ada = tea.of(OrganizationKind.CUSTOMER, harbor.lobby().tenant);
    Lobby lobby = tea.lobby();
    Contention contention = new Contention(Pause.jittered());
    return new Till(
        harbor,
        tea,
        rosa,
        ada,
        new LedgerHandler(lobby.gate, lobby.parts, contention),
        new PurchasesHandler(lobby.gate, lobby.parts, contention, Payments.BY_RECEIPT),
        new UseHandler(lobby.gate, lobby.parts),
        new RenewalsHandler(lobby.gate, lobby.parts, Payments.BY_RECEIPT));
  }

  TenantId customer() {
    return tea.lobby().tenant;
  }

  Till postpaid() {
    tea.lobby().change(account -> account.with(Pricing.POSTPAID));
    return this;
  }

  /// With other money, before anything is posted.
  Till in(String currency) {
    DynamoDbClient client = tea.lobby().parts.client();
    String table = tea.lobby().parts.table();
    Account account = tea.lobby().parts.organizations().account(customer()).orElseThrow();
    tea.lobby()
        .change(it ->
            it.with(
                new Locality(
                    account.locality().country(), currency, account.locality().timezone())));
    client.transactWriteItems(all ->
        all.transactItems(new BalanceStore(client, table).redenominating(customer(), currency)));
    return this;
  }

  /// A payment with a name of its own.
  Lobby.Reply post(String token, String rest, Consumer<JsonObjectWriter> body) {
    return post(token, rest, UUID.randomUUID().toString(), body);
  }

  Lobby.Reply post(String token, String rest, String key, Consumer<JsonObjectWriter> body) {
    return tea.ask("POST", rest, handler(rest)).as(token).header("idempotency-key", key).send(body);
  }

  Lobby.Reply put(String token, String rest, Consumer<JsonObjectWriter> body) {
    return tea.ask("PUT", rest, handler(rest)).as(token).send(body);
  }

  Lobby.Reply get(String token, String rest, Map<String, String> query) {
    return tea.ask("GET", rest, handler(rest)).as(token).query(query).send();
  }

  Lobby.Reply topUp(long minor) {
    return post(rosa, "/top-ups", json -> json.number("minor", minor));
  }

  private RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> handler(String rest) {
    return switch (rest) {
      case "/credit-packs", "/package", "/fee-payments", "/credit-purchases", "/credit-threshold" ->
          purchases;
      case "/use", "/use/export", "/entitlements" -> use;
      default -> ledger;
    };
  }

  /// What is posted on an account, as its row says.
  long posted(LedgerAccount account) {
    return new BalanceStore(tea.lobby().parts.client(), tea.lobby().parts.table())
        .balance(customer(), account)
        .orElseThrow()
        .posted();
  }

  long rows(String kind) {
    return tea.lobby().rows(customer() + "#" + kind).size();
  }

  /// The only act of its kind.
  Row act(String what) {
    List<Row> acts =
        tea.lobby().acts().stream().filter(row -> row.text("what").equals(what)).toList();
    if (acts.size() != 1) {
      throw new AssertionError("expected one act " + what + ", got " + tea.lobby().told());
    }
    return acts.getFirst();
  }

  void later() {
    tea.lobby().clock.advance(Duration.ofSeconds(1));
  }

  static long number(JsonValue.Obj object, String... path) {
    JsonValue.Obj at = object;
    for (int i = 0; i < path.length - 1; i++) {
      at = at.object(path[i]).orElseThrow();
    }
    return at.whole(path[path.length - 1]).orElseThrow();
  }
}
