package app.firstbell.proof.threat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.proof.client.Api;
import app.firstbell.proof.client.Door;
import app.firstbell.proof.client.Door.Answer;
import app.firstbell.proof.client.Request;
import app.firstbell.proof.flow.OnInstallation;
import app.firstbell.proof.people.Company;
import app.firstbell.proof.people.Computers;
import app.firstbell.proof.people.House;
import app.firstbell.proof.people.OnHouse;
import app.firstbell.proof.people.Person;
import app.firstbell.proof.run.Provisioned;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// T14: nobody learns from an answer, nor from how long it took, whether an address is known.
///
/// The time is judged by Mann-Whitney over pairs of tries, known and unknown in turn, so that a
/// slow moment of the machine falls on both. The rule against a busy machine, which must neither
/// alarm for nothing nor hide a difference: up to three rounds; a round with p > 0.01 ends it well;
/// it fails only when all three rounds are below and all point the same way. Chance alone does that
/// once in four million runs; a real difference does it always.
@Tag("threat")
@OnInstallation
@OnHouse
class T14EnumerationTest {
  private static final double LEAST_P = 0.01;
  private static final int ROUNDS = 3;
  private static final int WARM_UP = 10;
  private static final int TRIES_PER_ADDRESS = 8;
  private static final Pattern PASSING =
      Pattern.compile("(?i)date|.*request-?id|.*trace.*|ratelimit-.*|content-length");

  private final House house;
  private Door door;
  private int sent;

  T14EnumerationTest(House house) {
    this.house = house;
    this.door = house.installation().door().from(Computers.next());
  }

  @Test
  void signingIn() {
    Provisioned organization = house.installation().organization(40);
    BiFunction<String, Integer, Answer> signIn =
        (email, _) -> ask("POST /sessions", login(email, "not the password"));
    judge(
        "sign-in",
        100,
        i -> organization.logins().get(i / TRIES_PER_ADDRESS % 40).email(),
        i -> "nobody" + i / TRIES_PER_ADDRESS + "@" + organization.id() + ".example",
        signIn);
  }

  @Test
  void askingForANewPassword() {
    Provisioned organization = house.installation().organization(20);
    judge(
        "reset",
        100,
        i -> organization.logins().get(i % 20).email(),
        i -> "nobody" + i % 20 + "@" + organization.id() + ".example",
        (email, _) -> ask("POST /password-resets", Api.object().put("email", email)));
  }

  @Test
  void signingUp() {
    Provisioned organization = house.installation().organization(20);
    judge(
        "sign-up",
        60,
        i -> organization.logins().get(i % 20).email(),
        i -> "nobody" + i % 20 + "@" + organization.id() + ".example",
        (email, _) -> ask("POST /sign-ups", signUp(email)));
  }

  /// An administrator invites whom they like, and does not learn who is with somebody else.
  @Test
  void inviting() {
    Provisioned elsewhere = house.installation().organization(60);
    Company tea = house.tea();
    List<Api> admins = List.of(tea.owner().api(), house.staff().admin().api());
    String mark = UUID.randomUUID().toString().substring(0, 6);
    judge(
        "invite",
        60,
        i -> i + elsewhere.logins().get(i % 60).email(),
        i -> i + "nobody" + i + "@" + elsewhere.id() + ".example",
        (email, i) ->
            admins
                .get(i % 2)
                .send(
                    Request.of("POST /organizations/{organization}/members", tea.id())
                        .json(
                            Api.object()
                                .put("name", "Guest " + mark)
                                .put("email", email.replaceFirst("^\\d+", ""))
                                .put("role", "member"))));
  }

