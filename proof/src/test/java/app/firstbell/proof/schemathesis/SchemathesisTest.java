package app.firstbell.proof.schemathesis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.proof.localstack.PythonEnvironment;
import app.firstbell.proof.people.Company;
import app.firstbell.proof.people.Person;
import app.firstbell.proof.run.Installation;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.opentest4j.TestAbortedException;

/// Schemathesis tries the running API by its document: every documented request and many that are
/// wrong, and each peer's things as the other peers. Peers are administrators of two customers and
/// of a reseller to whom neither belongs.
@Tag("schemathesis")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SchemathesisTest {
  private static final Duration WHOLE = Duration.ofSeconds(60);

  /// It ends with the first finding, which is a matter of seconds or, by the dice, of a minute.
  private static final Duration TWIN = Duration.ofMinutes(3);

  /// A run that shows nothing needs not be long to show it.
  private static final Duration IN_VAIN = Duration.ofSeconds(8);

  /// What ends a session would end the run; the matrix tries these.
  private static final List<String> NOT_THE_SESSION =
      List.of(
          "--exclude-operation-id", "signOut",
          "--exclude-operation-id", "endSession",
          "--exclude-operation-id", "changePassword");

  /// Enough to own something, and to ask for another's.
  private static final List<String> ONE_WAY =
      List.of(
          "--phases", "stateful",
          "--include-operation-id", "getCurrentSession",
          "--include-operation-id", "listMembers",
          "--include-operation-id", "createMember",
          "--include-operation-id", "getMember",
          "--include-operation-id", "createRoom",
          "--include-operation-id", "getRoom");

  private Schemathesis schemathesis;
  private Installation installation;
  private Map<String, Person> peers;

  @BeforeAll
  void start() throws IOException, InterruptedException {
    try {
      schemathesis = Schemathesis.installed();
    } catch (PythonEnvironment.Unavailable e) {
      throw new TestAbortedException("schemathesis leg not run: " + e.getMessage(), e);
    }
    installation = Installation.startForTests("schemathesis");
  }

  /// Who has just signed in, and what nobody has tried yet: a run moves the clock nearly as far as
  /// a token lasts, and leaves its peers with other names, addresses and worse.
  @BeforeEach
  void newPeers() {
    Person olga = Person.olga(installation);
    Company reseller = Company.create(olga, "Coast", "reseller");
    Company other = Company.create(olga, "Inland", "reseller");
    peers =
        Map.of(
            "bakery", Company.create(reseller.owner(), "Bakery", "customer").owner(),
            "florist", Company.create(reseller.owner(), "Florist", "customer").owner(),
            "reseller", other.owner());
  }

  @AfterAll
  void end() {
    if (installation != null) {
      installation.close();
    }
  }

  @Test
  void theApiIsAsItsDocumentSaysAndNobodyGetsAnothersThings() throws Exception {
    try (Turnstile turnstile = turnstile(Turnstile.Fault.NONE)) {
      Schemathesis.Outcome outcome =
          schemathesis.run(
              "whole",
              turnstile.url(),
              peers,
              Map.of(),
              WHOLE,
              with(NOT_THE_SESSION, "--continue-on-failure"));

      assertEquals(List.of(), outcome.problems(), outcome.output());
      assertTrue(turnstile.requests() > 500, "it tried little: " + turnstile.requests());
    }
  }

  /// The run above would find such a fault.
  @Test
  void aPlantedLeakIsFound() throws Exception {
    try (Turnstile turnstile = turnstile(new Leak(List.copyOf(peers.values())))) {
      Schemathesis.Outcome outcome =
          schemathesis.run(
              "leak", turnstile.url(), peers, Map.of(), TWIN, with(ONE_WAY, "--max-failures", "1"));

      assertTrue(outcome.found("Object-level authorization bypass"), outcome.output());
    }
  }

  /// Without peers Schemathesis itself passes, leak or not; we do not.
  @Test
  void aRunWithoutPeersDoesNotCount() throws Exception {
    try (Turnstile turnstile = turnstile(new Leak(List.copyOf(peers.values())))) {
      Schemathesis.Outcome outcome =
          schemathesis.run(
              "no-peers",
              turnstile.url(),
              Map.of(),
              peers,
              IN_VAIN,
              with(ONE_WAY, "--continue-on-failure"));

      assertTrue(!outcome.found("Object-level authorization bypass"), outcome.output());
      assertTrue(outcome.found("no peers were set"), outcome.output());
    }
  }

  private static List<String> with(List<String> options, String... more) {
    return Stream.concat(options.stream(), Stream.of(more)).toList();
  }

  private Turnstile turnstile(Turnstile.Fault fault) throws IOException {
    return Turnstile.before(
        installation.address("console"),
        fault,
        () -> installation.emulator().advance(Duration.ofMinutes(1)));
  }
}
