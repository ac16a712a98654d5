package app.firstbell.proof.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import app.firstbell.proof.browser.Chromium.Stage;
import app.firstbell.proof.client.Line;
import app.firstbell.proof.client.VisitorClient;
import app.firstbell.proof.engine.Await;
import app.firstbell.proof.people.Company;
import app.firstbell.proof.people.Person;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A customer of its own for one story, where nobody else is online.
///
/// @param visitors who wrote, and stays until the story is over
record Bakery(Company company, List<VisitorClient> visitors) implements AutoCloseable {
  static final Company.Job INES = Company.Job.agent("Inês Duarte");

  static Bakery open(Stage stage, String plan) {
    Person rosa = Person.signIn(stage.installation(), "rosa@harbor.example", "ring-the-bell-3");
    String name = "Bakery " + Line.newCid().substring(0, 6);
    Company company = Company.create(rosa, Company.draft(name).put("plan", plan));
    return new Bakery(company, new ArrayList<>());
  }

  /// A visitor writes.
  ///
  /// @param room its id
  void rings(String name, String room) throws IOException {
    VisitorClient visitor = company.visitor();
    visitors.add(visitor);
    visitor.start(Line.frame("start").put("text", "Hello?").put("name", name).put("room", room));
  }

  /// A visitor who asks for a room that does not ring is told that there is none.
  void isClosed(String room) throws IOException {
    VisitorClient visitor = company.visitor();
    visitors.add(visitor);
    JsonNode error =
        visitor.line().call(Line.frame("start").put("text", "Hello?").put("room", room), "error");
    assertEquals("room", error.path("field").asText(), error.toString());
  }

  /// A visitor comes when nobody is there, and leaves a message.
  ///
  /// @return who was mailed it
  List<String> mailedWhenMissed(Stage stage) throws IOException {
    VisitorClient visitor = company.visitor();
    visitors.add(visitor);
    String text = "Rye for six, please " + Line.newCid();
    JsonNode chat = visitor.start(text).path("chat");
    assertEquals("missed", chat.path("state").asText(), chat.toString());
    visitor.leave(chat.path("id").asText(), "kari@nordmann.example", text);
    List<String> mailed = new ArrayList<>();
    Await.within(
        Duration.ofSeconds(10),
        () -> {
          for (JsonNode mail : stage.installation().emulator().mail()) {
            if (mail.path("text").asText().contains(text)) {
              mail.path("to").forEach(to -> mailed.add(to.asText()));
            }
          }
          return !mailed.isEmpty();
        });
    return mailed;
  }

  @Override
  public void close() {
    visitors.forEach(VisitorClient::close);
  }
}
