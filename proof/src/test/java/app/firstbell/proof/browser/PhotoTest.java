package app.firstbell.proof.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.proof.browser.Chromium.Stage;
import app.firstbell.proof.client.Door.Answer;
import app.firstbell.proof.client.Request;
import app.firstbell.proof.people.Person;
import app.firstbell.proof.threat.Uploads;
import com.microsoft.playwright.Page;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// T11 in a browser: whatever was uploaded, the photo that is served runs no script, be it opened
/// as a page, put into a frame, or loaded as a script.
@OnChromium(shared = "people")
class PhotoTest {
  private final Stage stage;

  PhotoTest(Stage stage) {
    this.stage = stage;
  }

  @Test
  void noUploadRunsAScript() {
    Person priya =
        Person.signIn(stage.installation(), "priya@northwind.example", "ring-the-bell-2");
    Map<String, Uploads.File> all = new LinkedHashMap<>(Uploads.smugglers());
    all.putAll(Uploads.pretenders());
    Page page = stage.person().newPage();
    URI console = stage.installation().address("console");
    int opened = 0;
    for (var each : all.entrySet()) {
      Answer answer =
          priya
              .api()
              .send(
                  Request.of("PUT /profile/photo")
                      .body(each.getValue().type(), each.getValue().bytes()));
      if (answer.status() != 200) {
        continue;
      }
      opened++;
      String photo =
          console.resolve(answer.json().path("photo").path("address").asText()).toString();
      page.navigate(photo);
      assertUntouched(page, each.getKey() + " as a page");
      page.navigate("about:blank");
      page.setContent(
          "<iframe src=\"%s\"></iframe><script src=\"%s\"></script>".formatted(photo, photo));
      page.waitForLoadState();
      assertUntouched(page, each.getKey() + " within a page");
    }
    assertTrue(opened >= 5, "only " + opened + " uploads were taken");
    // The control: where a script does run, it is noticed.
    page.setContent("<script>" + Uploads.MARK + "</script>");
    assertEquals(1, page.evaluate("() => window.__xss"));
  }

  private static void assertUntouched(Page page, String name) {
    for (var frame : page.frames()) {
      assertEquals(true, frame.evaluate("() => window.__xss === undefined"), name);
    }
  }
}
