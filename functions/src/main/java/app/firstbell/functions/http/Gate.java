package app.firstbell.functions.http;

import app.firstbell.access.Action;
import app.firstbell.access.Actor;
import app.firstbell.access.Decision;
import app.firstbell.access.Policy;
import app.firstbell.dynamo.Contention;
import app.firstbell.dynamo.Row;
import app.firstbell.functions.Environment;
import app.firstbell.identity.AccessTokens;
import app.firstbell.identity.Ids;
import app.firstbell.identity.TokenKeys;
import app.firstbell.isolation.Proof;
import app.firstbell.isolation.TenantScope;
import app.firstbell.organization.TenantId;
import app.firstbell.transaction.Answer;
import app.firstbell.transaction.Idempotency;
import app.firstbell.transaction.Outcome;
import app.firstbell.transaction.Transaction;
import app.firstbell.transaction.Transactions;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// The one way into the HTTP API: it finds out who asks, counts the request, and asks the [Policy].
/// What gets through is a [Call]; what does not is answered by a [Problem], and another's thing
/// exactly like no thing.
///
/// A handler is a `switch` over the actions that API Gateway's route keys stand for:
///
/// ```java
/// public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
///   return gate.handle(event, context, call -> switch (call.action()) {
///     case LIST_ROOMS -> rooms.list(call);
///     case CREATE_ROOM -> rooms.create(call);
///     default -> throw Problem.absent();
///   });
/// }
///
/// Answer create(Call call) {
///   Fields body = call.body("name", "ringSeconds");        // an unknown field is refused
///   Room room = new Room(body.text("name", 80), …);
///   return call.commit(
///       List.of(rooms.creating(call.tenant(), room)),      // writes with their conditions
///       call.act(ROOMS, "rooms.created").on("room", room.id(), room.name()),
///       Http.json(201, json -> write(json, room)).withVersion(1).with("Location", "…"),
///       refused -> Problem.of(Slug.STATE, "There is a room of this id."));
/// }
///
/// Answer edit(Call call) {
///   long version = call.version();                         // If-Match, else 428
///   …                                                      // refused -> Problem.stale() is 412
/// }
/// ```
///
/// Lists: `call.limit()`, `call.after()`, and `call.next(key)` for the cursor of the next page.
public final class Gate {
  private static final int LONGEST_KEY = 255;

  /// The problem that a failed condition stands for.
  @FunctionalInterface
  public interface Refusal {
    Problem problem(Outcome.Refused refused);
  }

  private final Credentials credentials;
  private final AccountRows rows;
  private final Rates rates;
  private final Transactions transactions;
  private final TokenKeys keys;
  private final Ids ids;
  private final InstantSource clock;
  private final Edge edge;

  public Gate(
      DynamoDbClient client,
      String accounts,
      TokenKeys keys,
      AccessTokens tokens,
      Contention contention,
      Ids ids,
      InstantSource clock,
      Edge edge) {
    this.rows = new AccountRows(client, accounts, contention);
    this.credentials = new Credentials(rows, tokens, keys);
    this.rates = new Rates(client, accounts);
    this.transactions = new Transactions(client, accounts, contention);
    this.keys = keys;
    this.ids = ids;
    this.clock = clock;
    this.edge = edge;
  }

  /// The gate of this execution environment.
  public static Gate ofEnvironment() {
    return new Gate(
        Environment.dynamoDb(),
        Environment.variable("ACCOUNTS_TABLE"),
        Environment.tokenKeys(),
        Environment.accessTokens(),
        Environment.contention(),
        Ids.secure(),
        Environment.CLOCK,
        Environment.edgeSecret().map(secret -> new Edge(Optional.of(secret))).orElse(Edge.NONE));
  }

  /// Answers a request: by `routes`, or by the problem that keeps it out.
  public APIGatewayV2HTTPResponse handle(
      APIGatewayV2HTTPEvent event, Context context, Routes routes) {
    return Http.handle(event, context, request -> Http.response(answer(request, routes)));
  }

