package app.firstbell.proof.threat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.proof.client.Door.Answer;
import app.firstbell.proof.client.Request;
import app.firstbell.proof.flow.OnInstallation;
import app.firstbell.proof.people.House;
import app.firstbell.proof.people.OnHouse;
import app.firstbell.proof.people.Person;
import app.firstbell.proof.people.Pictures;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// T11: what is uploaded as a photo is an image by its content, and what is served was made anew
/// from its points alone. That no script runs from it in a browser is
/// [app.firstbell.proof.browser.PhotoTest].
@Tag("threat")
@OnInstallation
@OnHouse
class T11UploadTest {
  private final House house;

  T11UploadTest(House house) {
    this.house = house;
  }

  @Test
  void whatIsNoImageIsRefusedWhateverItClaims() {
    Person ben = house.staff().neighbour();
    String before = ben.api().get("/profile").orFail(200).json().path("photo").toString();
    List<String> taken = new ArrayList<>();
    Uploads.pretenders()
        .forEach((name, file) -> {
          int status = upload(ben, file).status();
          if (status != 415 && status != 413 && status != 400) {
            taken.add(name + ": " + status);
          }
        });
    assertEquals(List.of(), taken);
    assertEquals(
        before,
        ben.api().get("/profile").orFail(200).json().path("photo").toString(),
        "and changed nothing");
  }

  @Test
  void whatIsServedIsMadeAnewFromThePointsAlone() throws Exception {
    Person ben = house.staff().neighbour();
    int refused = 0;
    for (var each : Uploads.smugglers().entrySet()) {
      Answer answer = upload(ben, each.getValue());
      if (answer.status() == 415
          && (each.getKey().contains("behind") || each.getKey().contains("claims"))) {
        refused++;
        continue; // what is two things at once may be refused as a whole
      }
      JsonNode photo = answer.orFail(200).json().path("photo");
      assertEquals("upload", photo.path("kind").asText(), each.getKey());
      HttpResponse<byte[]> served = fetch(photo.path("address").asText());
      String text = new String(served.body(), StandardCharsets.ISO_8859_1);
      assertEquals(200, served.statusCode(), each.getKey());
      assertFalse(text.contains(Uploads.MARK), each.getKey() + " kept what was in its pockets");
      assertFalse(text.contains("PK\003\004"), each.getKey());
      var image = ImageIO.read(new ByteArrayInputStream(served.body()));
      assertEquals(256, image.getWidth(), each.getKey());
      assertEquals(256, image.getHeight(), each.getKey());
      assertHeaders(served, each.getKey());
    }
    assertTrue(
        new String(Uploads.smugglers().get("png with a text").bytes(), StandardCharsets.ISO_8859_1)
            .contains(Uploads.MARK),
        "the control: the mark was in what was sent");
  }

  @Test
  void whatIsTooLargeIsRefused() {
    Person ben = house.staff().neighbour();
    byte[] large = Arrays.copyOf(Pictures.png(8), 2 * 1024 * 1024 + 1);
    assertEquals(413, upload(ben, new Uploads.File("image/png", large)).status());
    int empty = upload(ben, new Uploads.File("image/png", new byte[0])).status();
    assertTrue(empty == 400 || empty == 415, "nothing is no image: " + empty);
  }

  private static Answer upload(Person person, Uploads.File file) {
    return person.api().send(Request.of("PUT /profile/photo").body(file.type(), file.bytes()));
  }

  private HttpResponse<byte[]> fetch(String address) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      URI photo = house.installation().address("console").resolve(address);
      return http.send(
          HttpRequest.newBuilder(photo).build(), HttpResponse.BodyHandlers.ofByteArray());
    }
  }

  private static void assertHeaders(HttpResponse<byte[]> served, String name) {
    assertTrue(
        List.of("image/png", "image/jpeg").contains(header(served, "content-type")),
        name + ": " + served.headers());
    assertEquals("nosniff", header(served, "x-content-type-options"), name);
    String policy = header(served, "content-security-policy");
    assertTrue(policy.contains("sandbox") && policy.contains("default-src 'none'"), policy);
    assertTrue(header(served, "cache-control").contains("immutable"), name);
    assertTrue(served.headers().firstValue("set-cookie").isEmpty(), name);
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }
}
