package app.firstbell.proof.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import app.firstbell.identity.Caller;
import app.firstbell.identity.Ids;
import app.firstbell.identity.TicketStore;
import app.firstbell.identity.Token;
import app.firstbell.organization.TenantId;
import app.firstbell.proof.engine.Engine;
import app.firstbell.proof.engine.OnEngine;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@OnEngine
class TicketStoreTest {
  private final Shop shop;
  private final TicketStore tickets;
  private final Token.Ticket ticket;

  TicketStoreTest(Engine engine) {
    shop = Shop.on(engine);
    tickets = new TicketStore(engine.dynamo(), engine.table("Chats"), shop.contention());
    ticket = new Token.Ticket(shop.tenant(), Ids.secure().secret());
  }

  @Test
  void aTicketTellsWhoseItIsOnce() {
    for (Caller caller : List.of(shop.caller(), shop.agent("marta"))) {
      tickets.put(ticket, caller, Shop.NOW.plus(TicketStore.LASTS));
      assertEquals(Optional.of(caller), tickets.take(ticket, Shop.NOW));
      assertEquals(Optional.empty(), tickets.take(ticket, Shop.NOW));
    }
  }

  @Test
  void anExpiredTicketIsNoTicketThoughItIsStillThere() {
    tickets.put(ticket, shop.caller(), Shop.NOW);
    assertEquals(Optional.empty(), tickets.take(ticket, Shop.NOW));
  }

  @Test
  void aTicketIsOfItsTenantOnly() {
    tickets.put(ticket, shop.caller(), Shop.NOW.plus(TicketStore.LASTS));
    Token.Ticket foreign =
        new Token.Ticket(new TenantId(shop.engine().newTenant()), ticket.secret());
    assertEquals(Optional.empty(), tickets.take(foreign, Shop.NOW));
  }

  @Test
  void ofManyWhoTakeItAtOnceOneGetsIt() throws Exception {
    tickets.put(ticket, shop.caller(), Shop.NOW.plus(TicketStore.LASTS));
    List<Callable<Boolean>> takes =
        IntStream.range(0, 20)
            .<Callable<Boolean>>mapToObj(_ -> () -> tickets.take(ticket, Shop.NOW).isPresent())
            .toList();
    int taken = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(20)) {
      for (Future<Boolean> take : threads.invokeAll(takes)) {
        taken += take.get() ? 1 : 0;
      }
    }
    assertEquals(1, taken);
  }
}