  private Answer answer(APIGatewayV2HTTPEvent event, Routes routes) {
    Action action =
        Action.of(Http.route(event))
            .filter(known -> !known.isOfSocket())
            .orElseThrow(Problem::absent);
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Optional<TenantId> named = named(event, action);
    Credentials.Known known =
        Policy.isOpenToAnyone(action)
            ? new Credentials.Known(new Actor.Anonymous(), Optional.empty(), Optional.empty())
            : Http.bearerText(event)
                .flatMap(text -> credentials.known(text, named, now))
                .orElseThrow(() ->
                    Problem.unauthorized(
                        "expected the header Authorization: Bearer with a token that is valid"));
    Optional<Rates.Count> count =
        Rates.window(known.actor(), action, edge.address(event), now)
            .map(window -> rates.count(window, now));
    Answer answer = counted(event, action, known, count, now, routes);
    // Who proved by a secret who they are is not guessing.
    boolean isProved =
        known.actor() instanceof Actor.Anonymous
            && (answer.status() == 201 || answer.status() == 204);
    return count
        .map(it -> isProved ? rates.takeBack(it) : it)
        .map(it -> withHeaders(answer, it))
        .orElse(answer);
  }

  private static Answer withHeaders(Answer answer, Rates.Count count) {
    Answer all = answer;
    for (var header : count.headers().entrySet()) {
      all = all.with(header.getKey(), header.getValue());
    }
    return all;
  }

  /// Refusals from here on carry the headers of the count too.
  private Answer counted(
      APIGatewayV2HTTPEvent event,
      Action action,
      Credentials.Known known,
      Optional<Rates.Count> count,
      Instant now,
      Routes routes) {
    try {
      count
          .filter(Rates.Count::isOver)
          .ifPresent(over -> {
            throw Problem.tooMany(
                "expected at most " + over.window().limit() + " requests in a minute",
                over.untilEnd());
          });
      return Http.problemsAnswered(() -> routed(event, action, known, now, routes));
    } catch (Problem problem) {
      return Http.refused(problem);
    }
  }

  private Answer routed(
      APIGatewayV2HTTPEvent event,
      Action action,
      Credentials.Known known,
      Instant now,
      Routes routes) {
    Actor actor = known.actor();
    boolean isKnown = !(actor instanceof Actor.Anonymous);
    Decision decision = Policy.decide(actor, action, known.target());
    // Whoever may sign out may do so from a suspended organization too.
    boolean isLeaving = action == Action.SIGN_OUT && decision == Decision.ALLOWED;
    if (isKnown && !known.isHomeOpen() && !isLeaving) {
      throw Problem.of(Slug.SUSPENDED, "Your organization is suspended. Nothing is lost.");
    }
    switch (decision) {
      case ALLOWED -> {}
      case UNAUTHENTICATED -> throw Problem.unauthorized("Please sign in.");
      case FORBIDDEN -> throw Problem.forbidden("You may not do this.");
      case ABSENT -> throw Problem.absent();
    }
    known.target().ifPresent(target -> TenantScope.enter(target.organization(), Proof.POLICY));
    boolean isOfPath = action.subject() == Action.Subject.ORGANIZATION;
    Optional<Row> organization = isOfPath ? known.path() : known.home();
    TenantId tenant =
        organization.map(row -> new TenantId(row.text("pk"))).orElse(TenantId.PLATFORM);
    Call call =
        new Call(
            event,
            action,
            actor,
            tenant,
            organization,
            isKnown ? idempotency(event, actor, now) : Optional.empty(),
            now,
            this);
    return before(call, routes)
        .orElseGet(() -> {
          try {
            return routes.answer(call);
          } catch (AnsweredBefore before) {
            return replayed(call, before.kept, routes);
          } catch (Problem problem) {
            // The first request may have been committed behind the first look: what the rules met
            // is
            // then its effect.
            return before(call, routes).orElseThrow(() -> problem);
          }
        });
  }

  /// The answer of the first request under the same key, where there was one.
  private Optional<Answer> before(Call call, Routes routes) {
    return call.idempotency()
        .flatMap(transactions::replay)
        .map(outcome -> answered(call, outcome, routes));
  }

