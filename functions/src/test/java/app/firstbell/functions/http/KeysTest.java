package app.firstbell.functions.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.agent.Permission;
import app.firstbell.agent.Role;
import app.firstbell.dynamo.Item;
import app.firstbell.functions.town.Town;
import app.firstbell.organization.OrganizationKind;
import app.firstbell.organization.TenantId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// API keys: shown once, stored as hashes, and no stronger than whoever made them.
class KeysTest {
  private final Office office = Office.open();
  private final Lobby lobby = office.lobby();
  private String ada = "";

  @BeforeEach
  void organization() {
    ada = office.of(OrganizationKind.CUSTOMER, TenantId.PLATFORM);
  }

  @Test
  void aKeyIsShownOnceAndOpensWhatItsScopesSay() {
    Lobby.Reply made = create(ada, "k1", "rooms:read");
    assertEquals(201, made.status());
    String key = made.text("key");
    assertEquals(200, rooms("GET", key));
    assertEquals(403, rooms("POST", key));
    Lobby.Reply list = list();
    assertEquals(List.of(made.text("id")), Office.each(list, "id"));
    assertFalse(list.response().getBody().contains(key));
    assertTrue(
        List.of("key", "idempotency", "act").stream()
            .flatMap(kind -> lobby.rows(lobby.tenant + "#" + kind).stream())
            .noneMatch(row -> row.toString().contains(key)),
        "the key itself lies nowhere");
    assertEquals(key, create(ada, "k1", "rooms:read").text("key"), "a replay shows it again");
    assertEquals(1, Office.each(list(), "id").size());
    assertEquals(409, create(ada, "k1", "rooms:write").status());
    assertEquals(204, delete(made.text("id")));
    assertEquals(401, rooms("GET", key));
    assertEquals(404, delete(made.text("id")));
  }

  @Test
  void aKeyMayDoNoMoreThanItsMaker() {
    String max = office.hire("max", Role.MEMBER, Permission.MANAGE_KEYS, Permission.MANAGE_ROOMS);
    assertEquals(201, create(max, "a", "rooms:read", "rooms:write").status());
    assertEquals(403, create(max, "b", "members:read").status());
    assertEquals(403, create(max, "c", "rooms:read", "audit:read").status());
    assertEquals(400, create(max, "d").status());
    assertEquals(400, create(max, "e", "everything").status());
  }

  @Test
  void aResellersKeyActsOnCustomersOnlyIfItsMakerMay() {
    Office house = Office.open();
    Lobby harbor = house.lobby();
    String rosa = house.of(OrganizationKind.RESELLER, TenantId.PLATFORM);
    TenantId tea = new TenantId("t-" + harbor.ids.id());
    harbor.organization(tea, OrganizationKind.CUSTOMER, harbor.tenant);
    String clerk =
        house.hire("clerk", Role.MEMBER, Permission.MANAGE_KEYS, Permission.MANAGE_SETTINGS);
    String clerks = made(house, clerk);
    String rosas = made(house, rosa);
    assertEquals(200, reads(house, harbor.tenant, clerks));
    assertEquals(404, reads(house, tea, clerks));
    assertEquals(
        403, harbor.ask("GET /organizations").at(house.organizations()).as(clerks).send().status());
    assertEquals(200, reads(house, tea, rosas));
    assertEquals(
        200, harbor.ask("GET /organizations").at(house.organizations()).as(rosas).send().status());
    // A key from before it was noted what its maker held.
    harbor
        .rows(harbor.tenant + "#key")
        .forEach(row ->
            Town.engine()
                .updateItem(update ->
                    update
                        .tableName(Town.accountsTable())
                        .key(Item.key(row.text("pk"), row.text("sk")).build())
                        .updateExpression("REMOVE reach")));
    assertEquals(404, reads(house, tea, rosas));
    assertEquals(200, reads(house, harbor.tenant, rosas));
  }

  private static String made(Office house, String maker) {
    return house
        .ask("POST", "/api-keys", house.keys())
        .as(maker)
        .send(json -> json.text("name", "Sync").texts("scopes", List.of("organizations:read")))
        .text("key");
  }

  private static int reads(Office house, TenantId organization, String key) {
    return house.ask("GET", organization, "", house.organizations()).as(key).send().status();
  }

  @Test
  void aKeyEndsWhenItSays() {
    long now = lobby.clock.instant().toEpochMilli();
    Lobby.Reply made =
        office
            .ask("POST", "/api-keys", office.keys())
            .as(ada)
            .send(json ->
                json.text("name", "Short")
                    .texts("scopes", List.of("rooms:read"))
                    .number("expiresAt", now + 60_000));
    assertEquals(200, rooms("GET", made.text("key")));
    lobby.clock.advance(Duration.ofMinutes(1));
    assertEquals(401, rooms("GET", made.text("key")));
    assertEquals(
        400,
        office
            .ask("POST", "/api-keys", office.keys())
            .as(ada)
            .send(json ->
                json.text("name", "Past")
                    .texts("scopes", List.of("rooms:read"))
                    .number("expiresAt", now))
            .status());
  }

  private Lobby.Reply create(String token, String repeat, String... scopes) {
    return office
        .ask("POST", "/api-keys", office.keys())
        .as(token)
        .header("idempotency-key", repeat)
        .send(json -> json.text("name", "Billing sync").texts("scopes", List.of(scopes)));
  }

  private Lobby.Reply list() {
    return office.ask("GET", "/api-keys", office.keys()).as(ada).query(Map.of()).send();
  }

  private int delete(String id) {
    return office
        .ask("DELETE", "/api-keys/{key}", office.keys())
        .path("key", id)
        .as(ada)
        .send()
        .status();
  }

  private int rooms(String method, String key) {
    return office
        .ask(method, "/rooms", office.rooms())
        .as(key)
        .send(json -> json.text("name", "By a program"))
        .status();
  }
}
