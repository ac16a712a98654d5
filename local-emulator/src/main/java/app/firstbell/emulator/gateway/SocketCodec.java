package app.firstbell.emulator.gateway;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Utf8StringBuilder;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.Configuration;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.exception.BadPayloadException;
import org.jspecify.annotations.Nullable;

/// One socket between Jetty's frames and whole messages: joins fragments, checks UTF-8 as it comes,
/// answers pings, keeps the [FrameRules]. Jetty gives one frame at a time, so the reading side
/// needs no lock.
final class SocketCodec implements FrameHandler {
  /// Who uses the socket. All methods return at once; they run on the thread that reads the socket.
  interface Listener {
    default void opened() {}

    void text(String message, int bytes);

    default void binary(byte[] message) {}

    /// A frame of any kind came, control frames too.
    default void active() {}

    /// Called once, last.
    void closed(Closing why);
  }

  // Frames up to here are read whole before they are refused, so that the client has sent all of it
  // and reads our
  // close frame, not a reset connection.
  private static final long READ_TO_REFUSE_BYTES = 1024 * 1024;

  private final FrameRules rules;
  private final Listener listener;
  private final Outbox outbox;
  private final AtomicReference<@Nullable Closing> ours = new AtomicReference<>();
  private volatile @Nullable CoreSession session;

  private byte messageKind;
  private int messageBytes;
  private @Nullable Utf8StringBuilder text;
  private @Nullable ByteArrayOutputStream bytes;

  SocketCodec(FrameRules rules, Listener listener) {
    this.rules = rules;
    this.listener = listener;
    this.outbox = new Outbox(rules);
  }

  /// Jetty's own limits, set so that ours decide. AWS's idle rule is kept by [Connections], on the
  /// emulator's clock.
  static Configuration.Customizer configuration(FrameRules rules) {
    return configuration -> {
      configuration.setIdleTimeout(Duration.ZERO);
      configuration.setAutoFragment(false);
      configuration.setMaxFrameSize(Math.max(READ_TO_REFUSE_BYTES, rules.incomingFrameBytes()));
      configuration.setInputBufferSize(4096);
      configuration.setOutputBufferSize(4096);
    };
  }

  Outbox.Offer sendText(byte[] utf8) {
    return outbox.offer(OpCode.TEXT, utf8);
  }

  Outbox.Offer sendBinary(byte[] payload) {
    return outbox.offer(OpCode.BINARY, payload);
  }

  /// Sends a close frame after all that was sent before. The first reason stands.
  ///
  /// @return false when it was closing already
  boolean close(Closing why) {
    boolean first = ours.compareAndSet(null, why);
    if (first) {
      outbox.offerClose(why);
    }
    return first;
  }

  /// Ends the socket without a word, for a client that does not answer a close frame.
  void abort() {
    CoreSession open = session;
    if (open != null) {
      open.abort();
    }
  }

  @Override
  public void onOpen(CoreSession coreSession, Callback callback) {
    session = coreSession;
    callback.succeeded();
    outbox.opened(coreSession);
    listener.opened();
    coreSession.demand();
  }

  @Override
  public void onFrame(Frame frame, Callback callback) {
    listener.active();
    CoreSession from = session;
    if (from == null) {
      callback.succeeded();
      return;
    }
    switch (frame.getOpCode()) {
      case OpCode.PING -> {
        ByteBuffer echo = ByteBuffer.wrap(BufferUtil.toArray(frame.getPayload()));
        from.sendFrame(new Frame(OpCode.PONG, true, echo), Callback.NOOP, false);
      }
      case OpCode.TEXT, OpCode.BINARY, OpCode.CONTINUATION -> {
        // After our close frame we read on only to see the client's.
        if (ours.get() == null) {
          Closing refusal = refusal(frame);
          if (refusal != null) {
            callback.succeeded();
            close(refusal);
            return;
          }
          try {
            data(frame);
          } catch (BadPayloadException notText) {
            callback.failed(notText);
            return;
          }
        }
      }
      default -> {}
    }
    callback.succeeded();
    from.demand();
  }

  private @Nullable Closing refusal(Frame frame) {
    byte kind = frame.getOpCode() == OpCode.CONTINUATION ? messageKind : frame.getOpCode();
    if (kind == OpCode.BINARY && rules.binary() == FrameRules.Binary.REFUSED) {
      return Closing.NO_BINARY;
    }
    int length = frame.getPayloadLength();
    int before = frame.getOpCode() == OpCode.CONTINUATION ? messageBytes : 0;
    boolean fits =
        length <= rules.incomingFrameBytes() && (long) before + length <= rules.messageBytes();
    return fits ? null : Closing.TOO_LONG;
  }

  private void data(Frame frame) {
    if (frame.getOpCode() != OpCode.CONTINUATION) {
      messageKind = frame.getOpCode();
      messageBytes = 0;
      text = messageKind == OpCode.TEXT ? new Utf8StringBuilder(frame.getPayloadLength()) : null;
      bytes = messageKind == OpCode.BINARY ? new ByteArrayOutputStream() : null;
    }
    messageBytes += frame.getPayloadLength();
    if (text != null) {
      if (frame.hasPayload()) {
        text.append(frame.getPayload());
      }
      if (text.hasCodingErrors()) {
        throw new BadPayloadException("text is not UTF-8");
      }
    } else if (bytes != null) {
      bytes.writeBytes(BufferUtil.toArray(frame.getPayload()));
    }
    if (frame.isFin()) {
      deliver();
    }
  }

  private void deliver() {
    Utf8StringBuilder whole = text;
    ByteArrayOutputStream wholeBytes = bytes;
    text = null;
    bytes = null;
    if (whole != null) {
      listener.text(
          whole.takeCompleteString(() -> new BadPayloadException("text is not UTF-8")),
          messageBytes);
    } else if (wholeBytes != null) {
      listener.binary(wholeBytes.toByteArray());
    }
  }

  @Override
  public void onError(Throwable cause, Callback callback) {
    callback.succeeded();
  }

  @Override
  public void onClosed(CloseStatus status, Callback callback) {
    outbox.gone();
    Closing mine = ours.get();
    callback.succeeded();
    listener.closed(mine == null ? Closing.of(status) : mine);
  }
}
