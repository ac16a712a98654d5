package app.firstbell.simulator.world;

import app.firstbell.identity.Caller;
import app.firstbell.json.JsonValue;
import app.firstbell.simulator.check.Violation;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// Somebody on a shop's page: asks, writes, goes through tunnels, hangs up or simply leaves.
final class Visitor extends Client implements Runnable {
  private final Set<String> chats = new HashSet<>();
  private String current = "";

  Visitor(String name, Town town, Caller.Visitor caller) {
    super(name, town, caller);
  }

  @Override
  public void run() {
    pass(0, 40_000);
    int count = 1 + dice.below(3);
    for (int number = 1; number <= count && !town().isHealed(); number++) {
      if (does("chat" + number)) {
        chat(number);
      }
      pass(500, 30_000);
    }
    close();
    boolean comesBack = dice.chance(0.7);
    town().untilHealed();
    if (comesBack) {
      pass(0, 5_000);
      settle();
    }
  }

  @Override
  void connected() {
    if (!current.isEmpty() && !town().isHealed()) {
      ChatView view = view(current);
      once("sync", nextCid(), json -> json.text("chat", current).number("after", view.seen()))
          .filter(reply -> type(reply).equals("log"))
          .ifPresent(reply -> {
            // What was pushed meanwhile may have moved on: the page still begins where it was
            // asked.
            for (JsonValue entry : reply.array("entries").orElseThrow()) {
              view.add((JsonValue.Obj) entry);
            }
          });
    }
  }

  @Override
  void pushed(String type, JsonValue.Obj frame) {}

  @Override
  void mayKnow(JsonValue.Obj frame, String type) {
    String chat =
        type.equals("entry")
            ? frame.text("chat").orElse("")
            : frame.object("chat").flatMap(it -> it.text("id")).orElse("");
    String owner = town().ownerOf(chat);
    if (!owner.equals(caller().id())) {
      throw new Violation("I6", name() + " was shown " + chat + " of " + owner);
    }
  }

  private void chat(int number) {
    String cid = name() + "-start" + number;
    Optional<JsonValue.Obj> reply =
        ask("start", cid, json -> json.text("text", "question " + cid).text("name", "V " + name()));
    if (reply.isEmpty()) {
      return;
    }
    if (!type(reply.get()).equals("started")) {
      refused(reply.get());
      return;
    }
    JsonValue.Obj head = reply.get().object("chat").orElseThrow();
    current = head.text("id").orElseThrow();
    chats.add(current);
    ChatView view = view(current);
    reply.get().array("entries").orElseThrow().forEach(it -> view.add((JsonValue.Obj) it));
    talk(view, number);
    if (dice.chance(0.5) && does("end" + number)) {
      end(view, number);
    } else if (dice.chance(0.5)) {
      close();
    } else {
      for (int i = 0; i < 6 && !view.isOver(); i++) {
        pass(3_000, 15_000);
        if (dice.chance(0.5)) {
          sync(view);
        }
      }
    }
    afterwards(view, number);
  }

  private void refused(JsonValue.Obj reply) {
    String code = reply.text("code").orElse("");
    if (!Set.of("conflict", "invalid", "ended", "not-found").contains(code)) {
      throw new Violation("protocol", name() + " asked to start, was answered " + reply);
    }
  }

  private void talk(ChatView view, int number) {
    int messages = dice.below(6);
    for (int i = 1; i <= messages && !view.isOver() && !town().isHealed(); i++) {
      pass(100, 12_000);
      String deed = "m" + number + "." + i;
      boolean isInTunnel = dice.chance(0.15);
      boolean isLong = dice.chance(0.2);
      if (isInTunnel && does("tunnel" + number + "." + i)) {
        vanish();
        pass(isLong ? 60_000 : 500, isLong ? 150_000 : 20_000);
      }
      if (dice.chance(0.2)) {
        tell("typing", json -> json.text("chat", view.id()).bool("on", true));
      }
      if (dice.chance(0.2)) {
        tell("mark", json -> json.text("chat", view.id()).number("read", view.seen()));
      }
      if (does(deed)) {
        write(view, deed, "words " + deed + " of " + name());
      }
    }
  }

  private void end(ChatView view, int number) {
    ask("end", name() + "-end" + number, json -> json.text("chat", view.id()))
        .filter(reply -> type(reply).equals("ended"))
        .ifPresent(reply -> {
          view.add(reply.object("entry").orElseThrow());
          view.over();
        });
  }

  private void afterwards(ChatView view, int number) {
    if (!view.isOver() || !does("after" + number)) {
      return;
    }
    boolean isMissed =
        view.entries().values().stream().anyMatch(entry -> entry.startsWith("missed|"));
    if (isMissed) {
      ask(
              "leave",
              name() + "-leave" + number,
              json ->
                  json.text("chat", view.id())
                      .text("email", name() + "." + number + "@mail.example"))
          .filter(reply -> type(reply).equals("left"))
          .ifPresent(_ ->
              town().records().add(new Records.LeftWord(caller().tenant().value(), view.id())));
    } else if (dice.chance(0.5)) {
      ask(
          "rate",
          name() + "-rate" + number,
          json -> json.text("chat", view.id()).number("stars", 1 + dice.below(5)));
    }
  }

  /// When the weather is good again: come back, see everything, and leave for good.
  private void settle() {
    for (ChatView view : views()) {
      if (!sync(view)) {
        throw new Violation("I8", name() + " cannot sync " + view.id() + " in fair weather");
      }
      if (!view.isOver()) {
        // Whoever is gone without a word is found out by the next post.
        write(view, "settle-" + view.id(), "is anybody there?");
      }
    }
    town().untilPatient();
    pass(0, 20_000);
    for (ChatView view : views()) {
      sync(view);
      if (!view.isOver() && dice.chance(0.5)) {
        end(view, 99);
      }
    }
    close();
  }
}