  Answer commit(Call call, Transaction transaction, Answer answer, Refusal refused) {
    Transaction whole =
        call.idempotency()
            .map(key -> transaction.with(new Transaction.Repeat(key, answer)))
            .orElse(transaction);
    return switch (transactions.commit(whole)) {
      case Outcome.Committed _ -> answer;
      case Outcome.Replayed replayed -> throw new AnsweredBefore(replayed.answer());
      case Outcome.KeyReused _ -> throw keyReused();
      case Outcome.Refused failed -> throw refused.problem(failed);
    };
  }

  /// Commits what follows from an answer and is not kept with it.
  Outcome commit(Transaction transaction) {
    return transactions.commit(transaction);
  }

  /// The write that keeps an answer for a repeat, where something else than the gate commits.
  Optional<TransactWriteItem> keeping(Call call, Answer answer) {
    return call.idempotency().map(key -> transactions.keeping(new Transaction.Repeat(key, answer)));
  }

  /// Another request came under the same key at the same moment, and was the first: leaves with its
  /// answer, or with the problem that it was another request.
  ///
  /// @param found what it left
  RuntimeException beaten(Call call, Row found) {
    return switch (call.idempotency().orElseThrow().judge(found)) {
      case Outcome.Replayed replayed -> new AnsweredBefore(replayed.answer());
      case Outcome.KeyReused _ -> keyReused();
      case Outcome.Committed _, Outcome.Refused _ ->
          throw new IllegalStateException("a look at what was answered commits nothing");
    };
  }

  Optional<String> address(APIGatewayV2HTTPEvent event) {
    return edge.address(event);
  }

  Cursor cursor(String query) {
    return new Cursor(keys, query);
  }

  String newId() {
    return ids.id();
  }

  private static Answer answered(Call call, Outcome outcome, Routes routes) {
    return switch (outcome) {
      case Outcome.Replayed replayed -> replayed(call, replayed.answer(), routes);
      case Outcome.KeyReused _ -> throw keyReused();
      case Outcome.Committed _, Outcome.Refused _ ->
          throw new IllegalStateException("a look at what was answered commits nothing");
    };
  }

  private static Answer replayed(Call call, Answer kept, Routes routes) {
    return routes.replay(call, kept).with("Idempotency-Replayed", "true");
  }

  static Problem keyReused() {
    return Problem.of(
        Slug.IDEMPOTENCY_KEY_REUSED,
        "This Idempotency-Key was sent before with another request; choose a new one.");
  }

  private static Optional<TenantId> named(APIGatewayV2HTTPEvent event, Action action) {
    if (action.subject() != Action.Subject.ORGANIZATION || event.getPathParameters() == null) {
      return Optional.empty();
    }
    return Optional.ofNullable(event.getPathParameters().get("organization"))
        .filter(TenantId::isValid)
        .map(TenantId::new);
  }

  /// A key on a request that creates: sent by members and keys, bound to path and body.
  private static Optional<Idempotency> idempotency(
      APIGatewayV2HTTPEvent event, Actor actor, Instant now) {
    Optional<String> key =
        Http.header(event, "idempotency-key").filter(_ -> Http.route(event).startsWith("POST "));
    if (key.isEmpty()) {
      return Optional.empty();
    }
    if (key.get().isEmpty()
        || key.get().length() > LONGEST_KEY
        || !key.get().chars().allMatch(c -> c >= 0x20 && c < 0x7f)) {
      throw Problem.invalid(null, "expected an Idempotency-Key of 1 to 255 printable characters");
    }
    String request =
        String.join("\n", List.of(Http.route(event), Http.rawPath(event), Http.rawBody(event)));
    return switch (actor) {
      case Actor.Anonymous _, Actor.Visitor _ -> Optional.empty();
      case Actor.Member it ->
          Optional.of(Idempotency.of(it.tenant(), "member:" + it.id(), key.get(), request, now));
      case Actor.Support it ->
          Optional.of(
              Idempotency.of(it.customer(), "support:" + it.session(), key.get(), request, now));
      case Actor.Key it ->
          Optional.of(Idempotency.of(it.tenant(), "key:" + it.id(), key.get(), request, now));
    };
  }

  /// Leaves a handler's method with the answer of the first request.
  private static final class AnsweredBefore extends RuntimeException {
    private final transient Answer kept;

    AnsweredBefore(Answer kept) {
      super("", null, false, false);
      this.kept = kept;
    }
  }
}
