package app.firstbell.functions.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.agent.Permission;
import app.firstbell.agent.Role;
import app.firstbell.functions.town.Town;
import app.firstbell.json.JsonObjectWriter;
import app.firstbell.json.JsonValue;
import app.firstbell.organization.OrganizationKind;
import app.firstbell.organization.Plan;
import app.firstbell.organization.RoomId;
import app.firstbell.organization.RoomName;
import app.firstbell.organization.TenantId;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// An agent's private profile, and the photo in it.
class ProfilesTest {
  private final Office office = Office.open();
  private final Lobby lobby = office.lobby();
  private String priya = "";

  @BeforeEach
  void organization() {
    office.of(OrganizationKind.CUSTOMER, TenantId.PLATFORM);
    priya = office.hire("priya", Role.MEMBER, Permission.ANSWER_CHATS);
  }

  @Test
  void anAgentEditsTheirOwnProfile() {
    Lobby.Reply edited =
        patch(
            1,
            json ->
                json.text("name", "Priya N.")
                    .text("title", "Orders")
                    .text("greeting", "Hi, tell me.\nI will find it.")
                    .text("ringTone", "marimba")
                    .object("alerts", it -> it.bool("email", false)));
    assertEquals(200, edited.status());
    assertEquals("Priya N.", edited.text("name"));
    assertEquals("Hi, tell me.\nI will find it.", edited.text("greeting"));
    assertEquals(
        Optional.of(true), edited.body().object("alerts").orElseThrow().bool("notification"));
    assertEquals("\"2\"", edited.header("ETag"));
    Lobby.Reply cleared = raw(2, "{\"title\":null,\"greeting\":null}");
    assertTrue(cleared.body().text("title").isEmpty());
    assertEquals(412, patch(1, json -> json.text("name", "X")).status());
    assertEquals(400, patch(3, json -> json.text("ringTone", "siren")).status());
    assertEquals(400, patch(3, json -> json.text("role", "admin")).status());
    assertFalse(
        lobby.acts().stream().anyMatch(row -> row.toString().contains("I will find it")),
        "what was written stays private");
  }

  @Test
  void aWhatsAppNumberHasDigitsOnly() {
    for (String wrong :
        new String[] {
          "+15551234567", "+001-(555)1234567", "0015551234567", "1 555 123 4567", "555-1234567",
          "1234567", "1234567890123456", "1555123456a",
              "\u0661\u0665\u0665\u0665\u0661\u0662\u0663\u0664\u0665", "15551234567;ext=1"
        }) {
      Lobby.Reply refused = whatsapp(true, wrong);
      assertEquals(400, refused.status(), wrong);
      assertTrue(refused.response().getBody().contains("/whatsapp/number"), wrong);
    }
    assertEquals(
        400, patch(1, json -> json.object("whatsapp", it -> it.bool("enabled", true))).status());
    Lobby.Reply set = whatsapp(true, "15551234567");
    assertEquals(
        "15551234567", set.body().object("whatsapp").orElseThrow().text("number").orElseThrow());
    Lobby.Reply off = patch(2, json -> json.object("whatsapp", it -> it.bool("enabled", false)));
    JsonValue.Obj kept = off.body().object("whatsapp").orElseThrow();
    assertEquals(Optional.of(false), kept.bool("enabled"));
    assertEquals("15551234567", kept.text("number").orElseThrow());
    assertEquals(
        400,
        raw(3, "{\"whatsapp\":{\"enabled\":true,\"number\":null}}").status(),
        "on without a number");
    Lobby.Reply gone = raw(3, "{\"whatsapp\":{\"enabled\":false,\"number\":null}}");
    assertEquals(
        Optional.empty(),
        gone.body().object("whatsapp").orElseThrow().text("number"),
        "taken away");
  }

  @Test
  void onTheFreePlanTheProfileSaysThatOnlyGeneralRings() {
    lobby.change(account ->
        account
            .with(Plan.FREE)
            .withRooms(List.of(RoomName.GENERAL, new RoomName(new RoomId("orders"), "Orders"))));
    assertEquals(200, patch(1, json -> json.texts("rooms", List.of("general", "orders"))).status());
    Lobby.Reply profile = read();
    assertEquals(Optional.of(true), profile.body().bool("generalOnly"));
    List<Optional<Boolean>> effective =
        profile.body().array("availableRooms").orElseThrow().stream()
            .map(room -> ((JsonValue.Obj) room).bool("effective"))
            .toList();
    assertEquals(List.of(Optional.of(true), Optional.of(false)), effective);
    assertEquals(400, patch(2, json -> json.texts("rooms", List.of("attic"))).status());
  }

