package app.firstbell.organization;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.agent.AgentId;
import app.firstbell.dynamo.Edit;
import app.firstbell.dynamo.Item;
import app.firstbell.dynamo.Row;
import app.firstbell.json.FieldException;
import app.firstbell.ledger.Amount;
import app.firstbell.ledger.LedgerAccount;
import app.firstbell.ledger.Standing;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Update;

class AccountTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final TenantId TEA = new TenantId("tea");
  private final Account account =
      Account.created(
          TEA,
          OrganizationKind.CUSTOMER,
          TenantId.PLATFORM,
          "Northwind Tea",
          new Locality("PT", "EUR", "Europe/Lisbon"),
          Pricing.PREPAID,
          Plan.FREE,
          NOW);

  @Test
  void countriesCurrenciesAndTimezonesAreKnownOnes() {
    assertDoesNotThrow(() -> new Locality("NO", "NOK", "Europe/Oslo"));
    assertDoesNotThrow(() -> new Locality("JP", "JPY", "Asia/Tokyo"));
    for (String[] wrong :
        new String[][] {
          {"country", "XX", "EUR", "Europe/Lisbon"},
          {"country", "pt", "EUR", "Europe/Lisbon"},
          {"country", "PRT", "EUR", "Europe/Lisbon"},
          {"currency", "PT", "XAU", "Europe/Lisbon"},
          {"currency", "PT", "XXX", "Europe/Lisbon"},
          {"currency", "PT", "Eur", "Europe/Lisbon"},
          {"timezone", "PT", "EUR", "Lisbon"},
          {"timezone", "PT", "EUR", "+00:00"},
          {"timezone", "PT", "EUR", ""}
        }) {
      FieldException refused =
          assertThrows(FieldException.class, () -> new Locality(wrong[1], wrong[2], wrong[3]));
      assertEquals(wrong[0], refused.field());
    }
  }

  @Test
  void deletionSaysWhichAndHowMuchIsLeft() {
    assertEquals(OrganizationState.DELETED, Deleting.decide(account, List.of(), NOW).state());
    assertEquals(
        "There are credits of 12.50 EUR left: withdraw them, then delete the organization.",
        left(1250, "EUR"));
    assertEquals(
        "There is a debt of 300 JPY left: clear it, then delete the organization.",
        left(-300, "JPY"));
    assertTrue(left(1, "BHD").contains("0.001 BHD"));
    RefusalException all =
        assertThrows(
            RefusalException.class,
            () ->
                Deleting.decide(
                    account,
                    List.of(
                        Standing.left(LedgerAccount.CREDITS, Amount.interactions(3)),
                        new Standing(
                            LedgerAccount.CREDITS,
                            Amount.interactions(1),
                            Standing.Means.RESERVED)),
                    NOW));
    assertTrue(all.sentence().contains("3 interactions"), all.sentence());
    assertTrue(all.sentence().contains("1 interaction reserved"), all.sentence());
  }

  @Test
  void theBillingNameFollowsUntilItIsSetApart() {
    assertEquals("Tea", account.billing().name("Tea"));
    assertTrue(account.billing().follows());
    Billing apart = new Billing("Tea Holding", null, null);
    assertEquals("Tea Holding", apart.name("Tea"));
    assertFalse(apart.follows());
  }

  @Test
  void aCustomerBelongsToAnActiveResellerOrThePlatform() {
    Account reseller = of(OrganizationKind.RESELLER);
    assertEquals(new TenantId("other"), Amending.move(account, reseller).parent());
    refused(() -> Amending.move(account, of(OrganizationKind.CUSTOMER)));
    refused(() -> Amending.move(account, reseller.suspended("x")));
    refused(() -> Amending.move(reseller, reseller));
  }

  @Test
  void aDeletedOneStaysAsItIs() {
    Account deleted = account.deleted(NOW);
    refused(() -> Amending.resume(deleted));
    refused(() -> Amending.suspend(deleted, "again"));
    refused(() -> Deleting.decide(deleted, List.of(), NOW));
  }

  @Test
  void onTheFreePlanOnlyGeneralRings() {
    RoomName orders = new RoomName(new RoomId("orders"), "Orders");
    Map<String, AttributeValue> item =
        AccountItem.item(account.withRooms(List.of(RoomName.GENERAL, orders)));
    Organization free = AccountItem.organization(new Row(item));
    assertEquals(List.of(RoomName.GENERAL), free.effectiveRooms());
    assertEquals(List.of(RoomId.GENERAL), free.effective(List.of(orders.id(), RoomId.GENERAL)));
    assertEquals(Account.of(new Row(item)).rooms(), free.rooms());
  }

  @Test
  void anAccountIsReadAsItWasWritten() {
    Account full =
        account
            .with(
                new Billing(
                    "Tea Holding",
                    new Billing.Address("Rua 1", null, "Lisboa", "LX", "1000", "PT"),
                    "PT123"))
            .with(new Account.Settings(Computers.TAKEOVER, List.of("https://a.example"), "Hi", 30))
            .with(new Account.Terms("2026-11", NOW, new AgentId("ada")))
            .withOwner(new AgentId("ada"))
            .suspended("Overdue");
    assertEquals(full, Account.of(new Row(AccountItem.item(full))));
  }

  @Test
  void anItemFromBeforeAccountsIsAnAccount() {
    Map<String, AttributeValue> old = new HashMap<>(AccountItem.key(TEA));
    old.putAll(
        new Item()
            .text("name", "Old")
            .number("rate", 10)
            .number("burst", 30)
            .text("greeting", "Hello")
            .texts("sites", List.of())
            .texts("roomIds", List.of("general"))
            .texts("roomNames", List.of("GENERAL"))
            .build());
    Account read = Account.of(new Row(old));
    assertEquals(OrganizationKind.CUSTOMER, read.kind());
    assertEquals(TenantId.PLATFORM, read.parent());
    assertEquals(OrganizationState.ACTIVE, read.state());
    assertEquals(0, read.version());
  }

  @Test
  void anEditWritesWhatDiffersAndNothingElse() {
    Edit edit =
        new Edit(
            "T",
            AccountItem.key(TEA),
            AccountItem.attributes(account),
            AccountItem.attributes(account.withName("South Tea")));
    assertEquals(List.of("name"), edit.changed());
    Update update = edit.ofVersion(3);
    assertEquals("SET #a0 = :a0, #a1 = :a1", update.updateExpression());
    assertEquals("attribute_exists(pk) AND #guard = :guard", update.conditionExpression());
    assertEquals(AttributeValue.fromN("4"), update.expressionAttributeValues().get(":a1"));
  }

  @Test
  void namesAreFoundByTheirWords() {
    assertEquals(
        List.of("cafe", "haus", "zurich"), Words.of("Caf\u00e9-Haus \u201eZ\u00dcRICH\u201c"));
    assertEquals("cafe haus zurich", Words.folded("  Caf\u00e9-Haus   Z\u00fcrich#  "));
    assertEquals(8, Words.of("a b c d e f g h i j a").size());
    assertEquals(List.of(), Words.of("\u2605\u2605"));
    assertFalse(Words.folded("a#b\u0000c").contains("#"));
    assertEquals(List.of("\u304a\u8336"), Words.of("\u304a\u8336"));
  }

  @Test
  void aRoomsIdIsMadeOfItsName() {
    RoomId otherwise = new RoomId("x");
    assertEquals("orders-returns", RoomRules.idOf("Orders & Returns", otherwise).value());
    assertEquals("cafe", RoomRules.idOf(" Caf\u00e9! ", otherwise).value());
    assertEquals(otherwise, RoomRules.idOf("\u304a\u8336", otherwise));
    assertEquals(40, RoomRules.idOf("a".repeat(80), otherwise).value().length());
  }

  @Test
  void aDeletedOrganizationsRoomsStayAsTheyAre() {
    Account deleted = account.deleted(NOW);
    Room room = new Room(new RoomName(new RoomId("orders"), "Orders"), Room.USUAL_RING_TIME);
    assertEquals(
        "Returns", RoomRules.edit(account, room, "Returns", Room.USUAL_RING_TIME).name().name());
    refused(() -> RoomRules.edit(deleted, room, "Returns", Room.USUAL_RING_TIME));
    refused(() -> RoomRules.add(deleted, room.name()));
    refused(() -> RoomRules.remove(deleted, room.id()));
  }

  private static Account of(OrganizationKind kind) {
    return Account.created(
        new TenantId("other"),
        kind,
        TenantId.PLATFORM,
        "Other",
        Locality.UNKNOWN,
        Pricing.PREPAID,
        Plan.FREE,
        NOW);
  }

  private String left(long minor, String currency) {
    RefusalException refused =
        assertThrows(
            RefusalException.class,
            () ->
                Deleting.decide(
                    account,
                    List.of(Standing.left(LedgerAccount.WALLET, Amount.money(minor, currency))),
                    NOW));
    assertEquals(Refusal.BALANCE_NOT_ZERO, refused.refusal());
    return refused.sentence();
  }

  private static void refused(Runnable change) {
    assertEquals(Refusal.STATE, assertThrows(RefusalException.class, change::run).refusal());
  }
}
