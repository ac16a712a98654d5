package app.firstbell.transaction;

import app.firstbell.dynamo.Item;
import app.firstbell.organization.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// One thing that somebody did, for the audit log of the organization in which it was done. It is a
/// row of the table `Accounts`, written with the change itself; the stream carries it to the log,
/// and time to live removes it after seven days.
///
/// Never a password, a token or a message's text.
///
/// @param id 26 characters of base32
/// @param what `agents.invited`, `rooms.created`, `security.signed-in`, …
/// @param subject to whom or what
/// @param details changed fields by name; values only where they are harmless
/// @param closes whose sockets end with it
/// @param isPassing they are to come back at once, with what was changed
public record Act(
    TenantId tenant,
    Instant at,
    String id,
    Application application,
    String what,
    By by,
    Optional<Subject> subject,
    Map<String, String> details,
    Optional<Closes> closes,
    boolean isPassing) {
  private static final Duration KEPT = Duration.ofDays(7);

  /// @param kind `member`, `room`, `organization`, `key`, `session`
  public record Subject(String kind, String id, @Nullable String name) {}

  public Act {
    at = at.truncatedTo(ChronoUnit.MILLIS);
    details = Map.copyOf(details);
  }

  public static Act of(
      TenantId tenant, Instant at, String id, Application application, String what, By by) {
    return new Act(
        tenant, at, id, application, what, by, Optional.empty(), Map.of(), Optional.empty(), false);
  }

  public Act on(String kind, String subjectId, @Nullable String name) {
    return new Act(
        tenant,
        at,
        id,
        application,
        what,
        by,
        Optional.of(new Subject(kind, subjectId, name)),
        details,
        closes,
        isPassing);
  }

  /// With one detail more; null is no detail.
  public Act with(String name, @Nullable String value) {
    if (value == null) {
      return this;
    }
    Map<String, String> more = new HashMap<>(details);
    more.put(name, value);
    return new Act(tenant, at, id, application, what, by, subject, more, closes, isPassing);
  }

  /// One that puts somebody out.
  public Act closing(Closes sockets) {
    return closing(sockets, false);
  }

  /// One that changes what somebody may do or hear: what their sockets' tickets said is no longer
  /// so, and they come back with new ones.
  public Act renewing(Closes sockets) {
    return closing(sockets, true);
  }

  private Act closing(Closes sockets, boolean passing) {
    return new Act(
        tenant, at, id, application, what, by, subject, details, Optional.of(sockets), passing);
  }

  /// The row, which says by `act` and `closes` which stream readers it is for.
  Map<String, AttributeValue> item() {
    Item item =
        Item.key(tenant + "#act", String.format(Locale.ROOT, "%013d#%s", at.toEpochMilli(), id))
            .text("act", "1")
            .text("application", application.word())
            .text("what", what)
            .map(
                "by",
                new Item()
                    .text("kind", by.kind())
                    .text("id", by.id())
                    .text("name", by.name())
                    .text("organization", by.organization())
                    .build())
            .text("as", by.as())
            .text("closes", closes.map(Closes::text).orElse(null))
            .text("passing", isPassing ? "1" : null)
            .ttl(at.plus(KEPT));
    subject.ifPresent(it ->
        item.map(
            "subject",
            new Item()
                .text("kind", it.kind())
                .text("id", it.id())
                .text("name", it.name())
                .build()));
    if (!details.isEmpty()) {
      Item values = new Item();
      details.forEach(values::text);
      item.map("details", values.build());
    }
    return item.build();
  }
}
