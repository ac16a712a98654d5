package app.firstbell.commands;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;

/// Finds the tables: CloudFormation has named them.
final class Tables {
  private static final String ACCOUNTS = "Accounts";
  private static final String CHATS = "Chats";

  private Tables() {}

  /// @throws WrongUseException when none is named, and there is none or more than one
  static String accounts(DynamoDbClient client, Optional<String> named) {
    return found(client, ACCOUNTS, "--table", named);
  }

  /// @throws WrongUseException when none is named, and there is none or more than one
  static String chats(DynamoDbClient client, Optional<String> named) {
    return found(client, CHATS, "--chats", named);
  }

  private static String found(
      DynamoDbClient client, String part, String option, Optional<String> named) {
    return named.orElseGet(() ->
        only(
            part,
            option,
            client.listTablesPaginator().tableNames().stream()
                .filter(name -> name.contains(part))
                .toList()));
  }

  static String only(String part, String option, List<String> found) {
    return switch (found.size()) {
      case 1 -> found.getFirst();
      case 0 ->
          throw new WrongUseException(
              "there is no table %s here: look at AWS_REGION, or name it by %s"
                  .formatted(part, option));
      default ->
          throw new WrongUseException(
              "there are several: name one by %s: %s".formatted(option, String.join(", ", found)));
    };
  }

  /// Only the rows of organizations themselves.
  static void organizations(ScanRequest.Builder scan) {
    scan.filterExpression("sk = :org")
        .projectionExpression("pk")
        .expressionAttributeValues(Map.of(":org", AttributeValue.fromS("org")));
  }

  /// Whose an item is.
  static String tenant(Map<String, AttributeValue> item) {
    AttributeValue pk = item.get("pk");
    if (pk == null) {
      throw new IllegalStateException("an item without its key");
    }
    int end = pk.s().indexOf('#');
    return end < 0 ? pk.s() : pk.s().substring(0, end);
  }
}
