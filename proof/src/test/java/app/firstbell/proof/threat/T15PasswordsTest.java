package app.firstbell.proof.threat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.identity.Passwords;
import app.firstbell.proof.client.Api;
import app.firstbell.proof.client.Door;
import app.firstbell.proof.client.Door.Answer;
import app.firstbell.proof.client.Request;
import app.firstbell.proof.flow.OnInstallation;
import app.firstbell.proof.people.Company.Job;
import app.firstbell.proof.people.Computers;
import app.firstbell.proof.people.House;
import app.firstbell.proof.people.OnHouse;
import app.firstbell.proof.people.Person;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// T15: passwords are kept as Argon2id hashes that say by which parameters they were made.
@Tag("threat")
@OnInstallation
@OnHouse
class T15PasswordsTest {
  private static final Pattern HASH =
      Pattern.compile(
          "\\$argon2id\\$v=(\\d+)\\$m=(\\d+),t=(\\d+),p=(\\d+)\\$[A-Za-z0-9+/]+\\$[A-Za-z0-9+/]+");

  private final House house;

  T15PasswordsTest(House house) {
    this.house = house;
  }

  /// RFC 9106, section 5.3.
  @Test
  void theLibraryGivesTheVectorOfTheRfc() {
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(32)
            .withIterations(3)
            .withParallelism(4)
            .withSalt(bytes(16, 2))
            .withSecret(bytes(8, 3))
            .withAdditional(bytes(12, 4))
            .build());
    byte[] tag = new byte[32];
    generator.generateBytes(bytes(32, 1), tag);
    assertEquals(
        "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659",
        HexFormat.of().formatHex(tag));
  }

  /// What stands in the table: OWASP's least is 19 MiB and two passes.
  @Test
  void everyStoredHashSaysItsParameters() {
    Matcher matcher = HASH.matcher(house.installation().emulator().everything("Accounts"));
    int found = 0;
    while (matcher.find()) {
      found++;
      assertEquals(19, Integer.parseInt(matcher.group(1)), "version 1.3");
      assertTrue(Integer.parseInt(matcher.group(2)) >= 19 * 1024, matcher.group());
      assertTrue(Integer.parseInt(matcher.group(3)) >= 2, matcher.group());
    }
    assertTrue(found >= 10, "only " + found + " hashes were found");
    assertTrue(
        !house.installation().emulator().everything("Accounts").contains(Person.PASSWORD),
        "and no password");
  }

  @Test
  void onePasswordHasManyHashes() {
    Passwords passwords = new Passwords(app.firstbell.identity.Ids.secure());
    String one = passwords.hash(Person.PASSWORD);
    String other = passwords.hash(Person.PASSWORD);
    assertTrue(!one.equals(other), "the salt differs");
    assertTrue(
        passwords.matches(Person.PASSWORD, one) && passwords.matches(Person.PASSWORD, other));
    assertTrue(!passwords.matches(Person.PASSWORD + " ", one));
  }

  @Test
  void rulesForANewOne() {
    Person agent = house.tea().hire(Job.agent("Choosy"));
    for (String password :
        List.of(
            "",
            "short",
            "123456789",
            "x".repeat(129),
            "password1234",
            "1234567890",
            "qwertyuiop",
            agent.email(),
            agent.email().toUpperCase(java.util.Locale.ROOT))) {
      assertEquals(400, change(agent, agent.password(), password).status(), password);
    }
    assertEquals(
        204, change(agent, agent.password(), "é".repeat(64) + " " + "漢".repeat(63)).status());
    assertEquals(
        204,
        change(agent, "é".repeat(64) + " " + "漢".repeat(63), "back to the quiet bell").status());
    assertTrue(change(agent, "not the current one", "another quiet bell").status() >= 400);
  }

  /// A password of a megabyte costs no hash: it is refused before.
  @Test
  void aLongPasswordCostsNothing() {
    Door door = house.installation().door().from(Computers.next());
    List<Double> longOnes = new ArrayList<>();
    List<Double> wrongOnes = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      String email = "long" + i + "@nobody.example";
      longOnes.add(
          timed(() -> assertTrue(door.signIn(email, "x".repeat(100_000)).status() >= 400)));
      wrongOnes.add(timed(() -> assertEquals(401, door.signIn(email, "wrong password").status())));
    }
    longOnes.sort(Double::compare);
    wrongOnes.sort(Double::compare);
    System.out.printf(
        "T15: a password of 100,000 characters %.1f ms, a wrong one %.1f ms%n",
        longOnes.get(4), wrongOnes.get(4));
    assertTrue(longOnes.get(4) < wrongOnes.get(4), longOnes + " " + wrongOnes);
  }

  /// More at once than there is memory for hashes: they wait or are told to, and none fails.
  @Test
  void manyAtOnceFailNobody() throws Exception {
    Person agent = house.staff().neighbour();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Answer>> tries = new ArrayList<>();
      for (int i = 0; i < 24; i++) {
        tries.add(() ->
            house
                .installation()
                .door()
                .from(Computers.next())
                .send(
                    Request.of("POST /sessions")
                        .json(
                            Api.object()
                                .put("email", agent.email())
                                .put("password", agent.password())),
                    ""));
      }
      List<Integer> statuses = new ArrayList<>();
      for (Future<Answer> one : threads.invokeAll(tries)) {
        statuses.add(one.get().status());
      }
      assertTrue(
          statuses.stream().allMatch(status -> status == 201 || status == 429),
          "right passwords are right, or told to wait: " + statuses);
      assertTrue(statuses.contains(201), statuses.toString());
    }
  }

  private static Answer change(Person person, String current, String password) {
    return person
        .api()
        .put(
            "/sessions/current/password",
            Api.object().put("current", current).put("password", password));
  }

  private static double timed(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e6;
  }

  private static byte[] bytes(int count, int value) {
    byte[] bytes = new byte[count];
    java.util.Arrays.fill(bytes, (byte) value);
    return bytes;
  }
}
