package app.firstbell.functions.stream;

import app.firstbell.credit.CreditWarnings;
import app.firstbell.functions.Environment;
import app.firstbell.functions.Telemetry;
import app.firstbell.functions.websocket.ManagementWire;
import app.firstbell.functions.websocket.Posts;
import app.firstbell.functions.websocket.Wire;
import app.firstbell.isolation.Proof;
import app.firstbell.isolation.TenantScope;
import app.firstbell.notice.Notices;
import app.firstbell.notice.SqsNotices;
import app.firstbell.presence.ConnectionStore;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import java.util.HashSet;
import java.util.Set;

/// Lets what was written to the accounts have its consequences: links are handed to the mailer, the
/// sockets of whom an act has put out are closed, the addresses of an organization that was deleted
/// are given free, and administrators are warned of credits that run out.
///
/// It stops at the first record that fails, which comes again with what is behind it. A link that
/// is handed over twice is mailed once, and a socket that is closed twice is closed.
public final class OutboxHandler implements RequestHandler<DynamodbEvent, StreamsEventResponse> {
  private final Consequences consequences;

  public OutboxHandler() {
    this(
        new SqsNotices(Environment.sqs(), Environment.variable("NOTICES_QUEUE_URL")),
        new ConnectionStore(
            Environment.dynamoDb(), Environment.variable("CHATS_TABLE"), Environment.contention()),
        new ManagementWire(Environment.management(), Environment.contention().pause()),
        Addresses.ofEnvironment(),
        new CreditWarnings(
            Environment.dynamoDb(),
            Environment.variable("ACCOUNTS_TABLE"),
            Environment.contention(),
            Environment.CLOCK));
  }

  public OutboxHandler(
      Notices notices,
      ConnectionStore connections,
      Wire wire,
      Addresses addresses,
      CreditWarnings warnings) {
    Revocations revocations = new Revocations(connections, new Posts(wire));
    this.consequences = new Consequences(notices, revocations, addresses, warnings);
  }

  @Override
  public StreamsEventResponse handleRequest(DynamodbEvent event, Context context) {
    return Telemetry.logged(
        context, "outbox", () -> send(StreamBatch.ofChanges(event, Outgoing::of)));
  }

  private StreamsEventResponse send(StreamBatch<Outgoing> batch) {
    Set<String> sent = new HashSet<>();
    try {
      for (StreamBatch.Part<Outgoing> part : batch.parts()) {
        Outgoing change = part.meaning();
        TenantScope.of(change.tenant(), Proof.RECORD, () -> consequences.follow(change));
        sent.add(part.number());
      }
    } catch (RuntimeException failure) {
      StreamBatch.failed(failure);
    }
    return batch.answer(part -> sent.contains(part.number()));
  }
}
