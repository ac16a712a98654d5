package app.firstbell.simulator.table;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads DynamoDB's expressions. What is read once is remembered, for the same few come again and
/// again.
final class Grammar {
  private static final Pattern WORD =
      Pattern.compile("\\s*(<=|>=|<>|[=<>(),.+\\-]|\\[\\d+\\]|[#:]?[A-Za-z0-9_]+)");
  private static final Map<String, Parsed<Condition>> CONDITIONS = new ConcurrentHashMap<>();
  private static final Map<String, Parsed<List<Change>>> UPDATES = new ConcurrentHashMap<>();
  private static final Map<String, Parsed<List<Operand.Path>>> PROJECTIONS =
      new ConcurrentHashMap<>();

  private final List<String> words = new ArrayList<>();
  private int at;

  private Grammar(String text) {
    Matcher matcher = WORD.matcher(text);
    int end = 0;
    while (matcher.find() && matcher.start() == end) {
      words.add(matcher.group(1));
      end = matcher.end();
    }
    if (!text.substring(end).isBlank()) {
      throw Refusals.invalid("Invalid expression near: " + text.substring(end));
    }
  }

  static Parsed<Condition> condition(String text) {
    return CONDITIONS.computeIfAbsent(text, it -> parsed(it, Grammar::or));
  }

  static Parsed<List<Change>> update(String text) {
    return UPDATES.computeIfAbsent(text, it -> parsed(it, Grammar::changes));
  }

  static Parsed<List<Operand.Path>> projection(String text) {
    return PROJECTIONS.computeIfAbsent(text, it -> parsed(it, Grammar::paths));
  }

  private static <T> Parsed<T> parsed(String text, Function<Grammar, T> reading) {
    Grammar grammar = new Grammar(text);
    T meaning = reading.apply(grammar);
    if (grammar.at < grammar.words.size()) {
      throw Refusals.invalid("Invalid expression, unexpected " + grammar.peek() + " in " + text);
    }
    Set<String> placeholders = new HashSet<>();
    for (String word : grammar.words) {
      if (word.startsWith("#") || word.startsWith(":")) {
        placeholders.add(word);
      }
    }
    return new Parsed<>(meaning, Set.copyOf(placeholders));
  }

  // --- conditions

  private Condition or() {
    Condition one = and();
    while (takes("OR")) {
      one = new Condition.Or(one, and());
    }
    return one;
  }

  private Condition and() {
    Condition one = not();
    while (takes("AND")) {
      one = new Condition.And(one, not());
    }
    return one;
  }

  private Condition not() {
    return takes("NOT") ? new Condition.Not(not()) : one();
  }

  private Condition one() {
    if (takes("(")) {
      Condition inner = or();
      need(")");
      return inner;
    }
    if (is("attribute_exists")) {
      return new Condition.Exists(onlyPath());
    }
    if (is("attribute_not_exists")) {
      return new Condition.Not(new Condition.Exists(onlyPath()));
    }
    if (is("begins_with")) {
      List<Operand> both = two();
      return new Condition.BeginsWith(both.get(0), both.get(1));
    }
    if (is("contains")) {
      List<Operand> both = two();
      return new Condition.Contains(both.get(0), both.get(1));
    }
    if (is("attribute_type")) {
      List<Operand> both = two();
      return new Condition.IsOfType(both.get(0), both.get(1));
    }
    Operand left = operand();
    if (takes("BETWEEN")) {
      Operand least = operand();
      need("AND");
      return new Condition.Between(left, least, operand());
    }
    if (takes("IN")) {
      need("(");
      List<Operand> among = new ArrayList<>();
      do {
        among.add(operand());
      } while (takes(","));
      need(")");
      return new Condition.In(left, among);
    }
    String sign = next();
    if (!Set.of("=", "<>", "<", "<=", ">", ">=").contains(sign)) {
      throw Refusals.invalid("Expected a comparator, got " + sign);
    }
    return new Condition.Compare(left, sign, operand());
  }

  // --- updates

  private List<Change> changes() {
    List<Change> changes = new ArrayList<>();
    while (at < words.size()) {
      String clause = next().toUpperCase(Locale.ROOT);
      do {
        Operand.Path path = path();
        changes.add(
            switch (clause) {
              case "SET" -> {
                need("=");
                yield new Change.Set(path, sum());
              }
              case "REMOVE" -> new Change.Remove(path);
              case "ADD" -> new Change.Add(path, operand());
              case "DELETE" -> new Change.Delete(path, operand());
              default -> throw Refusals.invalid("Expected SET, REMOVE, ADD or DELETE: " + clause);
            });
      } while (takes(","));
    }
    if (changes.isEmpty()) {
      throw Refusals.invalid("The update expression is empty");
    }
    return List.copyOf(changes);
  }

  private Operand sum() {
    Operand one = operand();
    if (takes("+")) {
      return new Operand.Plus(one, operand());
    }
    if (takes("-")) {
      return new Operand.Minus(one, operand());
    }
    return one;
  }

  // --- operands

  private List<Operand.Path> paths() {
    List<Operand.Path> paths = new ArrayList<>();
    do {
      paths.add(path());
    } while (takes(","));
    return List.copyOf(paths);
  }

  private Operand operand() {
    if (takes("(")) {
      Operand inner = sum();
      need(")");
      return inner;
    }
    if (is("size")) {
      return new Operand.Size(onlyPath());
    }
    if (is("if_not_exists")) {
      next();
      need("(");
      Operand.Path path = path();
      need(",");
      Operand otherwise = operand();
      need(")");
      return new Operand.IfNotExists(path, otherwise);
    }
    if (is("list_append")) {
      List<Operand> both = two();
      return new Operand.ListAppend(both.get(0), both.get(1));
    }
    return peek().startsWith(":") ? new Operand.Value(next()) : path();
  }

  private Operand.Path path() {
    List<String> steps = new ArrayList<>();
    steps.add(next());
    while (true) {
      if (takes(".")) {
        steps.add(next());
      } else if (peek().startsWith("[")) {
        steps.add(next());
      } else {
        return new Operand.Path(List.copyOf(steps));
      }
    }
  }

  private Operand.Path onlyPath() {
    next();
    need("(");
    Operand.Path path = path();
    need(")");
    return path;
  }

  private List<Operand> two() {
    next();
    need("(");
    Operand one = operand();
    need(",");
    Operand other = operand();
    need(")");
    return List.of(one, other);
  }

  // --- words

  private String peek() {
    return at < words.size() ? words.get(at) : "";
  }

  /// Whether a function of this name stands here; functions' names are lower case.
  private boolean is(String function) {
    return peek().equals(function) && at + 1 < words.size() && words.get(at + 1).equals("(");
  }

  private boolean takes(String word) {
    if (peek().equalsIgnoreCase(word)) {
      at++;
      return true;
    }
    return false;
  }

  private String next() {
    if (at >= words.size()) {
      throw Refusals.invalid("Invalid expression: it ends too early");
    }
    return words.get(at++);
  }

  private void need(String word) {
    if (!takes(word)) {
      throw Refusals.invalid("Invalid expression: expected " + word + ", got " + peek());
    }
  }
}
