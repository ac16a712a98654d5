package app.firstbell.use;

import app.firstbell.dynamo.Contention;
import app.firstbell.dynamo.Item;
import app.firstbell.organization.TenantId;
import app.firstbell.organization.Use;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// Counts chats that are over into the parts of their months, each once.
///
/// One update adds a batch's chats of a month to the set of the part that is open: a set knows its
/// members, so counting and remembering are one write, whoever repeats it and after whatever crash.
/// It goes ahead on condition that the part is not full, and otherwise answers with the part; what
/// is not in it goes on to the next one.
///
/// A chat that comes again may be in a part that was full before. Parts are full one after the
/// other, and each says until when it was added to: so those are looked through backwards that were
/// still added to when the oldest chat of the batch ended; for a delivery in time that is one.
///
/// Price: one write unit for each KB of the part, for each organization, month and batch; one for
/// the month when the part is full; half a read unit each for the month's row and the part before.
public final class UseCounter {
  /// By how much clocks of functions may differ, and how long one may be on its way.
  private static final Duration SKEW = Duration.ofMinutes(1);

  private final UseRows rows;
  private final MonthFold months;
  private final int full;
  private final FullParts known = new FullParts();

  public UseCounter(DynamoDbClient client, String table, Contention contention) {
    this(client, table, contention, Part.FULL);
  }

  /// @param full chats in a part before it is full; tests have small ones
  public UseCounter(DynamoDbClient client, String table, Contention contention, int full) {
    this.rows = new UseRows(client, table, contention);
    this.months = new MonthFold(rows);
    this.full = full;
  }

  /// A month after something was counted into it.
  ///
  /// @param use all of it, with the part that is open
  record Now(Use use, Month month) {}

  /// Counts; chats that were counted before change nothing.
  ///
  /// @param oldest when the first of them ended
  List<Now> count(TenantId tenant, Collection<Counted> chats, Instant oldest, Instant now) {
    Map<YearMonth, Map<String, Counted>> ofMonths = new LinkedHashMap<>();
    for (Counted chat : chats) {
      ofMonths
          .computeIfAbsent(YearMonth.from(chat.day()), _ -> new LinkedHashMap<>())
          .putIfAbsent(chat.id(), chat);
    }
    List<Now> after = new ArrayList<>();
    ofMonths.forEach(
        (month, left) -> after.add(count(tenant, months.glance(tenant, month), left, oldest, now)));
    return after;
  }

  private Now count(
      TenantId tenant, Month month, Map<String, Counted> left, Instant oldest, Instant now) {
    removeKnown(tenant, month, left, oldest);
    List<Part> parts = new ArrayList<>();
    for (PartKey key = month.next(); !left.isEmpty(); key = key.next()) {
      Part part = add(tenant, key, left.values(), now);
      left.keySet().removeAll(part.ids());
      parts.add(part);
    }
    Month held = month;
    for (Part part : parts) {
      if (part.isFull(full)) {
        known.put(tenant, part);
        held = months.fold(tenant, held, part);
      }
    }
    Use use = held.held();
    for (Part part : parts) {
      // Others may have filled and folded it meanwhile.
      if (part.key().number() >= held.parts()) {
        use = Month.plus(use, part);
      }
    }
    return new Now(use, held);
  }

  /// Takes out what was counted into parts that the month holds already.
  private void removeKnown(
      TenantId tenant, Month month, Map<String, Counted> left, Instant oldest) {
    Instant since = oldest.minus(SKEW);
    for (int number = month.parts() - 1; number >= 0 && !left.isEmpty(); number--) {
      FullParts.Ids part = full(tenant, new PartKey(month.month(), number));
      left.keySet().removeAll(part.ids());
      if (part.until().isBefore(since)) {
        return;
      }
    }
  }

  private FullParts.Ids full(TenantId tenant, PartKey key) {
    return known
        .get(tenant, key)
        .orElseGet(() -> {
          Part glance = Part.of(key, rows.glance(tenant, key.sk()));
          return known.put(
              tenant,
              glance.isFull(full) ? glance : Part.of(key, rows.consistently(tenant, key.sk())));
        });
  }

  /// @return the part, with the chats, or full without them
  private Part add(TenantId tenant, PartKey key, Collection<Counted> chats, Instant now) {
    Set<String> texts = new TreeSet<>();
    chats.forEach(chat -> texts.add(chat.text()));
    return Part.of(
        key,
        rows.update(
            tenant,
            key.sk(),
            update ->
                update
                    .updateExpression("SET #at = :now ADD #chats :chats")
                    .conditionExpression("attribute_not_exists(#chats) OR size(#chats) < :full")
                    .expressionAttributeNames(Map.of("#at", Part.AT, "#chats", Part.CHATS))
                    .expressionAttributeValues(
                        new Item()
                            .instant(":now", now)
                            .set(":chats", texts)
                            .number(":full", full)
                            .build())));
  }
}
