package app.firstbell.proof.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import app.firstbell.proof.browser.Chromium.Stage;
import app.firstbell.proof.client.AgentClient;
import app.firstbell.proof.client.FrameCheck;
import app.firstbell.proof.client.Line;
import app.firstbell.proof.client.VisitorClient;
import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Frame;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Markup that somebody writes is shown as it was written, in every field and every view, and runs
/// nowhere.
@OnChromium
class MarkupTest {
  private static final List<String> PAYLOADS =
      List.of(
          "<img src=x onerror=\"window.__xss=1\">",
          "<script>window.__xss=1</script>",
          "\"><svg/onload=window.__xss=1>",
          "'-window.__xss=1-'",
          "</textarea><img src=x onerror=window.__xss=1>",
          "</title><script>window.__xss=1</script>",
          "<iframe srcdoc=\"<script>parent.__xss=1</script>\"></iframe>",
          "<a href=\"javascript:window.__xss=1\">click</a>",
          "javascript:window.__xss=1",
          "{{constructor.constructor('window.__xss=1')()}}",
          "${window.__xss=1}",
          "<math><mtext></form><form><mglyph><style></math><img src onerror=window.__xss=1>",
          "<iMg SrC=\"x\" oNeRRor=\"window.__xss=1\">",
          "&lt;img src=x onerror=window.__xss=1&gt;",
          "\u202e<b onmouseover=window.__xss=1>x</b>",
          "https://x.example/\"onmouseover=\"window.__xss=1");

  private final Stage stage;

  MarkupTest(Stage stage) {
    this.stage = stage;
  }

  @Test
  void whatAVisitorWritesRunsNowhereInTheConsole() throws Exception {
    ConsolePage console = stage.console("marta@northwind.example", "ring-the-bell-1");
    for (String payload : PAYLOADS) {
      try (VisitorClient visitor =
          VisitorClient.come(stage.installation().door(), "demo", FrameCheck.NONE)) {
        String name = payload.length() > 80 ? payload.substring(0, 80) : payload;
        var lead = Line.frame("start").put("text", payload).put("name", name);
        lead.putObject("page")
            .put(
                "url",
                "https://shop.example/?q="
                    + java.net.URLEncoder.encode(payload, java.nio.charset.StandardCharsets.UTF_8))
            .put("title", payload);
        lead.putObject("answers").put("Question", payload);
        String chat = visitor.start(lead).path("chat").path("id").asText();
        console.page().locator("article.ring[data-chat='" + chat + "'] button.primary").click();
        assertThat(console.composer()).isVisible();
        assertThat(console.page().getByRole(com.microsoft.playwright.options.AriaRole.LOG))
            .containsText(payload.replace("\u202e", ""));
        assertUntouched(console.page(), payload);
        visitor.end(chat);
      }
    }
    Page mail = stage.person().newPage();
    mail.navigate(stage.installation().address("mail").toString());
    assertUntouched(mail, "mail");
  }

  @Test
  void whatAnAgentWritesRunsNowhereInTheWidget() throws Exception {
    ShopPage shop = stage.shop().open();
    try (AgentClient agent =
        AgentClient.signIn(
            stage.installation().door(),
            "priya@northwind.example",
            "ring-the-bell-2",
            "c1",
            FrameCheck.NONE)) {
      agent.show("online");
      shop.say("Show me something");
      JsonNode ring = agent.line().await("ring").path("chat");
      String chat = ring.path("id").asText();
      long last = agent.accept(chat).path("chat").path("last").asLong();
      for (String payload : PAYLOADS) {
        last = agent.say(chat, last, payload).path("seq").asLong();
        assertThat(shop.frame().getByRole(com.microsoft.playwright.options.AriaRole.LOG))
            .containsText(payload.replace("\u202e", ""));
        assertUntouched(shop.page(), payload);
      }
      for (String payload : PAYLOADS) {
        shop.say(payload);
        assertUntouched(shop.page(), payload);
      }
      agent.end(chat);
    }
  }

  private static void assertUntouched(Page page, String payload) {
    List<String> touched = new ArrayList<>();
    for (Frame frame : page.frames()) {
      if (!(boolean) frame.evaluate("() => window.__xss === undefined")) {
        touched.add(frame.url());
      }
    }
    assertEquals(List.of(), touched, payload);
  }
}
