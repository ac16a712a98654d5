package app.firstbell.emulator.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The part of JSONPath that route selection needs: `.name`, `['name']`, `[2]`, `[-1]`, and `[*]`
/// or `.*` for all.
final class JsonPath {
  private sealed interface Step {
    record Name(String name) implements Step {}

    record Index(int index) implements Step {}

    record All() implements Step {}
  }

  private final List<Step> steps;

  private JsonPath(List<Step> steps) {
    this.steps = steps;
  }

  /// @param path what follows the root, for example `.service['do'][0]`; empty for the root itself
  /// @throws IllegalArgumentException for filters, slices, deep scans and what is no path
  static JsonPath parse(String path) {
    List<Step> steps = new ArrayList<>();
    int at = 0;
    while (at < path.length()) {
      char c = path.charAt(at);
      int end;
      if (c == '.') {
        end = at + 1;
        while (end < path.length() && path.charAt(end) != '.' && path.charAt(end) != '[') {
          end++;
        }
        String name = path.substring(at + 1, end);
        if (name.isEmpty()) {
          throw refused(path);
        }
        steps.add(name.equals("*") ? new Step.All() : new Step.Name(name));
      } else if (c == '[' && path.indexOf(']', at) > 0) {
        end = path.indexOf(']', at) + 1;
        steps.add(inBrackets(path, path.substring(at + 1, end - 1).strip()));
      } else {
        throw refused(path);
      }
      at = end;
    }
    return new JsonPath(List.copyOf(steps));
  }

  Optional<JsonNode> read(JsonNode root) {
    List<JsonNode> found = List.of(root);
    boolean several = false;
    for (Step step : steps) {
      List<JsonNode> next = new ArrayList<>();
      for (JsonNode node : found) {
        switch (step) {
          case Step.Name(String name) -> add(next, node.get(name));
          case Step.Index(int index) ->
              add(next, node.isArray() ? node.get(index < 0 ? node.size() + index : index) : null);
          case Step.All() -> node.valueStream().forEach(next::add);
        }
      }
      several |= step instanceof Step.All;
      found = next;
    }
    if (!several) {
      return found.stream().findFirst();
    }
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    found.forEach(all::add);
    return Optional.of(all);
  }

  private static void add(List<JsonNode> to, @Nullable JsonNode found) {
    if (found != null) {
      to.add(found);
    }
  }

  private static Step inBrackets(String path, String inside) {
    boolean quoted =
        inside.length() >= 2
            && (inside.charAt(0) == '\'' || inside.charAt(0) == '"')
            && inside.charAt(inside.length() - 1) == inside.charAt(0);
    if (quoted) {
      return new Step.Name(inside.substring(1, inside.length() - 1));
    }
    if (inside.equals("*")) {
      return new Step.All();
    }
    if (inside.matches("-?\\d{1,6}")) {
      return new Step.Index(Integer.parseInt(inside));
    }
    throw refused(path);
  }

  private static IllegalArgumentException refused(String path) {
    return new IllegalArgumentException(
        "expected names, ['names'], [numbers] and [*] in a path, got \"" + path + "\"");
  }
}
