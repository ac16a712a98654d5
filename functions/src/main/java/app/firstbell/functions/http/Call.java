package app.firstbell.functions.http;

import app.firstbell.access.Action;
import app.firstbell.access.Actor;
import app.firstbell.agent.AgentId;
import app.firstbell.dynamo.Row;
import app.firstbell.functions.http.Gate.Refusal;
import app.firstbell.organization.TenantId;
import app.firstbell.transaction.Act;
import app.firstbell.transaction.Answer;
import app.firstbell.transaction.Application;
import app.firstbell.transaction.By;
import app.firstbell.transaction.Idempotency;
import app.firstbell.transaction.Transaction;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// A request that the [Gate] has let in: who asks, for what, and in which organization.
///
/// @param tenant the organization of the path; where there is none, the actor's own. Stores are
///   asked for this tenant's things only
/// @param organization the row of `tenant`, as the gate read it
/// @param idempotency what the request's `Idempotency-Key` stands for, if it has one
/// @param now when the request came, to the millisecond
public record Call(
    APIGatewayV2HTTPEvent event,
    Action action,
    Actor actor,
    TenantId tenant,
    Optional<Row> organization,
    Optional<Idempotency> idempotency,
    Instant now,
    Gate gate) {
  private static final int USUAL_LIMIT = 25;
  private static final int LARGEST_LIMIT = 100;

  /// A proxy that compresses makes a strong tag weak. Behind a version may stand what else the tag
  /// is of.
  private static final Pattern TAG =
      Pattern.compile("(?:W/)?\"((\\d{1,15})(?:-[0-9a-f]{1,64})?)\"");

  /// The member who asks, of an action that is open to members alone.
  public Actor.Member member() {
    if (actor instanceof Actor.Member member) {
      return member;
    }
    throw Problem.forbidden("This is for members who are signed in themselves.");
  }

  /// The address that the request comes from, as far as anybody can tell.
  public Optional<String> address() {
    return gate.address(event);
  }

  /// A parameter of the path; empty when it is not there.
  public String path(String name) {
    Map<String, String> path = event.getPathParameters();
    return path == null ? "" : path.getOrDefault(name, "");
  }

  /// The member that the path names as `{member}`; nobody has an id of another form.
  public AgentId memberId() {
    try {
      return new AgentId(path("member"));
    } catch (IllegalArgumentException nobodys) {
      throw Problem.absent();
    }
  }

  public Optional<String> query(String name) {
    Map<String, String> query = event.getQueryStringParameters();
    return query == null
        ? Optional.empty()
        : Optional.ofNullable(query.get(name)).filter(value -> !value.isBlank());
  }

  /// The body's fields; others than those named are refused.
  public Fields body(String... allowed) {
    return Fields.of(Http.body(event), "", allowed);
  }

  /// The same where a list may be longer than bodies usually are.
  public Fields longBody(int largest, String... allowed) {
    return Fields.of(Http.body(event, largest), "", allowed);
  }

  /// How many items a page has at most: 1 to 100, usually 25.
  public int limit() {
    return query("limit")
        .map(text -> {
          if (text.matches("\\d{1,3}")) {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= LARGEST_LIMIT) {
              return limit;
            }
          }
          throw Problem.invalid("/limit", "expected limit from 1 to " + LARGEST_LIMIT);
        })
        .orElse(USUAL_LIMIT);
  }

  /// The key behind which this page begins; nothing for the first page.
  public Optional<String> after() {
    return query("cursor")
        .map(text ->
            cursor()
                .key(text)
                .orElseThrow(() ->
                    Problem.invalid(
                        "/cursor",
                        "expected a cursor that this list gave, with the same filters")));
  }

  /// The cursor of the next page, which begins behind `key`.
  public String next(String key) {
    return cursor().text(key);
  }

  /// The version that the request expects, of its `If-Match`.
  public long version() {
    return Long.parseLong(ifMatch().group(2));
  }

  /// The whole tag that the request expects, of its `If-Match`, without the quotes.
  public String tag() {
    return ifMatch().group(1);
  }

  private MatchResult ifMatch() {
    String text =
        Http.header(event, "if-match")
            .orElseThrow(() ->
                Problem.of(
                    Slug.PRECONDITION_REQUIRED,
                    "expected the header If-Match with the ETag of what you read"));
    Matcher tag = TAG.matcher(text.strip());
    if (!tag.matches()) {
      throw Problem.stale();
    }
    return tag.toMatchResult();
  }

  /// An act of whoever asks, in the organization that it is done in.
  ///
  /// @param what such as `rooms.created`
  public Act act(Application application, String what) {
    return Act.of(tenant, now, gate.newId(), application, what, By.of(actor, tenant));
  }

  /// Commits a change, told by `act`, and answers; a repeat of the request is answered as the first
  /// was. Nothing secret belongs into an answer: it is kept for the repeat.
  ///
  /// @param refused the problem when the condition of a write does not hold
  public Answer commit(List<TransactWriteItem> writes, Act act, Answer answer, Refusal refused) {
    return commit(Transaction.of(writes, act), answer, refused);
  }

  /// The same with a transaction that tells more than one act.
  public Answer commit(Transaction transaction, Answer answer, Refusal refused) {
    return gate.commit(this, transaction, answer, refused);
  }

  /// The `Idempotency-Key` of a request that moves money, which must have one: whoever sends it
  /// again after a lost answer must not pay twice.
  public Idempotency payment() {
    return idempotency.orElseThrow(() ->
        Problem.of(
            Slug.IDEMPOTENCY_KEY_REQUIRED,
            "expected the header Idempotency-Key: a name of your own for this payment, such as"
                + " a UUID"));
  }

  private Cursor cursor() {
    Map<String, String> filters = new TreeMap<>();
    if (event.getQueryStringParameters() != null) {
      filters.putAll(event.getQueryStringParameters());
    }
    filters.remove("cursor");
    filters.remove("limit");
    return gate.cursor(action.routeKey() + " " + tenant + " " + filters);
  }
}
