package app.firstbell.functions.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import app.firstbell.agent.Permission;
import app.firstbell.agent.Role;
import app.firstbell.dynamo.Row;
import app.firstbell.json.JsonObjectWriter;
import app.firstbell.json.JsonValue;
import app.firstbell.organization.OrganizationKind;
import app.firstbell.organization.TenantId;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Members' profiles as programs and those who manage agents keep them.
class MembersProfilesTest {
  private final Office office = Office.open();
  private final Lobby lobby = office.lobby();
  private String ada = "";
  private String key = "";

  @BeforeEach
  void organization() {
    ada = office.of(OrganizationKind.CUSTOMER, TenantId.PLATFORM);
    office.hire("priya", Role.MEMBER, Permission.ANSWER_CHATS);
    key = key(office, ada, "members:read", "members:write");
  }

  @Test
  void aProgramKeepsTheProfilesOfAgents() throws IOException {
    Lobby.Reply read = read(key, "priya");
    assertEquals(200, read.status());
    assertEquals("\"1\"", read.header("ETag"));
    Lobby.Reply edited =
        patch(
            key,
            "priya",
            1,
            json ->
                json.text("greeting", "Hi, I will find it.")
                    .text("ringTone", "marimba")
                    .object(
                        "whatsapp", it -> it.bool("enabled", true).text("number", "447700900123"))
                    .object("alerts", it -> it.bool("email", false))
                    .texts("rooms", List.of("general"))
                    .object("photo", it -> it.text("url", "https://photos.example.com/p.png")));
    assertEquals(200, edited.status(), edited.response().getBody());
    assertEquals("Hi, I will find it.", edited.text("greeting"));
    assertEquals("url", photo(edited).text("kind").orElseThrow());
    assertEquals(Optional.of(true), edited.body().object("whatsapp").orElseThrow().bool("enabled"));
    assertEquals(edited.body(), read(key, "priya").body());
    assertEquals(412, patch(key, "priya", 1, json -> json.text("greeting", "Late")).status());
    assertEquals(428, one("PATCH", "priya", "").as(key).send().status());
    assertEquals(400, patch(key, "priya", 2, json -> json.text("ringTone", "siren")).status());
    assertEquals(400, patch(key, "priya", 2, json -> json.text("role", "admin")).status());

    Lobby.Reply uploaded = one("PUT", "priya", "/photo").as(key).send(png());
    assertEquals("upload", photo(uploaded).text("kind").orElseThrow());
    assertEquals(415, one("PUT", "priya", "/photo").as(key).send(new byte[] {1}).status());
    assertEquals(
        412,
        one("PUT", "priya", "/photo").as(key).header("if-match", "\"2\"").send(png()).status());
    Lobby.Reply removed = one("DELETE", "priya", "/photo").as(key).send();
    assertEquals("avatar", photo(removed).text("kind").orElseThrow());
    assertEquals(
        removed.body(), one("DELETE", "priya", "/photo").as(key).send().body(), "and once more");

    List<Row> acts =
        lobby.acts().stream().filter(row -> row.text("what").equals("agents.profile")).toList();
    assertEquals(3, acts.size());
    for (Row act : acts) {
      assertEquals("key", new Row(act.map("by")).text("kind"));
      assertEquals("priya", new Row(act.map("subject")).text("id"));
      assertFalse(act.toString().contains("I will find it"), "what was written stays private");
    }
  }

  /// A socket shows visitors what its ticket said, whoever has changed it.
  @Test
  void theMembersSocketsComeBackWithWhatIsNew() {
    patch(key, "priya", 1, json -> json.text("greeting", "Hi."));
    patch(key, "priya", 2, json -> json.text("ringTone", "digital"));
    assertEquals(
        List.of("member:priya"),
        lobby.acts().stream()
            .filter(row -> row.text("what").equals("agents.profile") && row.has("passing"))
            .map(row -> row.text("closes"))
            .toList());
  }

  @Test
  void whoIsInvitedIsPrepared() {
    String id =
        office
            .ask("POST", "/members", office.members())
            .as(key)
            .send(json -> json.text("name", "Tom").text("email", "tom@tea.example"))
            .text("id");
    assertEquals(200, patch(key, id, 1, json -> json.text("greeting", "Hello.")).status());
  }