  /// What is sent to the wrong places tells nothing either, and ids cannot be guessed.
  @Test
  void idsAreRandomAndNotInOrder() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      ids.add(Company.bare(house.harbor().owner(), "Numbered " + i));
    }
    for (String id : ids) {
      assertTrue(id.length() >= 25, id + " has fewer than 122 bits");
    }
    List<String> sorted = ids.stream().sorted().toList();
    assertTrue(!ids.equals(sorted) && ids.stream().distinct().count() == 8, ids.toString());
    assertTrue(
        ids.stream().map(id -> id.substring(0, 3)).distinct().count() > 4, "no common beginning");
  }

  /// The control: the same judgement of two things that do differ, a password that is hashed and
  /// one that is not, since it was tried too often.
  @Test
  void theJudgementNoticesADifference() {
    List<Double> hashed = new ArrayList<>();
    List<Double> not = new ArrayList<>();
    // All from one computer: elsewhere the address has tries again.
    for (int i = 0; i < 10; i++) {
      ask("POST /sessions", login("often@nobody.example", "not the password"));
    }
    for (int i = 0; i < 19; i++) {
      String email = "control" + i + "@nobody.example";
      hashed.add(timed(() -> ask("POST /sessions", login(email, "not the password"))));
      not.add(
          timed(() -> ask("POST /sessions", login("often@nobody.example", "not the password"))));
    }
    MannWhitney test = MannWhitney.of(hashed, not);
    System.out.printf("T14 control: z %.2f, p %.2g%n", test.z(), test.p());
    assertTrue(test.p() < LEAST_P && test.z() > 0, test.toString());
  }

  private interface Address {
    String of(int number);
  }

  private void judge(
      String name,
      int pairs,
      Address known,
      Address unknown,
      BiFunction<String, Integer, Answer> ask) {
    for (int i = 0; i < WARM_UP; i++) {
      assertNotNull(ask.apply("warm" + i + "@nobody.example", i));
    }
    List<MannWhitney> rounds = new ArrayList<>();
    String oneAnswer = null;
    for (int round = 0; round < ROUNDS; round++) {
      List<Double> knowns = new ArrayList<>();
      List<Double> unknowns = new ArrayList<>();
      for (int i = 0; i < pairs; i++) {
        int number = round * pairs + i;
        // Which of the two goes first changes, lest the second be warmed by the first.
        for (boolean isKnown :
            i % 2 == 0 ? new boolean[] {true, false} : new boolean[] {false, true}) {
          String email = isKnown ? known.of(number) : unknown.of(number);
          Answer[] answer = new Answer[1];
          double took = timed(() -> answer[0] = ask.apply(email, number));
          (isKnown ? knowns : unknowns).add(took);
          String plain = plain(answer[0], email);
          oneAnswer = oneAnswer == null ? plain : oneAnswer;
          assertEquals(oneAnswer, plain, name + ": " + email);
        }
      }
      MannWhitney test = MannWhitney.of(knowns, unknowns);
      rounds.add(test);
      System.out.printf(
          "T14 %s, round %d: %d tries each, median %.1f and %.1f ms, U %.0f, z %.2f, p %.3f%n",
          name, round + 1, pairs, median(knowns), median(unknowns), test.u(), test.z(), test.p());
      if (test.p() > LEAST_P) {
        return;
      }
    }
    boolean isOneWay = rounds.stream().map(test -> Math.signum(test.z())).distinct().count() == 1;
    assertTrue(!isOneWay, name + " takes another time for a known address: " + rounds);
  }

  /// Status, headers and body, byte for byte, but for ids and times that every request has.
  private static String plain(Answer answer, String email) {
    StringBuilder plain = new StringBuilder().append(answer.status()).append('\n');
    answer.headers().map().entrySet().stream()
        .filter(header -> !PASSING.matcher(header.getKey()).matches())
        .filter(header -> !header.getKey().equalsIgnoreCase("location"))
        .sorted(java.util.Map.Entry.comparingByKey())
        .forEach(header -> plain.append(header).append('\n'));
    return plain
        .append(
            answer
                .text()
                .replace(email.replaceFirst("^\\d+", ""), "E-MAIL")
                .replaceAll("\"id\":\"[a-z2-7]{26}\"", "\"id\":\"ID\"")
                .replaceAll("\"createdAt\":\\d+", "\"createdAt\":0"))
        .toString();
  }

  /// From a new computer now and then: the nameless have a limit by address.
  private Answer ask(String route, ObjectNode body) {
    if (++sent % 50 == 0) {
      door = house.installation().door().from(Computers.next());
      door.send(Request.of("GET /terms"), ""); // the connection is made outside of what is timed
    }
    return door.send(Request.of(route).json(body), "");
  }

  private static double timed(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e6;
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  private static ObjectNode login(String email, String password) {
    return Api.object().put("email", email).put("password", password);
  }

  private static ObjectNode signUp(String email) {
    ObjectNode body = Api.object();
    body.putObject("organization")
        .put("name", "Corner Bakery")
        .put("country", "PT")
        .put("currency", "EUR")
        .put("timezone", "Europe/Lisbon");
    return body.put("name", "Inês Duarte")
        .put("email", email)
        .put("password", Person.PASSWORD)
        .put("terms", "2026-11");
  }
}
