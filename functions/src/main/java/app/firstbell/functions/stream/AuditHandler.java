package app.firstbell.functions.stream;

import app.firstbell.audit.AuditStore;
import app.firstbell.audit.Facts;
import app.firstbell.functions.Environment;
import app.firstbell.functions.Telemetry;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes the audit log from the stream of the chats.
///
/// It stops at the first record that fails and reports it: the mapping delivers again from there
/// on, in order. Going on behind it would put later facts before earlier ones.
public final class AuditHandler implements RequestHandler<DynamodbEvent, StreamsEventResponse> {
  private static final Logger LOG = LoggerFactory.getLogger(AuditHandler.class);
  private final AuditStore audit;

  public AuditHandler() {
    this(new AuditStore(Environment.dynamoDb(), Environment.variable("ACCOUNTS_TABLE")));
  }

  public AuditHandler(AuditStore audit) {
    this.audit = audit;
  }

  @Override
  public StreamsEventResponse handleRequest(DynamodbEvent event, Context context) {
    for (DynamodbEvent.DynamodbStreamRecord record : event.getRecords()) {
      String number = record.getDynamodb().getSequenceNumber();
      boolean kept = Telemetry.logged(context, record.getEventID(), () -> keep(record));
      if (!kept) {
        return new StreamsEventResponse(List.of(new StreamsEventResponse.BatchItemFailure(number)));
      }
    }
    return new StreamsEventResponse(List.of());
  }

  private boolean keep(DynamodbEvent.DynamodbStreamRecord record) {
    try {
      Map<String, AttributeValue> image = record.getDynamodb().getNewImage();
      if (image != null) {
        Facts.of(texts(image)).ifPresent(audit::keep);
      }
      return true;
    } catch (RuntimeException failure) {
      LOG.error("A record of the stream failed: {}", Telemetry.trace(failure));
      Telemetry.count("AuditFailures", "record");
      return false;
    }
  }

  /// Texts and numbers; the rest is nothing that the audit log takes.
  private static Map<String, String> texts(Map<String, AttributeValue> image) {
    Map<String, String> texts = new HashMap<>();
    image.forEach((name, value) -> {
      String text = value.getS() != null ? value.getS() : value.getN();
      if (text != null) {
        texts.put(name, text);
      }
    });
    return texts;
  }
}