  @Test
  void aScopeOpensWhatItSays() {
    String reads = key(office, ada, "members:read");
    assertEquals(200, read(reads, "priya").status());
    assertEquals(403, patch(reads, "priya", 1, json -> json.text("greeting", "X")).status());
    assertEquals(403, one("DELETE", "priya", "/photo").as(reads).send().status());
    String rooms = key(office, ada, "rooms:read", "rooms:write");
    assertEquals(403, read(rooms, "priya").status());
  }

  @Test
  void whoMayNotChangeTheMemberDoesNotSpeakForThem() throws IOException {
    for (Lobby.Reply refused :
        List.of(
            patch(key, "ada", 1, json -> json.text("greeting", "I am Ada.")),
            one("PUT", "ada", "/photo").as(key).send(png()),
            one("DELETE", "ada", "/photo").as(key).send())) {
      assertEquals(403, refused.status());
    }
    assertEquals(200, read(key, "ada").status());
    String olga = office.hire("olga", Role.ADMIN);
    assertEquals(200, patch(olga, "ada", 1, json -> json.text("greeting", "Hello.")).status());
    String max = office.hire("max", Role.MEMBER, Permission.MANAGE_AGENTS);
    assertEquals(200, patch(max, "priya", 1, json -> json.text("greeting", "Hi.")).status());
    assertEquals(403, patch(max, "ada", 2, json -> json.text("greeting", "Hi.")).status());
    String agent = office.hire("bob", Role.MEMBER, Permission.ANSWER_CHATS);
    String rooms = office.hire("rob", Role.MEMBER, Permission.MANAGE_ROOMS);
    assertEquals(403, read(agent, "priya").status());
    assertEquals(403, read(agent, "bob").status(), "their own is elsewhere");
    assertEquals(403, read(rooms, "priya").status());
  }

  @Test
  void whoIsNotThereHasNoProfile() {
    office
        .ask("DELETE", "/members/{member}", office.members())
        .path("member", "priya")
        .as(ada)
        .header("if-match", "\"1\"")
        .send();
    for (String nobody : List.of("priya", "nobody", "No-Body")) {
      assertEquals(404, read(key, nobody).status(), nobody);
      assertEquals(404, patch(key, nobody, 2, json -> json.text("greeting", "X")).status());
      assertEquals(404, one("DELETE", nobody, "/photo").as(key).send().status());
    }
  }

  /// A reseller's program acts on the customer directly, and the customer's log names both.
  @Test
  void aResellersKeyIsNamedWithItsReseller() {
    Office harbor = Office.open();
    String rosa = harbor.of(OrganizationKind.RESELLER, TenantId.PLATFORM);
    harbor.lobby().change(account -> account.withName("Harbor Partners"));
    lobby.change(account -> account.withParent(harbor.lobby().tenant));
    String resellers = key(harbor, rosa, "members:write");
    assertEquals(200, patch(resellers, "ada", 1, json -> json.text("greeting", "Hello.")).status());
    Row act =
        lobby.acts().stream()
            .filter(row -> row.text("what").equals("agents.profile"))
            .findFirst()
            .orElseThrow();
    Row by = new Row(act.map("by"));
    assertEquals("key", by.text("kind"));
    assertEquals("Sync", by.text("name"));
    assertEquals("Harbor Partners", by.text("organization"));
  }

  private static String key(Office office, String maker, String... scopes) {
    return office
        .ask("POST", "/api-keys", office.keys())
        .as(maker)
        .send(json -> json.text("name", "Sync").texts("scopes", List.of(scopes)))
        .text("key");
  }

  private Lobby.Reply read(String token, String member) {
    return one("GET", member, "").as(token).send();
  }

  private Lobby.Reply patch(
      String token, String member, long version, Consumer<JsonObjectWriter> body) {
    return one("PATCH", member, "").as(token).header("if-match", "\"" + version + "\"").send(body);
  }

  private Lobby.Ask one(String method, String member, String rest) {
    return office
        .ask(method, "/members/{member}/profile" + rest, office.profiles())
        .path("member", member);
  }

  private static JsonValue.Obj photo(Lobby.Reply profile) {
    return profile.body().object("photo").orElseThrow();
  }

  private static byte[] png() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), "png", bytes);
    return bytes.toByteArray();
  }
}
