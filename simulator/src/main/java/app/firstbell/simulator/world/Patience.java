package app.firstbell.simulator.world;

import app.firstbell.simulator.check.Violation;
import app.firstbell.simulator.table.Place;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// A look at the town a good while after the weather got fair, when everybody is still there.
final class Patience {
  private Patience() {}

  /// Nothing may still be waiting for a timer that is long due.
  ///
  /// @throws Violation of I8, I10
  static void end(Town town) {
    town.crew().forEach(agent -> mustBeShown(town, agent));
    town.items(Town.CHATS)
        .forEach((place, item) -> {
          if (place.sk().equals("head")) {
            overdue(town, item, "ringUntil", "ringing")
                .or(() -> overdue(town, item, "visitorGone", "active"))
                .or(() -> overdue(town, item, "visitorGone", "ringing"))
                .or(() -> overdue(town, item, "agentGone", "active"))
                .ifPresent(since -> {
                  throw new Violation("I8", place + " waits for a timer since " + since);
                });
          }
        });
  }

  /// Who was told to be online, and is connected still, rings.
  private static void mustBeShown(Town town, Agent agent) {
    String connection = agent.shownBy();
    if (connection.isEmpty()) {
      return;
    }
    String tenant = agent.caller().tenant().value();
    Place place =
        new Place(tenant + "#room#general", "agent#" + agent.name() + "#pc-" + agent.name());
    Map<String, AttributeValue> row =
        town.tables()
            .getItem(get -> get.tableName(Town.CHATS).key(place.key()).consistentRead(true))
            .item();
    String by = Optional.ofNullable(row.get("connection")).map(AttributeValue::s).orElse("nobody");
    if (!by.equals(connection)) {
      throw new Violation(
          "I10", agent.name() + " is online by " + connection + ", but shown by " + by);
    }
  }

  private static Optional<Instant> overdue(
      Town town, Map<String, AttributeValue> head, String attribute, String state) {
    return Optional.ofNullable(head.get(attribute))
        .filter(_ ->
            state.equals(Optional.ofNullable(head.get("state")).map(AttributeValue::s).orElse("")))
        .map(since -> Instant.ofEpochMilli(Long.parseLong(since.n())))
        .filter(since -> since.isBefore(town.now().minusSeconds(200)));
  }
}
