package app.firstbell.functions.http;

import app.firstbell.audit.Fact;
import app.firstbell.transaction.Application;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// What of an audit log is asked for.
///
/// @param from included
/// @param to not included
/// @param search in lower case; found in what was done, by whom, to whom, and in the details
record AuditFilter(
    Instant from,
    Instant to,
    Optional<String> application,
    Optional<String> agent,
    Optional<String> search) {
  /// Behind every time that a key can name.
  private static final Instant END = Instant.ofEpochMilli(10_000_000_000_000L);

  private static final int LONGEST_SEARCH = 80;

  static AuditFilter of(Call call) {
    Instant from = time(call, "from").orElse(Instant.EPOCH);
    Instant to = time(call, "to").orElse(END);
    if (!to.isAfter(from)) {
      throw Problem.invalid("/to", "expected a time after `from`, which is in; `to` is not");
    }
    Optional<String> application = call.query("application");
    application.ifPresent(word -> {
      if (Arrays.stream(Application.values()).noneMatch(one -> one.word().equals(word))) {
        throw Problem.invalid("/application", "expected an application such as agents");
      }
    });
    Optional<String> search =
        call.query("search").map(text -> text.strip().toLowerCase(Locale.ROOT));
    if (search.filter(text -> text.length() > LONGEST_SEARCH).isPresent()) {
      throw Problem.invalid("/search", "expected at most " + LONGEST_SEARCH + " characters");
    }
    return new AuditFilter(from, to, application, call.query("agent"), search);
  }

  /// The last millisecond that counts.
  Instant last() {
    return to.minusMillis(1);
  }

  boolean shows(Fact fact) {
    return application.filter(word -> !word.equals(fact.application())).isEmpty()
        && agent.filter(id -> !id.equals(fact.by().id())).isEmpty()
        && search.filter(text -> !isIn(fact, text)).isEmpty();
  }

  private static boolean isIn(Fact fact, String text) {
    Fact.Subject subject = fact.subject();
    return Stream.concat(
            Stream.of(
                fact.what(),
                fact.by().name(),
                fact.by().organization(),
                fact.as(),
                subject == null ? null : subject.name(),
                subject == null ? null : subject.id()),
            fact.details().values().stream())
        .anyMatch(value -> value != null && value.toLowerCase(Locale.ROOT).contains(text));
  }

  static Optional<Instant> time(Call call, String name) {
    return call.query(name)
        .map(text -> {
          if (!text.matches("\\d{1,13}")) {
            throw Problem.invalid("/" + name, "expected a time in milliseconds since 1970");
          }
          return Instant.ofEpochMilli(Long.parseLong(text));
        });
  }
}
