package app.firstbell.proof.threat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.proof.client.Api;
import app.firstbell.proof.client.Door.Answer;
import app.firstbell.proof.people.Operations;
import app.firstbell.proof.people.Person;
import app.firstbell.proof.people.Purse;
import app.firstbell.proof.run.Installation;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// T12 for money: a post that comes again, any number of times, at once or a day later, is one
/// posting. The clock is that of an installation of its own.
@Tag("threat")
class T12MoneyReplayTest {
  private static final int TIMES = 50;

  @SuppressWarnings("NullAway.Init")
  private static Installation installation;

  @BeforeAll
  static void start() throws Exception {
    installation = Installation.startForTests("money-replay");
  }

  @AfterAll
  static void end() {
    installation.close();
  }

  @Test
  void fiftyOfOnePostAtOnceAreOnePosting() throws Exception {
    Purse purse = Operations.unpaid(installation, 0, 0).purse();
    List<Answer> answers = atOnce(() -> purse.post("top-ups", body(1_000), "the one"), TIMES);
    assertEquals(1_000, purse.wallet());
    assertEquals(1, purse.history("wallet").size());
    String first = answers.getFirst().text();
    for (Answer answer : answers) {
      assertEquals(201, answer.status(), answer.text());
      assertEquals(first, answer.text());
    }
    List<Answer> others = atOnce(() -> purse.post("top-ups", body(2_000), "the one"), 8);
    for (Answer other : others) {
      assertEquals("idempotency-key-reused", other.problem(), other.text());
    }
    assertEquals(1_000, purse.wallet());
  }

  /// The control: under keys of their own they are fifty.
  @Test
  void underFiftyKeysTheSamePostIsFiftyPostings() throws Exception {
    Purse purse = Operations.unpaid(installation, 0, 0).purse();
    List<Answer> answers = atOnce(() -> purse.topUp(10), TIMES);
    long taken = answers.stream().filter(answer -> answer.status() == 201).count();
    assertEquals(taken * 10, purse.wallet(), "each that was taken, and no other");
    assertTrue(taken > 1, answers.toString());
    assertEquals(taken, purse.history("wallet").size());
  }

  /// The key of somebody else is another key: it neither hands out their answer nor stands in the
  /// way.
  @Test
  void aKeyIsOnesOwn() {
    Operations house = Operations.unpaid(installation, 0, 0);
    Operations other = Operations.unpaid(installation, 0, 0);
    house.purse().post("top-ups", body(1_000), "shared").orFail(201);
    other.purse().post("top-ups", body(2_000), "shared").orFail(201);
    assertEquals(1_000, house.purse().wallet());
    assertEquals(2_000, other.purse().wallet());
    Answer owner = house.owners().post("top-ups", body(1_000), "shared");
    assertEquals(403, owner.status(), "no answer by the key of somebody else: " + owner.text());
  }

  /// What the API remembers of a key ends after a day; the posting under it does not.
  @Test
  void aDayLaterAReplayIsStillNoSecondPosting() {
    Operations house = Operations.unpaid(installation, 0, 0);
    JsonNode first = house.purse().post("top-ups", body(1_000), "kept").orFail(201).json();
    installation.emulator().advance(Duration.ofHours(49));
    Person reseller = house.reseller().owner().elsewhere();
    Purse purse = house.purse().as(reseller.api());
    Answer again = purse.post("top-ups", body(1_000), "kept");
    assertEquals(1_000, purse.wallet(), again.text());
    assertEquals(201, again.status(), again.text());
    assertEquals(first.path("id").asText(), again.json().path("id").asText());
    Answer other = purse.post("top-ups", body(3_000), "kept");
    assertEquals("idempotency-key-reused", other.problem(), other.text());
    assertEquals(1_000, purse.wallet());
  }

  private static ObjectNode body(long minor) {
    return Api.object().put("minor", minor).put("reference", "wire 1");
  }

  private interface Post {
    Answer send();
  }

  private static List<Answer> atOnce(Post post, int times) throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    List<Answer> answers = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Answer>> all = new ArrayList<>();
      for (int i = 0; i < times; i++) {
        all.add(
            threads.submit(() -> {
              go.await();
              return post.send();
            }));
      }
      go.countDown();
      for (Future<Answer> one : all) {
        answers.add(one.get());
      }
    }
    return answers;
  }
}