  @Test
  void aPhotoIsAnAddressAnUploadOrTheAvatar() throws IOException {
    assertEquals("avatar", photo(read()).text("kind").orElseThrow());
    Lobby.Reply url =
        patch(
            1,
            json -> json.object("photo", it -> it.text("url", "https://photos.example.com/p.png")));
    assertEquals("url", photo(url).text("kind").orElseThrow());
    Lobby.Reply inside =
        patch(2, json -> json.object("photo", it -> it.text("url", "https://169.254.169.254/")));
    assertEquals(400, inside.status());
    assertTrue(inside.response().getBody().contains("/photo/url"));

    APIGatewayV2HTTPResponse uploaded = upload(png());
    assertEquals(200, uploaded.getStatusCode(), uploaded.getBody());
    String address = photo(read()).text("address").orElseThrow();
    assertTrue(address.matches("/api/photos/" + lobby.tenant + "\\.[a-z2-7]{26}"), address);
    APIGatewayV2HTTPResponse shown = show(address);
    assertEquals(200, shown.getStatusCode());
    assertEquals("image/jpeg", shown.getHeaders().get("Content-Type"));
    assertEquals("nosniff", shown.getHeaders().get("X-Content-Type-Options"));
    assertEquals("default-src 'none'; sandbox", shown.getHeaders().get("Content-Security-Policy"));
    assertTrue(String.valueOf(shown.getHeaders().get("Cache-Control")).contains("immutable"));
    assertTrue(shown.getIsBase64Encoded());

    assertEquals(200, upload(png()).getStatusCode());
    assertNotEquals(address, photo(read()).text("address").orElseThrow());
    assertEquals(404, show(address).getStatusCode(), "the one before is gone");

    Lobby.Reply removed = lobby.ask("DELETE /profile/photo").at(office.profiles()).as(priya).send();
    assertEquals("avatar", photo(removed).text("kind").orElseThrow());
    assertEquals(
        200,
        lobby.ask("DELETE /profile/photo").at(office.profiles()).as(priya).send().status(),
        "a repeat changes nothing");
  }

  @Test
  void whatIsNoPhotoIsRefused() {
    assertEquals(415, upload("<svg onload='alert(1)'/>".getBytes(UTF_8)).getStatusCode());
    assertEquals(415, upload(new byte[0]).getStatusCode());
    assertEquals(413, upload(new byte[2 * 1024 * 1024 + 1]).getStatusCode());
    assertEquals(404, show("/api/photos/../../etc/passwd").getStatusCode());
    assertEquals(404, show("/api/photos/" + lobby.tenant + "." + "a".repeat(26)).getStatusCode());
  }

  private APIGatewayV2HTTPResponse upload(byte[] bytes) {
    APIGatewayV2HTTPEvent event = event("PUT /profile/photo", "/api/profile/photo");
    event.setHeaders(Map.of("authorization", "Bearer " + priya, "content-type", "image/png"));
    event.setBody(Base64.getEncoder().encodeToString(bytes));
    event.setIsBase64Encoded(true);
    return office.profiles().handleRequest(event, Town.NO_CONTEXT);
  }

  private APIGatewayV2HTTPResponse show(String address) {
    APIGatewayV2HTTPEvent event = event("GET /photos/{photo}", address);
    event.setPathParameters(Map.of("photo", address.substring("/api/photos/".length())));
    return office.photos().handleRequest(event, Town.NO_CONTEXT);
  }

  private static APIGatewayV2HTTPEvent event(String route, String path) {
    APIGatewayV2HTTPEvent event = new APIGatewayV2HTTPEvent();
    APIGatewayV2HTTPEvent.RequestContext context = new APIGatewayV2HTTPEvent.RequestContext();
    context.setRequestId("r");
    event.setRequestContext(context);
    event.setRouteKey(route);
    event.setRawPath(path);
    return event;
  }

  private static byte[] png() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(400, 300, BufferedImage.TYPE_INT_RGB), "png", bytes);
    return bytes.toByteArray();
  }

  private Lobby.Reply whatsapp(boolean isEnabled, String number) {
    return patch(
        1,
        json ->
            json.object("whatsapp", it -> it.bool("enabled", isEnabled).text("number", number)));
  }

  private Lobby.Reply read() {
    return lobby.ask("GET /profile").at(office.profiles()).as(priya).send();
  }

  private Lobby.Reply patch(long version, Consumer<JsonObjectWriter> body) {
    return lobby
        .ask("PATCH /profile")
        .at(office.profiles())
        .as(priya)
        .header("if-match", "\"" + version + "\"")
        .send(body);
  }

  private Lobby.Reply raw(long version, String body) {
    return lobby
        .ask("PATCH /profile")
        .at(office.profiles())
        .as(priya)
        .header("if-match", "\"" + version + "\"")
        .sendRaw(body);
  }

  private static JsonValue.Obj photo(Lobby.Reply profile) {
    return profile.body().object("photo").orElseThrow();
  }
}
