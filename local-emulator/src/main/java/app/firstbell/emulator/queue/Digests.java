package app.firstbell.emulator.queue;

import app.firstbell.emulator.queue.Message.Attribute;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/// The digests that SQS answers and the SDK checks.
final class Digests {
  private Digests() {}

  static String md5(String text) {
    return hex("MD5", text.getBytes(StandardCharsets.UTF_8));
  }

  static String sha256(String text) {
    return hex("SHA-256", text.getBytes(StandardCharsets.UTF_8));
  }

  /// Source: SQS Developer Guide, "Calculating the MD5 message digest for message attributes".
  static String md5(Map<String, Attribute> attributes) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      for (var entry : new TreeMap<>(attributes).entrySet()) {
        Attribute attribute = entry.getValue();
        part(out, entry.getKey().getBytes(StandardCharsets.UTF_8));
        part(out, attribute.type().getBytes(StandardCharsets.UTF_8));
        out.writeByte(attribute.isBinary() ? 2 : 1);
        part(
            out,
            attribute.isBinary()
                ? Base64.getDecoder().decode(attribute.value())
                : attribute.value().getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return hex("MD5", bytes.toByteArray());
  }

  private static void part(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String hex(String algorithm, byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
