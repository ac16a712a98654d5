package app.firstbell.proof.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.proof.client.OperatorClient;
import app.firstbell.proof.people.Operations;
import app.firstbell.proof.run.Installation;
import app.firstbell.proof.run.Tables;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// `firstbell ledger verify` finds nothing after a day of everything, and finds each difference
/// that is planted.
@OnInstallation
class LedgerVerifyTest {
  private static final String ACCOUNTS = "Accounts";
  private final Installation installation;

  LedgerVerifyTest(Installation installation) {
    this.installation = installation;
  }

  private record Ended(int code, String said) {}

  @Test
  void nothingIsFoundAndEachPlantedDifferenceIs() throws Exception {
    Operations house = Operations.open(installation, 1, 3);
    String tenant = house.customer().id();
    house.purse().topUp(5_000).orFail(201);
    house.purse().withdraw(1_000).orFail(201);
    try (OperatorClient operator = house.operator(1)) {
      house.answered(operator);
      house.owners().awaitCredits(credits -> credits.posted() == 2 && credits.reserved() == 0);
    }
    Ended clean = verify(tenant);
    assertEquals(0, clean.code(), clean.said());

    try (Tables tables = Tables.of(installation)) {
      planted(tables, tenant, "#entries", "minor", item -> add(item, "minor", 1));
      planted(tables, tenant, "#balance", "posted", item -> add(item, "posted", 1));
      planted(tables, tenant, "#balance", "pending", item -> add(item, "pending", 1));
    }
    Ended repaired = verify(tenant);
    assertEquals(0, repaired.code(), repaired.said());
  }

  /// Changes the first row of a family that has the attribute, sees that it is told, and puts it
  /// back.
  private void planted(
      Tables tables,
      String tenant,
      String family,
      String attribute,
      Consumer<Map<String, AttributeValue>> difference)
      throws Exception {
    Map<String, AttributeValue> row =
        tables.items(ACCOUNTS, tenant + family).stream()
            .filter(item -> item.containsKey(attribute))
            .findFirst()
            .orElseThrow();
    tables.tamper(ACCOUNTS, row, difference);
    Ended found = verify(tenant);
    assertEquals(1, found.code(), family + " " + attribute + ": " + found.said());
    assertTrue(found.said().contains(tenant), found.said());
    tables.tamper(ACCOUNTS, row, _ -> {});
  }

  private static void add(Map<String, AttributeValue> item, String attribute, long difference) {
    long before = Long.parseLong(item.getOrDefault(attribute, AttributeValue.fromN("0")).n());
    item.put(attribute, AttributeValue.fromN(Long.toString(before + difference)));
  }

  /// Runs the command as `./firstbell ledger verify` does.
  private Ended verify(String tenant) throws Exception {
    Path commands = Installation.project().resolve("commands/target");
    String classPath =
        commands.resolve("classes") + ":" + Files.readString(commands.resolve("classpath.txt"));
    Path said = Files.createTempFile("ledger-verify", ".log");
    ProcessBuilder builder =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    classPath.strip(),
                    "app.firstbell.commands.Main",
                    "ledger",
                    "verify",
                    "--organization",
                    tenant))
            .directory(Installation.project().toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile());
    Map<String, String> here = new HashMap<>();
    here.put("AWS_ENDPOINT_URL", installation.address("emulator").toString());
    builder.environment().remove("AWS_ACCESS_KEY_ID");
    builder.environment().putAll(here);
    Process process = builder.start();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("did not end: " + Files.readString(said));
    }
    return new Ended(process.exitValue(), Files.readString(said));
  }
}
