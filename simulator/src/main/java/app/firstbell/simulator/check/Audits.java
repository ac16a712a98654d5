package app.firstbell.simulator.check;

import app.firstbell.audit.AuditReader;
import app.firstbell.audit.Verification;
import app.firstbell.organization.TenantId;
import app.firstbell.simulator.table.Place;
import app.firstbell.simulator.world.Town;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The audit log holds every fact once, in an unbroken chain.
public final class Audits {
  private Audits() {}

  /// @throws Violation of I9
  public static void check(Town town) {
    Map<String, Integer> expected = new TreeMap<>();
    town.items(Town.CHATS).forEach((place, item) -> fact(place, item, expected));
    town.items(Town.ACCOUNTS).forEach((place, item) -> act(place, expected));
    Map<String, Integer> kept = new TreeMap<>();
    town.items(Town.ACCOUNTS).forEach((place, _) -> record(place, kept));
    if (!expected.equals(kept)) {
      Map<String, Integer> missing = new TreeMap<>(expected);
      missing.entrySet().removeAll(kept.entrySet());
      kept.entrySet().removeAll(expected.entrySet());
      throw new Violation("I9", "the audit log lacks " + missing + ", has unasked " + kept);
    }
    AuditReader reader = new AuditReader(town.tables(), Town.ACCOUNTS);
    for (String tenant : town.tenants()) {
      Verification verification = reader.verify(new TenantId(tenant), Optional.empty());
      if (!verification.isIntact()) {
        throw new Violation("I9", "the audit log of " + tenant + " is broken: " + verification);
      }
    }
  }

  private static void fact(
      Place place, Map<String, AttributeValue> item, Map<String, Integer> expected) {
    int chat = place.pk().indexOf("#chat#");
    if (chat >= 0 && place.sk().startsWith("e#") && !Logs.text(item, "kind").equals("message")) {
      String tenant = place.pk().substring(0, chat);
      String id = place.pk().substring(chat + "#chat#".length()) + place.sk().substring(1);
      expected.merge(tenant + ": " + id, 1, Integer::sum);
    }
  }

  private static void act(Place place, Map<String, Integer> expected) {
    if (place.pk().endsWith("#act")) {
      String tenant = place.pk().substring(0, place.pk().length() - "#act".length());
      expected.merge(tenant + ": " + place.sk().substring(14), 1, Integer::sum);
    }
  }

  private static void record(Place place, Map<String, Integer> kept) {
    if (place.pk().endsWith("#audit") && place.sk().length() > 14) {
      String tenant = place.pk().substring(0, place.pk().length() - "#audit".length());
      kept.merge(tenant + ": " + place.sk().substring(14), 1, Integer::sum);
    }
  }
}
