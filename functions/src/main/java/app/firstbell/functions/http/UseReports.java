package app.firstbell.functions.http;

import app.firstbell.agent.AgentId;
import app.firstbell.agent.Member;
import app.firstbell.agent.MemberStore;
import app.firstbell.billing.Periods;
import app.firstbell.json.JsonObjectWriter;
import app.firstbell.organization.Account;
import app.firstbell.transaction.Answer;
import app.firstbell.use.Tally;
import app.firstbell.use.UseReader;
import app.firstbell.use.UseReader.Grouping;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Chats by day, room and agent (U3): as rows for charts, and as a file.
final class UseReports {
  private static final int MOST_DAYS = 366;

  private final Accounts accounts;
  private final MemberStore members;
  private final UseReader reader;

  UseReports(Accounts accounts, MemberStore members, UseReader reader) {
    this.accounts = accounts;
    this.members = members;
    this.reader = reader;
  }

  /// One row of a report.
  ///
  /// @param key a day, or the id of a room or an agent
  private record Line(String key, Optional<String> name, Tally tally) {}

  /// What is asked for, both days included.
  private record Question(LocalDate from, LocalDate to, Grouping by) {}

  Answer read(Call call) {
    Account account = accounts.of(call);
    Question question = question(call, account);
    List<Line> lines = lines(account, question);
    return Http.json(
        200,
        json ->
            json.text("from", question.from().toString())
                .text("to", question.to().toString())
                .text("by", question.by().word())
                .objects("items", lines, UseReports::write));
  }

  Answer export(Call call) {
    Account account = accounts.of(call);
    Question question = question(call, account);
    String header =
        question.by().word()
            + ",name,chats,answered,missed,byOperators,waitMillis,talkMillis,messages\r\n";
    return Csv.file(
        "use-" + call.tenant(),
        lines(account, question).stream()
            .map(UseReports::line)
            .collect(Collectors.joining("", header, "")));
  }

  private List<Line> lines(Account account, Question question) {
    Map<String, Tally> sums =
        reader.read(account.id(), question.from(), question.to(), question.by());
    Function<String, Optional<String>> names =
        switch (question.by()) {
          case DAY -> _ -> Optional.empty();
          case ROOM -> room(account);
          case AGENT -> sums.isEmpty() ? _ -> Optional.empty() : agent(account);
        };
    return sums.entrySet().stream()
        .map(sum -> new Line(sum.getKey(), names.apply(sum.getKey()), sum.getValue()))
        .toList();
  }

  private static Function<String, Optional<String>> room(Account account) {
    return id ->
        account.rooms().stream()
            .filter(room -> room.id().value().equals(id))
            .findFirst()
            .map(room -> room.name());
  }

  /// Operators are no members here, and are shown by what they are.
  private Function<String, Optional<String>> agent(Account account) {
    Map<AgentId, String> names =
        members.all(account.id()).stream().collect(Collectors.toMap(Member::id, Member::name));
    return id ->
        !new AgentId(id).isOwn()
            ? Optional.of("Operator")
            : Optional.ofNullable(names.get(new AgentId(id)));
  }

  private static Question question(Call call, Account account) {
    LocalDate today = Periods.day(account.locality().zone(), call.now());
    LocalDate to = day(call, "to").orElse(today);
    LocalDate from = day(call, "from").orElseGet(() -> to.withDayOfMonth(1));
    if (to.isBefore(from)) {
      throw Problem.invalid("/to", "expected a day that is not before `from`, " + from);
    }
    if (ChronoUnit.DAYS.between(from, to) >= MOST_DAYS) {
      throw Problem.invalid("/to", "expected at most " + MOST_DAYS + " days");
    }
    Grouping by =
        call.query("by")
            .map(word ->
                Grouping.of(word)
                    .orElseThrow(() -> Problem.invalid("/by", "expected day, room or agent")))
            .orElse(Grouping.DAY);
    return new Question(from, to, by);
  }

  private static Optional<LocalDate> day(Call call, String name) {
    return call.query(name)
        .map(text -> {
          try {
            if (text.matches("\\d{4}-\\d{2}-\\d{2}")) {
              return LocalDate.parse(text);
            }
          } catch (DateTimeParseException noSuchDay) {
            // Such as 30 February.
          }
          throw Problem.invalid("/" + name, "expected a day such as 2026-11-01");
        });
  }

  private static void write(JsonObjectWriter json, Line line) {
    Tally tally = line.tally();
    json.text("key", line.key())
        .text("name", line.name().orElse(null))
        .number("chats", tally.chats())
        .number("answered", tally.answered())
        .number("missed", tally.missed())
        .number("byOperators", tally.byOperators())
        .number("waitMillis", tally.waitMillis())
        .number("talkMillis", tally.talkMillis())
        .number("messages", tally.messages());
  }

  private static String line(Line line) {
    Tally tally = line.tally();
    return Csv.line(
        Csv.cell(line.key()),
        Csv.cell(line.name().orElse(null)),
        Csv.number(tally.chats()),
        Csv.number(tally.answered()),
        Csv.number(tally.missed()),
        Csv.number(tally.byOperators()),
        Csv.number(tally.waitMillis()),
        Csv.number(tally.talkMillis()),
        Csv.number(tally.messages()));
  }
}
