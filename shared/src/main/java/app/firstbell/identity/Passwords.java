package app.firstbell.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/// Passwords as Argon2id hashes in the usual text form, `$argon2id$v=19$m=19456,t=2,p=1$salt$hash`:
/// 19 MiB, two passes, one lane, as OWASP advises. The parameters stand in the hash, so that they
/// can be raised later.
public final class Passwords {
  /// A longer one is refused before it is hashed: hashing is work that a caller could order.
  public static final int LONGEST = 128;

  private static final int MEMORY_KIB = 19_456;
  private static final int PASSES = 2;
  private static final int LANES = 1;
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;
  private static final Pattern FORM =
      Pattern.compile(
          "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,2}),p=(\\d{1,2})\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");

  /// The hash of a password that nobody has, checked when an e-mail address is unknown, so that the
  /// answer takes as long as for a known one.
  public static final String NOBODYS =
      "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA"
          + "$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

  /// Each hash takes 19 MiB: more than two at once would not fit beside the rest of a function.
  private static final Semaphore ROOM = new Semaphore(2, true);

  private final Ids ids;

  public Passwords(Ids ids) {
    this.ids = ids;
  }

  /// @throws IllegalArgumentException when the password is empty or longer than 128 characters
  public String hash(String password) {
    if (password.isEmpty() || password.length() > LONGEST) {
      throw new IllegalArgumentException(
          "expected a password of 1 to " + LONGEST + " characters, got " + password.length());
    }
    byte[] salt = ids.bytes(SALT_BYTES);
    byte[] hash = derive(password, salt, MEMORY_KIB, PASSES, LANES, HASH_BYTES);
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
        .formatted(
            MEMORY_KIB, PASSES, LANES, base64.encodeToString(salt), base64.encodeToString(hash));
  }

  /// Whether `password` is the one of `stored`. Takes the same time whatever differs; a too long
  /// password is no password, and a stored text of another form is a defect of the data.
  public boolean matches(String password, String stored) {
    Matcher form = FORM.matcher(stored);
    if (!form.matches()) {
      throw new IllegalStateException("a stored password hash is not of the form $argon2id$…");
    }
    byte[] expected = Base64.getDecoder().decode(form.group(5));
    byte[] got =
        derive(
            password.length() > LONGEST ? "" : password,
            Base64.getDecoder().decode(form.group(4)),
            Integer.parseInt(form.group(1)),
            Integer.parseInt(form.group(2)),
            Integer.parseInt(form.group(3)),
            expected.length);
    return MessageDigest.isEqual(expected, got) && password.length() <= LONGEST;
  }

  /// Whether `stored` was made with less work than is usual now: time to hash the password again,
  /// when it has just been typed.
  public boolean isWeak(String stored) {
    Matcher form = FORM.matcher(stored);
    return !form.matches()
        || Integer.parseInt(form.group(1)) < MEMORY_KIB
        || Integer.parseInt(form.group(2)) < PASSES;
  }

  static byte[] derive(
      String password, byte[] salt, int memoryKib, int passes, int lanes, int length) {
    ROOM.acquireUninterruptibly();
    try {
      return argon2id(password, salt, memoryKib, passes, lanes, length);
    } finally {
      ROOM.release();
    }
  }

  private static byte[] argon2id(
      String password, byte[] salt, int memoryKib, int passes, int lanes, int length) {
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(memoryKib)
            .withIterations(passes)
            .withParallelism(lanes)
            .withSalt(salt)
            .build());
    byte[] hash = new byte[length];
    generator.generateBytes(password.getBytes(UTF_8), hash);
    return hash;
  }
}
