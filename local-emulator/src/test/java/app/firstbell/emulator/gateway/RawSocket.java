package app.firstbell.emulator.gateway;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// A WebSocket client that does what it is told, right or wrong, frame by frame.
final class RawSocket implements AutoCloseable {
  static final int TEXT = 1;
  static final int BINARY = 2;
  static final int CONTINUATION = 0;
  static final int CLOSE = 8;
  static final int PING = 9;
  static final int PONG = 10;

  private final Socket socket;
  private final DataInputStream in;
  private final OutputStream out;
  final int status;
  final Map<String, String> headers = new TreeMap<>();
  final String body;

  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Frame(boolean fin, int opCode, byte[] payload) {
    String text() {
      return new String(payload, StandardCharsets.UTF_8);
    }

    int closeCode() {
      return payload.length < 2 ? 1005 : (payload[0] & 0xff) << 8 | (payload[1] & 0xff);
    }

    String closeReason() {
      return payload.length < 2
          ? ""
          : new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8);
    }
  }

  /// Asks for an upgrade and reads the answer, whatever it is.
  ///
  /// @param headers whole lines, for example `Origin: https://shop.example`
  static RawSocket open(int port, String path, String... headers) throws IOException {
    return new RawSocket(new Socket(), port, path, headers);
  }

  /// The same with a small receive buffer, for a reader that does not read.
  static RawSocket openSlow(int port, String path) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4096);
    return new RawSocket(socket, port, path);
  }

  private RawSocket(Socket socket, int port, String path, String... lines) throws IOException {
    this.socket = socket;
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    socket.setSoTimeout(20_000);
    socket.setTcpNoDelay(true);
    in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    out = socket.getOutputStream();
    StringBuilder request =
        new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\n")
            .append("Upgrade: websocket\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
    if (List.of(lines).stream().noneMatch(line -> line.startsWith("Sec-WebSocket-Version"))) {
      request.append("Sec-WebSocket-Version: 13\r\n");
    }
    for (String line : lines) {
      request.append(line).append("\r\n");
    }
    out.write(request.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
    status = Integer.parseInt(line().split(" ", 3)[1]);
    for (String header = line(); !header.isEmpty(); header = line()) {
      int colon = header.indexOf(':');
      this.headers.put(
          header.substring(0, colon).toLowerCase(Locale.ROOT), header.substring(colon + 1).strip());
    }
    int length = Integer.parseInt(this.headers.getOrDefault("content-length", "0"));
    body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new IOException("the server closed during the handshake");
      }
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  void text(String message) throws IOException {
    frame(true, TEXT, message.getBytes(StandardCharsets.UTF_8));
  }

  void closeFrame(int code, String reason) throws IOException {
    ByteArrayOutputStream payload = new ByteArrayOutputStream();
    payload.write(code >> 8);
    payload.write(code);
    payload.writeBytes(reason.getBytes(StandardCharsets.UTF_8));
    frame(true, CLOSE, payload.toByteArray());
  }

  void frame(boolean fin, int opCode, byte[] payload) throws IOException {
    ByteArrayOutputStream frame = new ByteArrayOutputStream(payload.length + 14);
    frame.write((fin ? 0x80 : 0) | opCode);
    if (payload.length < 126) {
      frame.write(0x80 | payload.length);
    } else if (payload.length < 65536) {
      frame.write(0x80 | 126);
      frame.write(payload.length >> 8);
      frame.write(payload.length);
    } else {
      frame.write(0x80 | 127);
      for (int shift = 56; shift >= 0; shift -= 8) {
        frame.write((int) ((long) payload.length >> shift));
      }
    }
    byte[] mask = {1, 2, 3, 4};
    frame.writeBytes(mask);
    for (int i = 0; i < payload.length; i++) {
      frame.write(payload[i] ^ mask[i % 4]);
    }
    out.write(frame.toByteArray());
    out.flush();
  }

  Frame read() throws IOException {
    int first = in.readUnsignedByte();
    int length = in.readUnsignedByte() & 0x7f;
    if (length == 126) {
      length = in.readUnsignedShort();
    } else if (length == 127) {
      length = (int) in.readLong();
    }
    byte[] payload = in.readNBytes(length);
    return new Frame((first & 0x80) != 0, first & 0x0f, payload);
  }

  /// The next whole message.
  String message() throws IOException {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    Frame frame;
    do {
      frame = read();
      if (frame.opCode() == CLOSE) {
        throw new IOException("closed with " + frame.closeCode() + " " + frame.closeReason());
      }
      message.writeBytes(frame.payload());
    } while (!frame.fin());
    return message.toString(StandardCharsets.UTF_8);
  }

  /// The close frame, past all messages before it.
  Frame untilClose() throws IOException {
    Frame frame = read();
    while (frame.opCode() != CLOSE) {
      frame = read();
    }
    return frame;
  }

  /// Ends the TCP connection without a close frame.
  void drop() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
