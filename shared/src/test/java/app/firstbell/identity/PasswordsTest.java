package app.firstbell.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class PasswordsTest {
  private final Passwords passwords = new Passwords(Ids.secure());

  @Test
  void aPasswordMatchesItsHashAndNoOther() {
    String hash = passwords.hash("ring-the-bell-1");
    assertTrue(hash.startsWith("$argon2id$v=19$m=19456,t=2,p=1$"), hash);
    assertTrue(passwords.matches("ring-the-bell-1", hash));
    assertFalse(passwords.matches("ring-the-bell-2", hash));
    assertFalse(passwords.matches("", hash));
  }

  @Test
  void onePasswordHasAnotherHashEachTime() {
    assertFalse(passwords.hash("tea").equals(passwords.hash("tea")));
  }

  /// `echo -n password | argon2 somesalt -id -t 2 -m 16 -p 1`, from the tests of the reference
  /// implementation (phc-winner-argon2, test.c, version 0x13).
  @Test
  void theReferencesVectorIsMet() {
    byte[] hash = Passwords.derive("password", "somesalt".getBytes(UTF_8), 65_536, 2, 1, 32);
    assertEquals(
        "09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7",
        HexFormat.of().formatHex(hash));
  }

  @Test
  void parametersAreReadFromTheHash() {
    String weak = "$argon2id$v=19$m=64,t=1,p=1$c29tZXNhbHRzb21lc2FsdA$";
    byte[] hash = Passwords.derive("tea", "somesaltsomesalt".getBytes(UTF_8), 64, 1, 1, 32);
    String stored = weak + Base64.getEncoder().withoutPadding().encodeToString(hash);
    assertTrue(passwords.matches("tea", stored));
    assertFalse(passwords.matches("coffee", stored));
  }

  @Test
  void longPasswordsAreNotHashed() {
    assertThrows(IllegalArgumentException.class, () -> passwords.hash("x".repeat(129)));
    assertTrue(passwords.matches("x".repeat(128), passwords.hash("x".repeat(128))));
    assertFalse(passwords.matches("x".repeat(100_000), Passwords.NOBODYS));
  }

  @Test
  void nobodysPasswordIsNobodys() {
    assertFalse(passwords.matches("", Passwords.NOBODYS));
    assertFalse(passwords.matches("ring-the-bell-1", Passwords.NOBODYS));
  }

  @Test
  void aHashOfLessWorkIsMadeAnewAtTheNextSignIn() {
    assertFalse(passwords.isWeak(passwords.hash("a password")));
    assertTrue(passwords.isWeak("$argon2id$v=19$m=9216,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAA"));
    assertTrue(passwords.isWeak("$argon2id$v=19$m=19456,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAA"));
  }
}
