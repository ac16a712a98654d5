package app.firstbell.simulator.check;

import app.firstbell.simulator.table.Place;
import app.firstbell.simulator.world.ChatView;
import app.firstbell.simulator.world.Records;
import app.firstbell.simulator.world.Town;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The chats and their logs, when all is over.
public final class Logs {
  private static final String CHAT = "#chat#";

  /// A chat as it lies in the table.
  private record Chat(
      Map<String, AttributeValue> head, Map<Long, Map<String, AttributeValue>> entries) {}

  private final Town town;
  private final Map<String, Chat> chats = new TreeMap<>();

  private Logs(Town town) {
    this.town = town;
    town.items(Town.CHATS).forEach(this::take);
  }

  /// @throws Violation of I1 to I4, I8
  public static void check(Town town) {
    Logs logs = new Logs(town);
    logs.chats.forEach(logs::log);
    logs.acknowledged();
    logs.seen();
    logs.owners();
  }

  private void take(Place place, Map<String, AttributeValue> item) {
    if (!place.pk().contains(CHAT)) {
      return;
    }
    Chat chat = chats.computeIfAbsent(place.pk(), _ -> new Chat(new HashMap<>(), new TreeMap<>()));
    if (place.sk().equals("head")) {
      chat.head().putAll(item);
    } else if (place.sk().startsWith("e#")) {
      chat.entries().put(Long.parseLong(place.sk().substring(2)), item);
    }
  }

  private void log(String pk, Chat chat) {
    if (chat.head().isEmpty()) {
      throw new Violation("I2", pk + " has entries but no head");
    }
    long expected = 1;
    Set<String> messages = new HashSet<>();
    int accepted = 0;
    int closed = 0;
    for (Map.Entry<Long, Map<String, AttributeValue>> entry : chat.entries().entrySet()) {
      if (entry.getKey() != expected++) {
        throw new Violation("I2", pk + " has no entry " + (expected - 1));
      }
      Map<String, AttributeValue> item = entry.getValue();
      String kind = text(item, "kind");
      switch (kind) {
        case "message" -> {
          if (!messages.add(text(item, "byId") + "/" + text(item, "cid"))) {
            throw new Violation("I1", pk + " has " + text(item, "cid") + " twice");
          }
          if (closed > 0) {
            throw new Violation("I2", pk + " has a message behind its end");
          }
        }
        case "accepted" -> accepted++;
        case "ended", "missed" -> closed++;
        default -> {}
      }
    }
    String state = text(chat.head(), "state");
    if (accepted > 1) {
      throw new Violation("I4", pk + " was accepted " + accepted + " times");
    }
    if (closed > 1) {
      throw new Violation("I4", pk + " has come to its end " + closed + " times");
    }
    if (closed == 0) {
      throw new Violation("I8", pk + " is " + state + " for ever");
    }
    if (!state.equals(accepted == 1 ? "ended" : "missed")) {
      throw new Violation("I2", pk + " is " + state + ", its log says otherwise");
    }
  }

  private void acknowledged() {
    for (Records.Acked acked : town.records().acked()) {
      Map<String, AttributeValue> item =
          chat(acked.tenant(), acked.chat()).entries().getOrDefault(acked.seq(), Map.of());
      if (!text(item, "cid").equals(acked.cid()) || !text(item, "byId").equals(acked.author())) {
        throw new Violation(
            "I1",
            acked.cid()
                + " was acknowledged as "
                + acked.seq()
                + " of "
                + acked.chat()
                + ", where there is "
                + text(item, "kind")
                + " "
                + text(item, "cid"));
      }
    }
    for (Records.LeftWord left : town.records().left()) {
      if (text(chat(left.tenant(), left.chat()).head(), "leftEmail").isEmpty()) {
        throw new Violation("I1", "the address left in " + left.chat() + " is not there");
      }
    }
  }

  private void seen() {
    for (Records.Seen seen : town.records().seen()) {
      Chat chat = chat(seen.tenant(), seen.view().id());
      seen.view()
          .entries()
          .forEach((seq, known) -> {
            Map<String, AttributeValue> item = chat.entries().getOrDefault(seq, Map.of());
            String kept =
                ChatView.print(
                    text(item, "kind"),
                    text(item, "by"),
                    text(item, "byId"),
                    text(item, "cid"),
                    text(item, item.containsKey("text") ? "text" : "why"));
            if (!kept.equals(known)) {
              throw new Violation(
                  "I2",
                  seen.who()
                      + " saw ["
                      + known
                      + "] as "
                      + seq
                      + " of "
                      + seen.view().id()
                      + ", kept is ["
                      + kept
                      + "]");
            }
          });
    }
  }

  private void owners() {
    for (Records.Won won : town.records().won()) {
      String agent = text(chat(won.tenant(), won.chat()).head(), "agent");
      if (!agent.equals(won.agent())) {
        throw new Violation(
            "I4", won.agent() + " was told to have " + won.chat() + ", it has " + agent);
      }
    }
    for (Records.Lost lost : town.records().lost()) {
      String agent = text(chat(lost.tenant(), lost.chat()).head(), "agent");
      if (!agent.equals(lost.winner())) {
        throw new Violation(
            "I4",
            "of "
                + lost.chat()
                + " it was said that "
                + lost.winner()
                + " has it, it has "
                + agent);
      }
    }
  }

  private Chat chat(String tenant, String id) {
    @Nullable Chat chat = chats.get(tenant + CHAT + id);
    if (chat == null) {
      throw new Violation("I1", "chat " + id + " was shown, and is not there");
    }
    return chat;
  }

  static String text(Map<String, AttributeValue> item, String name) {
    @Nullable AttributeValue value = item.get(name);
    return value == null ? "" : value.s() == null ? value.n() : value.s();
  }
}
