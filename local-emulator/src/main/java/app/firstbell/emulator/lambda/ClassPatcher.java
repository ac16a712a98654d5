package app.firstbell.emulator.lambda;

import app.firstbell.emulator.lambda.bridge.Bridge;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Points a class's calls of `System.getenv`, `System.currentTimeMillis`, `Instant.now`,
/// `Clock.systemUTC` and their like at the [Bridge], which knows the function's own environment and
/// the emulator's clock.
///
/// All of them are static methods, and the bridge has one with the same descriptor for each, so
/// nothing changes but entries of the class's constant pool: the code, its stack maps and its
/// method references (`System::getenv`) stay byte for byte. That needs no class hierarchy and costs
/// one pass over the pool, most often cut short, since few classes name any of these. Not reached:
/// reflection, `new Date()`, and what the JDK's own classes read.
final class ClassPatcher {
  private static final String BRIDGE = Bridge.class.getName().replace('.', '/');
  private static final byte UTF8 = 1;
  private static final byte CLASS = 7;
  private static final byte METHOD = 10;
  private static final byte INTERFACE_METHOD = 11;
  private static final byte NAME_AND_TYPE = 12;
  private static final int HEADER_BYTES = 10;
  private static final int MOST_ENTRIES = 0xFFFF;

  /// From `owner.name descriptor` to the bridge's method.
  private static final Map<String, String> REPLACED = replaced();

  private static final int LONGEST_OWNER = "java/time/ZonedDateTime".length();

  private ClassPatcher() {}

  private static Map<String, String> replaced() {
    Map<String, String> all = new HashMap<>();
    all.put("java/lang/System.getenv(Ljava/lang/String;)Ljava/lang/String;", "getenv");
    all.put("java/lang/System.getenv()Ljava/util/Map;", "getenv");
    all.put("java/lang/System.currentTimeMillis()J", "currentTimeMillis");
    all.put("java/time/Instant.now()Ljava/time/Instant;", "instant");
    all.put("java/time/Clock.systemUTC()Ljava/time/Clock;", "clock");
    all.put("java/time/Clock.systemDefaultZone()Ljava/time/Clock;", "clock");
    all.put("java/time/Clock.system(Ljava/time/ZoneId;)Ljava/time/Clock;", "clock");
    all.put("java/time/InstantSource.system()Ljava/time/InstantSource;", "instantSource");
    for (String type :
        new String[] {
          "LocalDate", "LocalTime", "LocalDateTime", "OffsetDateTime", "ZonedDateTime"
        }) {
      String bridge = Character.toLowerCase(type.charAt(0)) + type.substring(1);
      String owner = "java/time/" + type;
      all.put(owner + ".now()L" + owner + ";", bridge);
      all.put(owner + ".now(Ljava/time/ZoneId;)L" + owner + ";", bridge);
    }
    return Map.copyOf(all);
  }

  /// The class as given, or a patched copy when it calls any of the above.
  static byte[] patch(byte[] original) {
    Pool pool = Pool.read(original);
    return pool == null ? original : pool.patched();
  }

  /// The constant pool of one class that names an owner of interest.
  private static final class Pool {
    private final byte[] bytes;
    private final ByteBuffer buffer;
    private final int[] offsets;
    private final int end;

    private Pool(byte[] bytes, ByteBuffer buffer, int[] offsets, int end) {
      this.bytes = bytes;
      this.buffer = buffer;
      this.offsets = offsets;
      this.end = end;
    }

    /// Nothing when no entry names a class of interest.
    static @Nullable Pool read(byte[] bytes) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      int count = Short.toUnsignedInt(buffer.getShort(8));
      int[] offsets = new int[count];
      int at = HEADER_BYTES;
      boolean interesting = false;
      for (int index = 1; index < count; index++) {
        offsets[index] = at;
        byte tag = bytes[at];
        switch (tag) {
          case UTF8 -> {
            int length = Short.toUnsignedInt(buffer.getShort(at + 1));
            interesting |= mayBeOwner(bytes, at + 3, length);
            at += 3 + length;
          }
          case 5, 6 -> {
            at += 9;
            index++;
          }
          case CLASS, 8, 16, 19, 20 -> at += 3;
          case 15 -> at += 4;
          default -> at += 5;
        }
      }
      return interesting ? new Pool(bytes, buffer, offsets, at) : null;
    }

    private static boolean mayBeOwner(byte[] bytes, int at, int length) {
      if (length < 15 || length > LONGEST_OWNER || bytes[at] != 'j' || bytes[at + 4] != '/') {
        return false;
      }
      // java/time/… or java/lang/System
      return bytes[at + 5] == 't' || (length == 16 && bytes[at + 10] == 'S');
    }

    byte[] patched() {
      Map<Integer, String> calls = new LinkedHashMap<>();
      for (int index = 1; index < offsets.length; index++) {
        int at = offsets[index];
        if (at != 0 && (bytes[at] == METHOD || bytes[at] == INTERFACE_METHOD)) {
          int nameAndType = offsets[unsigned(at + 3)];
          String bridge =
              REPLACED.get(
                  text(unsigned(offsets[unsigned(at + 1)] + 1))
                      + "."
                      + text(unsigned(nameAndType + 1))
                      + text(unsigned(nameAndType + 3)));
          if (bridge != null) {
            calls.put(at, bridge);
          }
        }
      }
      if (calls.isEmpty() || offsets.length + 2 + 2 * calls.size() > MOST_ENTRIES) {
        return bytes;
      }
      return rewrite(calls);
    }

    private byte[] rewrite(Map<Integer, String> calls) {
      ByteArrayOutputStream added = new ByteArrayOutputStream();
      byte[] copy = bytes.clone();
      ByteBuffer view = ByteBuffer.wrap(copy);
      int next = offsets.length;
      try (DataOutputStream out = new DataOutputStream(added)) {
        out.writeByte(UTF8);
        out.writeUTF(BRIDGE);
        out.writeByte(CLASS);
        out.writeShort(next);
        int bridgeClass = next + 1;
        next += 2;
        for (Map.Entry<Integer, String> call : calls.entrySet()) {
          int at = call.getKey();
          int descriptor = unsigned(offsets[unsigned(at + 3)] + 3);
          out.writeByte(UTF8);
          out.writeUTF(call.getValue());
          out.writeByte(NAME_AND_TYPE);
          out.writeShort(next);
          out.writeShort(descriptor);
          copy[at] = METHOD;
          view.putShort(at + 1, (short) bridgeClass);
          view.putShort(at + 3, (short) (next + 1));
          next += 2;
        }
        view.putShort(8, (short) next);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      byte[] pool = added.toByteArray();
      byte[] result = new byte[copy.length + pool.length];
      System.arraycopy(copy, 0, result, 0, end);
      System.arraycopy(pool, 0, result, end, pool.length);
      System.arraycopy(copy, end, result, end + pool.length, copy.length - end);
      return result;
    }

    private int unsigned(int at) {
      return Short.toUnsignedInt(buffer.getShort(at));
    }

    private String text(int utf8) {
      int at = offsets[utf8];
      return new String(bytes, at + 3, unsigned(at + 1), StandardCharsets.UTF_8);
    }
  }
}
