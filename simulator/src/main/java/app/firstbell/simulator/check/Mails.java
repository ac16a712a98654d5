package app.firstbell.simulator.check;

import app.firstbell.simulator.world.Records;
import app.firstbell.simulator.world.Town;
import java.util.Map;
import java.util.TreeMap;

/// No mail is lost: whoever left an address is told of to the agents, and every warning reaches an
/// administrator. One may go out twice when a function died at the wrong moment
/// (`app.firstbell.notice.NoticeStore`), so more than one is no failure.
public final class Mails {
  private Mails() {}

  /// @throws Violation of N2, N3
  public static void check(Town town) {
    Map<String, Long> left = new TreeMap<>();
    for (Records.LeftWord word : town.records().left()) {
      left.merge(address(town, word), 1L, Long::sum);
    }
    left.forEach((address, chats) -> {
      long mails =
          town.records().mailed().stream().filter(mail -> mail.text().contains(address)).count();
      if (mails < chats) {
        throw new Violation(
            "N2", address + " was left in " + chats + " chats, and told of in " + mails + " mails");
      }
    });
    long links =
        town.items(Town.ACCOUNTS).keySet().stream()
            .filter(place -> place.pk().equals(Town.OPERATIONS + "#link"))
            .count();
    long warned =
        town.records().mailed().stream()
            .filter(mail -> mail.to().equals(Town.ADMINISTRATOR))
            .filter(mail -> mail.text().contains("#/renewal"))
            .count();
    if (warned < links) {
      throw new Violation("N3", links + " warnings were given, and " + warned + " mailed");
    }
  }

  private static String address(Town town, Records.LeftWord word) {
    return town.items(Town.CHATS).entrySet().stream()
        .filter(it -> it.getKey().sk().equals("head"))
        .filter(it -> it.getKey().pk().equals(word.tenant() + "#chat#" + word.chat()))
        .map(it -> Logs.text(it.getValue(), "leftEmail"))
        .findFirst()
        .orElse("?");
  }
}
