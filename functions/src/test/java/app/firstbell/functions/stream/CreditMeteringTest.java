package app.firstbell.functions.stream;

import static app.firstbell.functions.stream.Meter.failures;
import static org.junit.jupiter.api.Assertions.assertEquals;

import app.firstbell.chat.ChatLog;
import app.firstbell.chat.ChatTable;
import app.firstbell.chat.StageStore;
import app.firstbell.dynamo.Contention;
import app.firstbell.dynamo.Pause;
import app.firstbell.functions.town.Person;
import app.firstbell.functions.town.Planted;
import app.firstbell.functions.town.Purse;
import app.firstbell.functions.town.Town;
import app.firstbell.ledger.Holds;
import app.firstbell.organization.TenantId;
import app.firstbell.use.AbandonedHolds;
import app.firstbell.use.Settlement;
import app.firstbell.use.UseReader.Grouping;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The credit that an operator's accept reserved is used or given back, once.
class CreditMeteringTest {
  private final Town town = new Town();
  private final Meter meter = new Meter(town);
  private final TenantId home = Town.anotherTenant();
  private final Purse purse;
  private final Person noor;

  CreditMeteringTest() {
    purse = town.onOperations(home, 3);
    noor = town.operatorOnline(home, "noor");
  }

  @BeforeEach
  void threeCreditsAreThere() {
    assertEquals("3 posted, 0 held", credits());
  }

  @Test
  void aChatInWhichTheOperatorWroteTakesOne() {
    List<DynamodbStreamRecord> records = Delivered.ofChat(town.tenant, talked());
    assertEquals("3 posted, 1 held", credits());
    for (int delivery = 0; delivery < 3; delivery++) {
      assertEquals(List.of(), failures(meter.handler(), records));
      assertEquals("2 posted, 0 held", credits());
    }
    assertEquals(1, meter.today().byOperators());
    assertEquals(List.of(home + "--noor"), List.copyOf(meter.use(Grouping.AGENT).keySet()));
  }

  /// An operator who accepted and said nothing costs nothing.
  @Test
  void aChatInWhichTheOperatorWroteNothingTakesNone() {
    List<DynamodbStreamRecord> records = Delivered.ofChat(town.tenant, dropped());
    assertEquals("3 posted, 1 held", credits());
    for (int delivery = 0; delivery < 3; delivery++) {
      assertEquals(List.of(), failures(meter.handler(), records));
      assertEquals("3 posted, 0 held", credits());
    }
  }

  @Test
  void anOwnAgentsChatTakesNone() {
    Person marta = town.agentOnline("marta");
    Person visitor = town.visitor();
    String chat = visitor.start("Hello?");
    marta.accept(chat);
    marta.write(chat, 3, "Yes?");
    marta.end(chat);
    assertEquals(List.of(), failures(meter.handler(), Delivered.ofChat(town.tenant, chat)));
    assertEquals("3 posted, 0 held", credits());
  }

  @ParameterizedTest
  @EnumSource(Planted.Death.class)
  void afterACrashAnywhereItTookOne(Planted.Death death) {
    for (int call = 1; call < 40; call++) {
      CreditMeteringTest other = new CreditMeteringTest();
      List<DynamodbStreamRecord> records = Delivered.ofChat(other.town.tenant, other.talked());
      List<String> failed =
          failures(other.meter.handler(Planted.dyingAt(Town.engine(), call, death)), records);
      assertEquals(List.of(), failures(other.meter.handler(), records));
      assertEquals("2 posted, 0 held", other.credits(), "call " + call);
      if (failed.isEmpty()) {
        return;
      }
    }
    throw new AssertionError("it never came through");
  }

  /// The record went to the dead letters: the daily check settles by the same rule, a day later.
  @Test
  void whatWasGivenUpIsSettledADayLater() {
    talked();
    dropped();
    assertEquals("3 posted, 2 held", credits());
    assertEquals(0, abandoned().settle(town.tenant, town.clock.instant()));
    town.clock.advance(Duration.ofHours(25));
    assertEquals(2, abandoned().settle(town.tenant, town.clock.instant()));
    assertEquals("2 posted, 0 held", credits());
    assertEquals(0, abandoned().settle(town.tenant, town.clock.instant()));
  }

  private AbandonedHolds abandoned() {
    Contention contention = new Contention(Pause.none());
    ChatTable chats = new ChatTable(Town.engine(), Town.chatsTable(), contention);
    Holds holds = new Holds(Town.engine(), Town.accountsTable(), contention);
    return new AbandonedHolds(
        new StageStore(chats), holds, new Settlement(new ChatLog(chats), holds));
  }

  private String talked() {
    String chat = town.visitor().start("Hello?");
    noor.about(town.tenant, "accept", chat, _ -> {});
    noor.about(
        town.tenant, "message", chat, json -> json.number("after", 3).text("text", "Good evening"));
    noor.about(town.tenant, "end", chat, _ -> {});
    return chat;
  }

  private String dropped() {
    String chat = town.visitor().start("Hello?");
    noor.about(town.tenant, "accept", chat, _ -> {});
    noor.about(town.tenant, "end", chat, _ -> {});
    return chat;
  }

  private String credits() {
    return purse.balance().posted() + " posted, " + purse.balance().pending() + " held";
  }
}
