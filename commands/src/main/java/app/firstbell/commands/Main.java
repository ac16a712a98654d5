package app.firstbell.commands;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.lambda.LambdaClient;

/// Runs one command from the root of the project. Exit codes: 0 all is well, 1 an audit log is
/// broken or a ledger does not add up, 2 it could not be done.
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.exit(run(List.of(arguments)));
  }

  private static int run(List<String> arguments) {
    try {
      return switch (Command.of(arguments)) {
        case Command.Help _ -> {
          System.out.print(Command.USAGE);
          yield 0;
        }
        case Command.VerifyAudit verify -> {
          try (DynamoDbClient client = place().dynamoDb()) {
            yield new AuditCommand(client, System.out).run(verify);
          }
        }
        case Command.RepairAudit repair -> {
          try (DynamoDbClient client = place().dynamoDb()) {
            yield new AuditRepair(client, System.out).run(repair);
          }
        }
        case Command.VerifyLedger verify -> {
          try (DynamoDbClient client = place().dynamoDb()) {
            yield new LedgerCommand(client, InstantSource.system(), System.out).run(verify);
          }
        }
        case Command.CreateAdmin create -> {
          Place place = place();
          try (LambdaClient client = place.lambda()) {
            yield new AdminCommand(client, place, System.out).run(create);
          }
        }
      };
    } catch (WrongUseException wrong) {
      System.err.println("firstbell: " + wrong.getMessage());
      return 2;
    } catch (SdkException unreachable) {
      System.err.println("firstbell: AWS, or the emulator, says: " + unreachable.getMessage());
      return 2;
    }
  }

  private static Place place() {
    Path file = Path.of("target", "firstbell.json");
    try {
      return Place.of(
          System.getenv(),
          Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty());
    } catch (IOException unreadable) {
      throw new WrongUseException(file + " cannot be read: " + unreadable.getMessage());
    }
  }
}
