package app.firstbell.functions.stream;

import app.firstbell.audit.AuditStore;
import app.firstbell.audit.Fact;
import app.firstbell.audit.Facts;
import app.firstbell.functions.Environment;
import app.firstbell.functions.Telemetry;
import app.firstbell.isolation.Proof;
import app.firstbell.isolation.TenantScope;
import app.firstbell.organization.TenantId;
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

/// Writes the audit log from the streams of both tables: what happened in chats, and every act.
///
/// It stops at the first record that fails and reports it: the mapping delivers again from there
/// on, in order. Going on behind it would put later facts before earlier ones.
public final class AuditHandler implements RequestHandler<DynamodbEvent, StreamsEventResponse> {
  private final AuditStore audit;

  public AuditHandler() {
    this(
        new AuditStore(
            Environment.dynamoDb(),
            Environment.variable("ACCOUNTS_TABLE"),
            Environment.contention()));
  }

  public AuditHandler(AuditStore audit) {
    this.audit = audit;
  }

  @Override
  public StreamsEventResponse handleRequest(DynamodbEvent event, Context context) {
    return Telemetry.logged(context, "audit", () -> keep(StreamBatch.of(event, Facts::of)));
  }

  /// The facts of an organization share transactions, so those of one are kept together, and each
  /// in its order.
  private StreamsEventResponse keep(StreamBatch<Fact> batch) {
    Map<TenantId, List<Fact>> facts = new LinkedHashMap<>();
    for (StreamBatch.Part<Fact> part : batch.parts()) {
      facts.computeIfAbsent(part.meaning().tenant(), _ -> new ArrayList<>()).add(part.meaning());
    }
    Set<TenantId> kept = new HashSet<>();
    try {
      facts.forEach((tenant, theirs) -> {
        TenantScope.of(tenant, Proof.RECORD, () -> audit.keep(tenant, theirs));
        kept.add(tenant);
      });
    } catch (RuntimeException failure) {
      StreamBatch.failed(failure);
    }
    return batch.answer(part -> kept.contains(part.meaning().tenant()));
  }
}
