package app.firstbell.functions.stream;

import app.firstbell.chat.ChatTable;
import app.firstbell.chat.LoggedEntry;
import app.firstbell.functions.Environment;
import app.firstbell.functions.Telemetry;
import app.firstbell.isolation.Proof;
import app.firstbell.isolation.TenantScope;
import app.firstbell.organization.TenantId;
import app.firstbell.use.Metering;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Meters what chats use once they are over, from the stream of `Chats`.
///
/// A batch is metered organization by organization, so that each is written once. Of an
/// organization of which something fails, everything comes again from its first record on; the
/// others are not held up.
public final class MeteringHandler implements RequestHandler<DynamodbEvent, StreamsEventResponse> {
  private final Metering metering;

  public MeteringHandler() {
    this(
        Metering.on(
            new ChatTable(
                Environment.dynamoDb(),
                Environment.variable("CHATS_TABLE"),
                Environment.contention()),
            Environment.dynamoDb(),
            Environment.variable("ACCOUNTS_TABLE"),
            Environment.CLOCK));
  }

  public MeteringHandler(Metering metering) {
    this.metering = metering;
  }

  @Override
  public StreamsEventResponse handleRequest(DynamodbEvent event, Context context) {
    return Telemetry.logged(
        context, "metering", () -> meter(StreamBatch.of(event, LoggedEntry::of)));
  }

  private StreamsEventResponse meter(StreamBatch<LoggedEntry> batch) {
    Map<TenantId, List<LoggedEntry>> entries = new LinkedHashMap<>();
    for (StreamBatch.Part<LoggedEntry> part : batch.parts()) {
      entries.computeIfAbsent(tenant(part), _ -> new ArrayList<>()).add(part.meaning());
    }
    Set<TenantId> done = new HashSet<>();
    entries.forEach((tenant, theirs) -> {
      try {
        TenantScope.of(tenant, Proof.RECORD, () -> metering.meter(tenant, theirs));
        done.add(tenant);
      } catch (RuntimeException failure) {
        StreamBatch.failed(failure);
      }
    });
    return batch.answer(part -> done.contains(tenant(part)));
  }

  private static TenantId tenant(StreamBatch.Part<LoggedEntry> part) {
    return part.meaning().chat().tenant();
  }
}
