package app.firstbell.simulator.check;

import app.firstbell.agent.MemberStore;
import app.firstbell.organization.RoomId;
import app.firstbell.organization.TenantId;
import app.firstbell.simulator.world.Records;
import app.firstbell.simulator.world.Town;

/// No mail is lost: of each address that was left each agent of the room is told, and every warning
/// reaches an administrator. One may go out twice when a function died at the wrong moment
/// (`app.firstbell.notice.NoticeStore`), so more than one is no failure.
public final class Mails {
  private Mails() {}

  /// @throws Violation of N2, N3
  public static void check(Town town) {
    MemberStore members = new MemberStore(town.tables(), Town.ACCOUNTS);
    for (Records.LeftWord word : town.records().left()) {
      String address = address(town, word);
      members
          .ofRoom(new TenantId(word.tenant()), RoomId.GENERAL)
          .forEach(agent -> {
            if (mails(town, agent.email(), address) == 0) {
              throw new Violation(
                  "N2", agent.email() + " was not told of " + address + " in " + word.chat());
            }
          });
    }
    town.items(Town.ACCOUNTS)
        .forEach((place, item) -> {
          if (place.pk().equals(Town.OPERATIONS + "#link")
              && mails(town, Town.ADMINISTRATOR, place.sk()) == 0) {
            throw new Violation("N3", "the link " + place.sk() + " was not mailed: " + item);
          }
          if (place.pk().equals(Town.OPERATIONS + "#notice")
              && place.sk().startsWith("credits-")
              && !item.containsKey("doneAt")) {
            throw new Violation("N3", place + " was given and is not done");
          }
        });
  }

  /// How many mails to somebody have a text in them.
  private static long mails(Town town, String to, String text) {
    return town.records().mailed().stream()
        .filter(mail -> mail.to().equals(to) && mail.text().contains(text))
        .count();
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
