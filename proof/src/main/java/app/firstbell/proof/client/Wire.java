package app.firstbell.proof.client;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/// One WebSocket connection, spoken by hand (RFC 6455): light enough for a thousand in one process,
/// exact enough to send a single frame of 129 KB, and rude enough to be cut in the middle of a
/// word. `ws` only; everything here is loopback.
///
/// One virtual thread reads and calls the [Listener]; any thread may send.
public final class Wire implements AutoCloseable {
  public static final int TEXT = 1;
  public static final int BINARY = 2;
  private static final int CONTINUATION = 0;
  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final int PONG = 10;
  private static final int CONNECT_MILLIS = 15_000;

  private final Socket socket;
  private final DataInputStream in;
  private final OutputStream out;
  private final Listener listener;
  private final String subprotocol;
  private final ReentrantLock sending = new ReentrantLock();
  private final AtomicBoolean ended = new AtomicBoolean();

  /// Hears what comes. Both are called by the connection's own reader.
  public interface Listener {
    void text(String frame);

    /// Once, however the connection ended.
    ///
    /// @param code the server's close code; 1006 when it ended without one
    void closed(int code, String reason);
  }

  /// The server answered the handshake with something else than 101.
  public static final class Refused extends IOException {
    private static final long serialVersionUID = 1;
    private final int status;

    Refused(int status, String statusLine) {
      super("handshake refused: " + statusLine);
      this.status = status;
    }

    public int status() {
      return status;
    }
  }

  private Wire(Socket socket, DataInputStream in, String subprotocol, Listener listener)
      throws IOException {
    this.socket = socket;
    this.in = in;
    this.out = socket.getOutputStream();
    this.subprotocol = subprotocol;
    this.listener = listener;
  }

  /// @param headers sent as they are, so that a wrong `Origin` can be tried; none is added but
  ///   those of the handshake
  public static Wire open(
      URI address, List<String> subprotocols, Map<String, String> headers, Listener listener)
      throws IOException {
    Socket socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      socket.connect(new InetSocketAddress(address.getHost(), address.getPort()), CONNECT_MILLIS);
      socket.setSoTimeout(CONNECT_MILLIS);
      socket.getOutputStream().write(handshake(address, subprotocols, headers));
      DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
      String accepted = readHandshake(in);
      socket.setSoTimeout(0);
      Wire wire = new Wire(socket, in, accepted, listener);
      Thread.ofVirtual().name("wire").start(wire::read);
      return wire;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /// What the server selected; empty when it selected none.
  public String subprotocol() {
    return subprotocol;
  }

  public boolean isOpen() {
    return !ended.get();
  }

  public void text(String frame) throws IOException {
    frame(TEXT, Finality.LAST, frame.getBytes(StandardCharsets.UTF_8));
  }

  /// Whether a frame is the last of its message.
  public enum Finality {
    MORE,
    LAST
  }

  /// Sends one frame as it is, whatever its size.
  public void frame(int opcode, Finality finality, byte[] payload) throws IOException {
    byte[] frame = encode(opcode, finality == Finality.LAST, payload);
    sending.lock();
    try {
      out.write(frame);
    } finally {
      sending.unlock();
    }
  }

  /// Cuts the connection as a lost network does: no close frame, what was in flight is gone.
  public void cut() {
    try {
      socket.setSoLinger(true, 0);
    } catch (IOException alreadyGone) {
      // then there is nothing to cut
    }
    shut();
  }

  @Override
  public void close() {
    try {
      frame(CLOSE, Finality.LAST, new byte[] {0x03, (byte) 0xe8});
    } catch (IOException alreadyGone) {
      // the other side was first
    }
    shut();
  }

  private void shut() {
    try {
      socket.close();
    } catch (IOException e) {
      // closed is closed
    }
  }

  private void read() {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    int code = 1006;
    String reason = "";
    try {
      while (true) {
        int first = in.readUnsignedByte();
        byte[] payload = payload();
        switch (first & 0x0f) {
          case TEXT, BINARY, CONTINUATION -> {
            message.writeBytes(payload);
            if ((first & 0x80) != 0) {
              String text = message.toString(StandardCharsets.UTF_8);
              message.reset();
              listener.text(text);
            }
          }
          case PING -> frame(PONG, Finality.LAST, payload);
          case PONG -> {
            // nobody here waits for one
          }
          case CLOSE -> {
            if (payload.length >= 2) {
              code = ByteBuffer.wrap(payload).getShort() & 0xffff;
              reason = new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8);
            }
            frame(
                CLOSE,
                Finality.LAST,
                payload.length >= 2 ? new byte[] {payload[0], payload[1]} : payload);
            return;
          }
          default -> throw new IOException("unknown opcode " + (first & 0x0f));
        }
      }
    } catch (IOException e) {
      // cut: by us, by them, or by the network
    } finally {
      shut();
      if (ended.compareAndSet(false, true)) {
        listener.closed(code, reason);
      }
    }
  }

  private byte[] payload() throws IOException {
    int second = in.readUnsignedByte();
    long length = second & 0x7f;
    if (length == 126) {
      length = in.readUnsignedShort();
    } else if (length == 127) {
      length = in.readLong();
    }
    byte[] payload = new byte[Math.toIntExact(length)];
    in.readFully(payload);
    return payload;
  }

  private static byte[] encode(int opcode, boolean last, byte[] payload) {
    ByteBuffer frame = ByteBuffer.allocate(payload.length + 14);
    frame.put((byte) ((last ? 0x80 : 0) | opcode));
    if (payload.length < 126) {
      frame.put((byte) (0x80 | payload.length));
    } else if (payload.length < 65_536) {
      frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
    } else {
      frame.put((byte) (0x80 | 127)).putLong(payload.length);
    }
    byte[] mask = new byte[4];
    ThreadLocalRandom.current().nextBytes(mask);
    frame.put(mask);
    for (int i = 0; i < payload.length; i++) {
      frame.put((byte) (payload[i] ^ mask[i & 3]));
    }
    byte[] bytes = new byte[frame.position()];
    frame.flip().get(bytes);
    return bytes;
  }

  private static byte[] handshake(
      URI address, List<String> subprotocols, Map<String, String> headers) {
    byte[] key = new byte[16];
    ThreadLocalRandom.current().nextBytes(key);
    StringBuilder request =
        new StringBuilder("GET ")
            .append(address.getRawPath())
            .append(address.getRawQuery() == null ? "" : "?" + address.getRawQuery())
            .append(" HTTP/1.1\r\nHost: ")
            .append(address.getAuthority())
            .append(
                "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n")
            .append("Sec-WebSocket-Key: ")
            .append(Base64.getEncoder().encodeToString(key))
            .append("\r\n");
    if (!subprotocols.isEmpty()) {
      request
          .append("Sec-WebSocket-Protocol: ")
          .append(String.join(", ", subprotocols))
          .append("\r\n");
    }
    headers.forEach(
        (name, value) -> request.append(name).append(": ").append(value).append("\r\n"));
    return request.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
  }

  /// @return the selected subprotocol
  private static String readHandshake(DataInputStream in) throws IOException {
    String statusLine = line(in);
    int status = Integer.parseInt(statusLine.split(" ", 3)[1]);
    String selected = "";
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      if (header.regionMatches(true, 0, "sec-websocket-protocol:", 0, 23)) {
        selected = header.substring(23).strip();
      }
    }
    if (status != 101) {
      throw new Refused(status, statusLine);
    }
    return selected;
  }

  private static String line(DataInputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("the server closed during the handshake");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }
}
