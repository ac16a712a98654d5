package app.firstbell.proof.race;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.proof.client.Door.Answer;
import app.firstbell.proof.client.Request;
import app.firstbell.proof.flow.OnInstallation;
import app.firstbell.proof.people.Company;
import app.firstbell.proof.people.Operations;
import app.firstbell.proof.people.Person;
import app.firstbell.proof.people.Purse;
import app.firstbell.proof.run.Installation;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// An organization is deleted while a payment comes in: one of the two happens, whole.
@Tag("race")
@OnInstallation
class DeletionRaceTest {
  private static final int ROUNDS = 12;
  private static final int PAYMENTS = 6;
  private static final long EACH = 100;
  private final Installation installation;

  DeletionRaceTest(Installation installation) {
    this.installation = installation;
  }

  @Test
  void aPaymentOrTheDeletionComesFirst() throws Exception {
    Company reseller = Operations.reseller(installation);
    List<String> wrong = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      wrong.addAll(contest(customer(reseller.owner())));
    }
    assertEquals(List.of(), wrong);
  }

  /// A payment that comes after the deletion has looked, and before it is written.
  @Test
  void aPaymentBetweenTheLookAndTheDeletionIsSeen() throws Exception {
    try (Between between = Between.start("deletion-payment", "OrganizationsHandler", false)) {
      Purse purse = customer(between.owner());
      between.then(() -> purse.topUp(EACH).orFail(201));
      Answer deleted = delete(purse);
      assertTrue(between.wasDone(), "the payment came in between");
      assertEquals(409, deleted.status(), deleted.text());
      assertEquals(EACH, purse.wallet());
    }
  }

  /// The planted bug: the deletion does not ask the balance again.
  @Test
  void withoutTheConditionMoneyIsDeletedAndItIsNoticed() throws Exception {
    try (Between between = Between.start("deletion-planted", "OrganizationsHandler", true)) {
      Purse purse = customer(between.owner());
      between.then(() -> purse.topUp(EACH).orFail(201));
      Answer deleted = delete(purse);
      assertTrue(between.wasDone(), "the payment came in between");
      assertEquals(204, deleted.status(), "the deletion went through: " + deleted.text());
    }
  }

  /// A deletion that comes after the payment was let in, and before it is written.
  @Test
  void aDeletionBetweenTheLookAndThePaymentIsSeen() throws Exception {
    try (Between between = Between.start("payment-deletion", "LedgerHandler", false)) {
      Purse purse = customer(between.owner());
      String etag = etag(purse);
      between.then(() -> deleteRead(purse, etag).orFail(204));
      Answer paid = purse.topUp(EACH);
      assertTrue(between.wasDone(), "the deletion came in between");
      assertFalse(paid.status() < 300, "a deleted organization was paid: " + paid.text());
      assertTrue(paid.status() == 404 || paid.status() == 409, paid.text());
    }
  }

  /// An installation in which something happens just before a function's first transaction.
  private record Between(
      Detour detour, AtomicReference<Runnable> then, AtomicInteger done, Person owner)
      implements AutoCloseable {

    /// @param isPlanted whether the transaction loses what it asks of the balances
    static Between start(String name, String handler, boolean isPlanted) throws Exception {
      AtomicReference<Runnable> then = new AtomicReference<>();
      AtomicInteger done = new AtomicInteger();
      Detour detour =
          Detour.start(
              name,
              one -> one.endsWith("." + handler),
              (operation, request) -> {
                if (operation.equals("TransactWriteItems") && isAboutMoney(request)) {
                  Runnable now = then.getAndSet(null);
                  if (now != null) {
                    now.run();
                    done.incrementAndGet();
                  }
                  if (isPlanted) {
                    Unconditional.strip(request, "#balance", new AtomicInteger());
                  }
                }
              });
      return new Between(detour, then, done, Operations.reseller(detour.installation()).owner());
    }

    private static boolean isAboutMoney(JsonNode request) {
      return request.toString().contains("#balance\"");
    }

    void then(Runnable what) {
      then.set(what);
    }

    boolean wasDone() {
      return done.get() == 1;
    }

    @Override
    public void close() {
      detour.close();
    }
  }

  private static List<String> contest(Purse purse) throws Exception {
    String etag = etag(purse);
    CountDownLatch go = new CountDownLatch(1);
    List<Future<Answer>> payments = new ArrayList<>();
    Answer deleted;
    int paid = 0;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Answer> deletion =
          threads.submit(() -> {
            go.await();
            return deleteRead(purse, etag);
          });
      for (int i = 0; i < PAYMENTS; i++) {
        payments.add(
            threads.submit(() -> {
              go.await();
              return purse.topUp(EACH);
            }));
      }
      go.countDown();
      deleted = deletion.get();
      for (Future<Answer> payment : payments) {
        paid += payment.get().status() == 201 ? 1 : 0;
      }
    }
    List<String> wrong = new ArrayList<>();
    if (deleted.status() == 204) {
      if (paid > 0) {
        wrong.add("deleted, and %d payments were taken".formatted(paid));
      }
    } else if (deleted.status() != 409 && deleted.status() != 412) {
      wrong.add("the deletion was answered " + deleted.text());
    } else if (paid != PAYMENTS || purse.wallet() != paid * EACH) {
      wrong.add("%d payments, but %d in the wallet".formatted(paid, purse.wallet()));
    }
    return wrong;
  }

  /// A prepaid customer with nothing in its books.
  private static Purse customer(Person reseller) {
    String id =
        reseller
            .api()
            .post("/organizations", Operations.draft("Short Life"))
            .orFail(201)
            .json()
            .path("id")
            .asText();
    return new Purse(reseller.api(), id);
  }

  private static String etag(Purse purse) {
    return purse.by().get("/organizations/{organization}", purse.organization()).orFail(200).etag();
  }

  private static Answer delete(Purse purse) {
    return deleteRead(purse, etag(purse));
  }

  private static Answer deleteRead(Purse purse, String etag) {
    return purse
        .by()
        .send(
            Request.of("DELETE /organizations/{organization}", purse.organization()).ifMatch(etag));
  }
}
