package app.firstbell.simulator.world;

import app.firstbell.identity.Caller;
import app.firstbell.json.JsonValue;
import app.firstbell.organization.TenantId;
import app.firstbell.simulator.check.Violation;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Somebody at a console: is rung, takes chats, answers, declines, goes for lunch.
final class Agent extends Client implements Runnable {
  private final Set<String> ringing = new LinkedHashSet<>();
  private final Set<String> mine = new TreeSet<>();
  private final Set<String> tried = new TreeSet<>();
  private final double diligence;
  private String shownBy = "";
  private int deeds;

  Agent(String name, Town town, Caller.Agent caller) {
    super(name, town, caller);
    this.diligence = dice.of(List.of(0.9, 0.8, 0.4));
  }

  @Override
  public void run() {
    pass(0, 10_000);
    while (!town().isHealed()) {
      if (!connect()) {
        pass(500, 5_000);
        continue;
      }
      rings();
      chats();
      rest();
      pass(500, 8_000);
    }
    pass(15_000, 20_000);
    settle();
  }

  @Override
  void connected() {
    show("online");
    lists();
  }

  /// By which connection this agent was told to be online; empty for none.
  String shownBy() {
    return shownBy.equals(connection()) ? shownBy : "";
  }

  private void show(String show) {
    String by = connection();
    shownBy = "";
    once("presence", nextCid(), json -> json.text("show", show).text("computer", "pc-" + name()))
        .filter(reply -> type(reply).equals("presence") && show.equals("online"))
        .ifPresent(_ -> shownBy = by);
  }

  @Override
  void pushed(String type, JsonValue.Obj frame) {
    switch (type) {
      case "ring" -> {
        mayKnow(frame, type);
        ringing.add(chat(frame));
      }
      case "stop" -> ringing.remove(frame.text("chat").orElse(""));
      default -> {}
    }
  }

  @Override
  void mayKnow(JsonValue.Obj frame, String type) {
    String chat = type.equals("entry") ? frame.text("chat").orElse("") : chat(frame);
    String owner = town().tenantOf(chat);
    boolean isMine = owner.equals(tenant());
    if (!isMine && !town().homeOf(owner).equals(tenant())) {
      throw new Violation("I6", name() + " of " + tenant() + " was shown " + chat + " of " + owner);
    }
  }

  @Override
  String authorOf(String chat) {
    String owner = town().tenantOf(chat);
    return owner.equals(tenant()) || owner.isEmpty()
        ? caller().id()
        : ((Caller.Agent) caller()).operatorOf(new TenantId(owner)).id();
  }

  private void lists() {
    once("lists", nextCid(), _ -> {})
        .filter(reply -> type(reply).equals("lists"))
        .ifPresent(reply -> {
          heads(reply, "ringing").forEach(head -> ringing.add(head.text("id").orElseThrow()));
          for (JsonValue.Obj head : heads(reply, "mine")) {
            mine.add(head.text("id").orElseThrow());
          }
        });
  }

  private void rings() {
    for (String chat : List.copyOf(ringing)) {
      ringing.remove(chat);
      if (!tried.add(chat)) {
        continue;
      }
      double luck = dice.below(100) / 100.0;
      pass(50, 5_000);
      if (luck < diligence && does("accept-" + chat)) {
        accept(chat);
      } else if (luck < diligence + 0.1 && does("decline-" + chat)) {
        ask("decline", nextCid(), json -> about(json, chat));
      }
    }
  }

  private void accept(String chat) {
    Optional<JsonValue.Obj> reply =
        ask("accept", name() + "-accept-" + ++deeds, json -> about(json, chat));
    if (reply.isEmpty()) {
      // Perhaps it is theirs: the lists tell.
      tried.remove(chat);
      return;
    }
    switch (type(reply.get())) {
      case "accepted" -> {
        town().records().add(new Records.Won(town().tenantOf(chat), chat, authorOf(chat)));
        mayKnow(reply.get(), "accepted");
        mine.add(chat);
        ChatView view = view(chat);
        reply.get().array("entries").orElseThrow().forEach(it -> view.add((JsonValue.Obj) it));
      }
      case "taken" -> {
        String winner = reply.get().object("by").flatMap(by -> by.text("id")).orElse("nobody");
        town().records().add(new Records.Lost(town().tenantOf(chat), chat, winner));
      }
      case "error" -> {
        String code = reply.get().text("code").orElse("");
        if (!Set.of("ended", "not-found", "no-credit").contains(code)) {
          throw new Violation("protocol", "accept was answered " + reply.get());
        }
      }
      default -> throw new Violation("protocol", "accept was answered " + reply.get());
    }
  }

  private void chats() {
    for (String chat : List.copyOf(mine)) {
      ChatView view = view(chat);
      if (view.isOver()) {
        mine.remove(chat);
        continue;
      }
      double luck = dice.below(100) / 100.0;
      String deed = "d" + ++deeds;
      if (luck < 0.35 && does(deed)) {
        write(view, deed, "answer " + deed + " of " + name());
      } else if (luck < 0.45) {
        sync(view);
      } else if (luck < 0.52 && does(deed)) {
        end(view);
      }
    }
  }

  private void rest() {
    int luck = dice.below(100);
    String deed = "rest" + ++deeds;
    if (luck == 3 && does(deed)) {
      show("away");
      pass(1_000, 10_000);
      show("online");
    } else if (luck < 3 && does(deed)) {
      vanish();
      pass(1_000, luck == 0 ? 150_000 : 20_000);
    } else if (luck < 5 && does(deed)) {
      close();
      pass(1_000, 60_000);
    } else if (luck < 12) {
      lists();
    }
  }

  private void end(ChatView view) {
    ask("end", name() + "-end" + ++deeds, json -> about(json, view.id()))
        .filter(reply -> type(reply).equals("ended"))
        .ifPresent(reply -> {
          view.add(reply.object("entry").orElseThrow());
          view.over();
        });
  }

  private void settle() {
    // A console that comes back asks what is its own.
    for (int i = 0; i < 40 && !connect(); i++) {
      pass(500, 2_000);
    }
    lists();
    for (String chat : List.copyOf(mine)) {
      ChatView view = view(chat);
      if (!sync(view)) {
        throw new Violation("I8", name() + " cannot sync " + chat + " in fair weather");
      }
      if (!view.isOver()) {
        write(view, "settle-" + chat, "still there?");
      }
    }
    town().untilPatient();
    for (String chat : List.copyOf(mine)) {
      ChatView view = view(chat);
      sync(view);
      if (!view.isOver() && dice.chance(0.5)) {
        end(view);
      }
    }
    pass(5_000, 30_000);
    close();
  }

  private String tenant() {
    return caller().tenant().value();
  }

  private static String chat(JsonValue.Obj frame) {
    return frame.object("chat").flatMap(head -> head.text("id")).orElse("");
  }

  private static List<JsonValue.Obj> heads(JsonValue.Obj reply, String name) {
    return reply.array(name).orElse(List.of()).stream().map(JsonValue.Obj.class::cast).toList();
  }
}
