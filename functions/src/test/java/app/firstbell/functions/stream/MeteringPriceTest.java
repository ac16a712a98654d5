package app.firstbell.functions.stream;

import static app.firstbell.functions.stream.Meter.failures;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.functions.town.Person;
import app.firstbell.functions.town.Planted;
import app.firstbell.functions.town.Town;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.DoubleAdder;
import org.junit.jupiter.api.Test;

/// What metering adds to the price of a message, in the write units that DynamoDB says it consumed:
/// below a tenth of one, for chats of twenty messages of an organization with ids as long as they
/// are made.
class MeteringPriceTest {
  private static final double MESSAGES = 20;
  private static final double MOST = 0.1;
  private static final int BURST = 32;
  private static final int STEADY = 100;

  private final Town town = new Town();
  private final Meter meter = new Meter(town);
  private final Person agent = town.agentOnline("m".repeat(26));
  private final DoubleAdder units = new DoubleAdder();
  private final MeteringHandler handler =
      meter.handler(Planted.measuring(Town.engine(), units::add));

  @Test
  void manyAtOnceAreOneBatch() {
    List<DynamodbStreamRecord> records = new ArrayList<>();
    for (int i = 0; i < BURST; i++) {
      records.addAll(chat());
    }
    assertEquals(List.of(), failures(handler, records));
    below(units.sum() / (BURST * MESSAGES));
    assertEquals(BURST, meter.today().chats());
  }

  @Test
  void aChatAloneIsOneWrite() {
    assertEquals(List.of(), failures(handler, chat()));
    assertEquals(1, units.sum());
    below(units.sum() / MESSAGES);
  }

  /// Each chat a batch of its own, one after the other, through many parts.
  @Test
  void aSteadyStreamOfChatsAloneIsLittleMoreThanOneWriteEach() {
    for (int i = 0; i < STEADY; i++) {
      assertEquals(List.of(), failures(handler, chat()));
    }
    below(units.sum() / (STEADY * MESSAGES));
    assertEquals(STEADY, meter.today().chats());
    assertEquals(STEADY + "/" + STEADY + "/0", meter.month());
  }

  private List<DynamodbStreamRecord> chat() {
    String chat = town.visitor().start("Hello?");
    agent.accept(chat);
    agent.end(chat);
    return Delivered.ofChat(town.tenant, chat);
  }

  private static void below(double perMessage) {
    System.out.printf("metering: %.4f write units for each message%n", perMessage);
    assertTrue(perMessage < MOST, perMessage + " write units for each message");
  }
}
