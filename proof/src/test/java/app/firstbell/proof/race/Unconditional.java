package app.firstbell.proof.race;

import app.firstbell.proof.run.Installation;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/// A planted bug in the whole system: an installation in which one function's writes lose their
/// conditions on the way to DynamoDB.
public final class Unconditional implements AutoCloseable {
  private static final Set<String> WRITES = Set.of("PutItem", "UpdateItem", "TransactWriteItems");

  private final Detour detour;
  private final AtomicInteger stripped;

  private Unconditional(Detour detour, AtomicInteger stripped) {
    this.detour = detour;
    this.stripped = stripped;
  }

  /// @param handler class name of the function's handler, for example `AcceptHandler`
  public static Unconditional start(String name, String handler)
      throws IOException, InterruptedException {
    return start(name, handler, "");
  }

  /// @param family the end of the partition keys of the rows whose conditions are lost, for example
  ///   `#balance`; every row's when empty
  public static Unconditional start(String name, String handler, String family)
      throws IOException, InterruptedException {
    AtomicInteger stripped = new AtomicInteger();
    return new Unconditional(
        Detour.start(
            name,
            one -> one.endsWith("." + handler),
            (operation, request) -> {
              if (WRITES.contains(operation)) {
                strip(request, family, stripped);
              }
            }),
        stripped);
  }

  public Installation installation() {
    return detour.installation();
  }

  /// How many writes lost their condition so far.
  public int stripped() {
    return stripped.get();
  }

  @Override
  public void close() {
    detour.close();
  }

  /// Takes the condition out of a request; names and values that only it used would be refused, so
  /// they are used again in a condition that always holds.
  static void strip(JsonNode node, String family, AtomicInteger stripped) {
    if (node instanceof ObjectNode object
        && object.has("ConditionExpression")
        && partition(object).endsWith(family)) {
      String condition = object.path("ConditionExpression").asText();
      object.put(
          "ConditionExpression",
          "(" + condition + ") OR attribute_exists(pk) OR attribute_not_exists(pk)");
      stripped.incrementAndGet();
    }
    node.forEach(one -> strip(one, family, stripped));
  }

  private static String partition(JsonNode write) {
    return write.path(write.has("Item") ? "Item" : "Key").path("pk").path("S").asText();
  }
}
