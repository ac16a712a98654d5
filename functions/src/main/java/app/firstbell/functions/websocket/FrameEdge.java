package app.firstbell.functions.websocket;

import app.firstbell.access.Action;
import app.firstbell.access.Decision;
import app.firstbell.access.Door;
import app.firstbell.access.Policy;
import app.firstbell.chat.LogTooLongException;
import app.firstbell.dynamo.BusyException;
import app.firstbell.functions.Telemetry;
import app.firstbell.identity.Caller;
import app.firstbell.isolation.Proof;
import app.firstbell.isolation.TenantScope;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketResponse;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What all frames have in common: who speaks, whether they may speak now, what they say, and how
/// an error is told. A handler hands it the event and its own answer.
public final class FrameEdge {
  private static final Logger LOG = LoggerFactory.getLogger(FrameEdge.class);

  /// A handler's own part.
  @FunctionalInterface
  public interface Answer {
    /// @return the reply, a frame
    /// @throws RefusedException with the words for the sender
    String to(Speaker speaker, Frame frame);
  }

  /// Which of the frames that come too fast are told so.
  private enum Telling {
    EACH,
    /// The first in ten seconds.
    FIRST
  }

  private static final String NOTHING = "";

  private final FloodGate gate;
  private final Wire wire;
  private final Telling telling;

  private FrameEdge(FloodGate gate, Wire wire, Telling telling) {
    this.gate = gate;
    this.wire = wire;
    this.telling = telling;
  }

  /// Refuses what comes too fast, and closes a connection that goes on all the same.
  public FrameEdge(FloodGate gate, Wire wire) {
    this(gate, wire, Telling.EACH);
  }

  /// For frames that nobody waits for an answer to: that they come too fast is said once, since a
  /// post for each would be as much as the flood itself.
  public static FrameEdge ofSignals(FloodGate gate, Wire wire) {
    return new FrameEdge(gate, wire, Telling.FIRST);
  }

  /// Answers an event: the body of the response is the reply to its frame, be it an error.
  public APIGatewayV2WebSocketResponse handle(
      APIGatewayV2WebSocketEvent event, Context context, Answer answer) {
    return Telemetry.logged(
        context,
        event.getRequestContext().getConnectionId(),
        () -> {
          APIGatewayV2WebSocketResponse response = new APIGatewayV2WebSocketResponse();
          response.setStatusCode(200);
          response.setBody(TenantScope.opened(() -> reply(event, answer)));
          return response;
        });
  }

  private String reply(APIGatewayV2WebSocketEvent event, Answer answer) {
    String cid = null;
    try {
      Speaker speaker = Speaker.of(event.getRequestContext());
      TenantScope.enter(speaker.caller().tenant(), Proof.TICKET);
      // Before the frame is even read: a flood is to cost as little as it can.
      FloodGate.Passage passage = gate.pass(speaker.connection(), speaker.caller().limits());
      if (telling == Telling.FIRST
          && passage instanceof FloodGate.Passage.TooFast again
          && again.times() > 1) {
        return NOTHING;
      }
      admit(speaker, passage);
      FrameDecoder.Envelope envelope = FrameDecoder.open(event.getBody());
      cid = envelope.cid();
      Frame frame = envelope.frame();
      permit(speaker, envelope.action());
      Speaker about = envelope.organization().map(speaker::about).orElse(speaker);
      return answer.to(about, frame);
    } catch (RefusedException refused) {
      LOG.debug("A frame was refused: {} {}", refused.code(), refused.field());
      if (refused.code() != ErrorCode.TOO_FREQUENT) {
        // A flood must not become a flood of metrics; its end is counted when the connection is
        // closed.
        Telemetry.count("FramesRefused", refused.code().word());
      }
      // Also one that was refused for its pace or its size.
      return Reply.error(cid == null ? FrameDecoder.cidOf(event.getBody()) : cid, refused);
    } catch (LogTooLongException behind) {
      return Reply.error(
          cid,
          new RefusedException(
              ErrorCode.CONFLICT, "sync first: you have not seen enough of this chat"));
    } catch (BusyException busy) {
      LOG.warn("Gave up: {}", busy.getMessage());
      Telemetry.count("FramesRefused", ErrorCode.UNAVAILABLE.word());
      return Reply.error(
          cid, new RefusedException(ErrorCode.UNAVAILABLE, "too much at once; please try again"));
    } catch (RuntimeException defect) {
      // Its message may quote what a visitor wrote; its class and where it came from may not.
      LOG.error("A frame failed: {}", Telemetry.trace(defect));
      Telemetry.count("FramesRefused", ErrorCode.INTERNAL.word());
      return Reply.error(
          cid,
          new RefusedException(ErrorCode.INTERNAL, "something went wrong here; please try again"));
    }
  }

  /// The policy's table decides over a socket's actions as it does over requests.
  private static void permit(Speaker speaker, String action) {
    Action asked = Action.of("ws:" + action).orElseThrow(() -> FrameDecoder.unknown(action));
    if (Policy.decide(speaker.actor(), asked, Optional.empty()) != Decision.ALLOWED) {
      boolean forVisitors = Policy.doors(asked).stream().anyMatch(Door.Visitor.class::isInstance);
      throw speaker.caller() instanceof Caller.Visitor
          ? RefusedException.onlyFor("agents")
          : RefusedException.onlyFor(
              Policy.doors(asked).size() == 1 && forVisitors
                  ? "visitor"
                  : "agents who may answer chats");
    }
  }

  private void admit(Speaker speaker, FloodGate.Passage passage) {
    switch (passage) {
      case FloodGate.Passage.Free _ -> {}
      case FloodGate.Passage.TooFast tooFast ->
          throw RefusedException.tooFrequent(tooFast.retryAfter());
      case FloodGate.Passage.Flood _ -> {
        LOG.warn("A flood: the connection is closed");
        Telemetry.count("FramesRefused", "flood");
        wire.post(speaker.connection(), Push.bye(Bye.TOO_FREQUENT));
        wire.close(speaker.connection());
        throw RefusedException.tooFrequent(Duration.ofSeconds(10));
      }
    }
  }
}
