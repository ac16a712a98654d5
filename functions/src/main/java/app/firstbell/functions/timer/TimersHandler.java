package app.firstbell.functions.timer;

import app.firstbell.chat.Ending;
import app.firstbell.functions.Telemetry;
import app.firstbell.functions.websocket.ChatParts;
import app.firstbell.functions.websocket.Endings;
import app.firstbell.isolation.Proof;
import app.firstbell.isolation.TenantScope;
import app.firstbell.timer.Timer;
import app.firstbell.timer.TimerText;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Time has come back: a ring ends, or a grace. Messages come at least once and in any order; each
/// carries what it was made for, and does nothing when the chat has moved on.
public final class TimersHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
  private static final Logger LOG = LoggerFactory.getLogger(TimersHandler.class);
  private final ChatParts parts;
  private final Ending ending;
  private final Endings endings;

  public TimersHandler() {
    this(ChatParts.ofEnvironment());
  }

  public TimersHandler(ChatParts parts) {
    this.parts = parts;
    this.ending = parts.ending();
    this.endings = new Endings(parts);
  }

  @Override
  public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
    List<SQSBatchResponse.BatchItemFailure> failures = new ArrayList<>();
    for (SQSEvent.SQSMessage message : event.getRecords()) {
      Telemetry.logged(
          context,
          message.getMessageId(),
          () -> {
            try {
              Timer timer = TimerText.read(message.getBody());
              TenantScope.of(timer.tenant(), Proof.RECORD, () -> come(timer));
            } catch (RuntimeException failure) {
              LOG.error("A timer failed: {}", Telemetry.trace(failure));
              failures.add(new SQSBatchResponse.BatchItemFailure(message.getMessageId()));
            }
            return failures;
          });
    }
    return new SQSBatchResponse(failures);
  }

  private void come(Timer timer) {
    if (parts.clock().instant().isBefore(timer.due())) {
      // SQS may be early, and its longest delay is short of some waits: round again with what is
      // left.
      parts.timers().set(timer);
      return;
    }
    switch (ending.expire(timer)) {
      case Ending.Ended.Now now -> {
        endings.tell(now.head(), now.entry());
        Telemetry.count("Chats", now.head().stage().word());
      }
      case Ending.Ended.Before before -> endings.tellAgain(before.head());
      case Ending.Ended.Stale _, Ending.Ended.NotFound _ -> {}
    }
  }
}
