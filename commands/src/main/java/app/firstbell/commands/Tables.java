package app.firstbell.commands;

import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// Finds the table of the accounts: CloudFormation has named it.
final class Tables {
  private static final String ACCOUNTS = "Accounts";

  private Tables() {}

  /// @throws WrongUseException when none is named, and there is none or more than one
  static String accounts(DynamoDbClient client, Optional<String> named) {
    return named.orElseGet(() ->
        only(
            client.listTablesPaginator().tableNames().stream()
                .filter(name -> name.contains(ACCOUNTS))
                .toList()));
  }

  static String only(List<String> found) {
    return switch (found.size()) {
      case 1 -> found.getFirst();
      case 0 ->
          throw new WrongUseException(
              "there is no table " + ACCOUNTS + " here: look at AWS_REGION, or name it by --table");
      default ->
          throw new WrongUseException(
              "there are several: name one by --table: " + String.join(", ", found));
    };
  }
}
