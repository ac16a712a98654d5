package app.firstbell.emulator.gateway;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IteratingCallback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;
import org.jspecify.annotations.Nullable;

/// What waits to be written to one socket, in order. Nobody waits for the network here: a thread
/// that offers a message writes it if the socket is free, else the end of the write before takes
/// all that came meanwhile in one go.
///
/// Messages offered before the socket is open go out when it opens.
final class Outbox extends IteratingCallback {
  /// What became of an offered message.
  enum Offer {
    TAKEN,
    /// Too much waits for a reader that does not read.
    FULL,
    CLOSED
  }

  private sealed interface Outgoing {
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Message(byte opCode, byte[] payload) implements Outgoing {}

    record Close(Closing why) implements Outgoing {}
  }

  private final int frameBytes;
  private final int bufferBytes;
  private final ArrayDeque<Outgoing> waiting = new ArrayDeque<>();
  private @Nullable CoreSession session;
  private long pendingBytes;
  private long inFlightBytes;
  private boolean closed;

  Outbox(FrameRules rules) {
    frameBytes = rules.outgoingFrameBytes();
    bufferBytes = rules.sendBufferBytes();
  }

  Offer offer(byte opCode, byte[] payload) {
    synchronized (waiting) {
      if (closed) {
        return Offer.CLOSED;
      }
      // A single message always fits: otherwise one above the bound could never be sent.
      if (pendingBytes > 0 && pendingBytes + payload.length > bufferBytes) {
        return Offer.FULL;
      }
      pendingBytes += payload.length;
      waiting.add(new Outgoing.Message(opCode, payload));
    }
    iterate();
    return Offer.TAKEN;
  }

  /// Closes after what was offered before. A second call does nothing.
  void offerClose(Closing why) {
    synchronized (waiting) {
      if (closed) {
        return;
      }
      closed = true;
      waiting.add(new Outgoing.Close(why));
    }
    iterate();
  }

  void opened(CoreSession with) {
    synchronized (waiting) {
      session = with;
    }
    iterate();
  }

  /// The socket is gone: nothing more goes out.
  void gone() {
    synchronized (waiting) {
      closed = true;
      waiting.clear();
    }
    close();
  }

  @Override
  protected Action process() {
    CoreSession to;
    List<Outgoing> batch;
    synchronized (waiting) {
      to = session;
      if (to == null || waiting.isEmpty()) {
        return Action.IDLE;
      }
      batch = new ArrayList<>(waiting);
      waiting.clear();
      inFlightBytes = pendingBytes;
    }
    for (int i = 0; i < batch.size(); i++) {
      send(to, batch.get(i), i == batch.size() - 1);
    }
    return Action.SCHEDULED;
  }

  private void send(CoreSession to, Outgoing outgoing, boolean last) {
    switch (outgoing) {
      case Outgoing.Close(Closing why) ->
          to.close(new CloseStatus(why.code(), why.reason()), last ? this : Callback.NOOP);
      case Outgoing.Message(byte opCode, byte[] payload) -> {
        int from = 0;
        do {
          int size = Math.min(frameBytes, payload.length - from);
          boolean fin = from + size == payload.length;
          Frame frame =
              new Frame(
                  from == 0 ? opCode : OpCode.CONTINUATION,
                  fin,
                  ByteBuffer.wrap(payload, from, size));
          boolean end = fin && last;
          to.sendFrame(frame, end ? this : Callback.NOOP, !end);
          from += size;
        } while (from < payload.length);
      }
    }
  }

  @Override
  protected void onSuccess() {
    synchronized (waiting) {
      pendingBytes -= inFlightBytes;
      inFlightBytes = 0;
    }
  }

  @Override
  protected void onFailure(Throwable cause) {
    synchronized (waiting) {
      closed = true;
      waiting.clear();
    }
  }
}
