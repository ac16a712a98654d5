package app.firstbell.proof.matrix;

import app.firstbell.proof.race.Detour;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;

/// Stands between the functions of the HTTP API and DynamoDB and notes every key whose tenant is
/// not one of those of whom the request is; in place of `dynamodb:LeadingKeys` for one tenant,
/// which a role that serves all tenants cannot have.
final class TenantGuard implements Detour.Toll {
  /// What belongs to no tenant: logins, the counts of tries and of requests by address, links and
  /// acts of nobody known.
  private static final Predicate<String> COMMON = pk -> pk.startsWith("platform#");

  private final ConcurrentLinkedQueue<String> trespasses = new ConcurrentLinkedQueue<>();
  private volatile Set<String> tenants = Set.of();
  private volatile Set<String> looked = Set.of();
  private volatile boolean isWatching;
  private volatile long seen;

  /// From now on.
  ///
  /// @param allowed whose keys may be touched
  /// @param named organizations whose own row may be read and nothing else: the one that the path
  ///   names, since who may see it is decided by it; and who is paid, where an answer names them
  void watch(Set<String> allowed, Set<String> named) {
    tenants = allowed;
    looked = named;
    isWatching = true;
  }

  /// @return what was touched that should not have been
  List<String> stop() {
    isWatching = false;
    List<String> found = new ArrayList<>(trespasses);
    trespasses.clear();
    return found;
  }

  /// How many keys were looked at.
  long seen() {
    return seen;
  }

  @Override
  public void pass(String operation, JsonNode request) {
    if (isWatching) {
      look(operation, request);
    }
  }

  private void look(String operation, JsonNode node) {
    if (node.path("pk").has("S")) {
      key(operation, node.path("pk").path("S").asText(), node.path("sk").path("S").asText());
    }
    // A query's partition key is one of its values.
    if (operation.equals("Query") && node.has("KeyConditionExpression")) {
      JsonNode values = node.path("ExpressionAttributeValues");
      String condition = node.path("KeyConditionExpression").asText();
      values
          .properties()
          .forEach(value -> {
            if (condition.matches("(?s).*(pk|#\\w+) ?= ?" + value.getKey() + "\\b.*")) {
              key(operation, value.getValue().path("S").asText(), "*");
            }
          });
    }
    node.forEach(one -> look(operation, one));
  }

  private void key(String operation, String pk, String sk) {
    seen++;
    int end = pk.indexOf('#');
    String tenant = end < 0 ? pk : pk.substring(0, end);
    boolean isLook =
        looked.contains(pk)
            && sk.equals("org")
            && (operation.equals("BatchGetItem") || operation.equals("GetItem"));
    if (!tenants.contains(tenant) && !COMMON.test(pk) && !isLook) {
      trespasses.add(operation + " " + pk + " / " + sk);
    }
  }
}
