package app.firstbell.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.audit.AuditHead;
import app.firstbell.organization.TenantId;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CommandTest {
  private static final String HASH = "a".repeat(64);

  @Test
  void whatIsAskedForIsUnderstood() {
    assertEquals(
        new Command.VerifyAudit(Optional.empty(), Optional.empty(), Optional.empty()),
        command("audit verify"));
    assertEquals(
        new Command.VerifyAudit(
            Optional.of(new TenantId("demo")),
            Optional.of(new AuditHead(17, HASH)),
            Optional.of("T")),
        command("audit verify --table T --expect 17:" + HASH + " --organization demo"));
    assertEquals(
        new Command.RepairAudit(
            Optional.of(new TenantId("demo")), Optional.empty(), Optional.of("C")),
        command("audit repair --organization demo --chats C"));
    assertEquals(
        new Command.VerifyLedger(
            Optional.of(new TenantId("demo")), Optional.empty(), Optional.empty()),
        command("ledger verify --organization demo"));
    assertEquals(
        new Command.CreateAdmin("ada@a.example", "Ada", Optional.empty()),
        command("admin create --email ada@a.example --name Ada"));
    assertEquals(new Command.Help(), command("help"));
  }

  @Test
  void whatIsWrongIsSaid() {
    Map.of(
            "audit",
            "audit",
            "audit verify --organization",
            "needs a value",
            "audit verify --organization A_B",
            "expected an organization id",
            "audit verify --expect 1:" + HASH,
            "--organization",
            "audit verify --organization demo --expect 1:xyz",
            "N:HASH",
            "audit verify --all",
            "--all",
            "admin create --email ada@a.example",
            "--name is missing",
            "admin create --email ada --name Ada",
            "ada@example.com",
            "admin create --name A --name B",
            "twice",
            "admin delete",
            "admin delete")
        .forEach((words, expected) -> {
          String said =
              String.valueOf(
                  assertThrows(WrongUseException.class, () -> command(words), words).getMessage());
          assertTrue(said.contains(expected), words + " → " + said);
        });
  }

  @Test
  void theEmulatorThatRunsIsTaken() {
    Optional<String> file =
        Optional.of(
            """
            {"pid": 1, "emulator": "http://127.0.0.1:8082", "mail": "http://127.0.0.1:8082/mail"}\
            """);
    URI emulator = URI.create("http://127.0.0.1:8082");
    assertEquals(Optional.of(emulator), Place.of(Map.of(), file).emulator());
    assertEquals(Optional.empty(), Place.of(Map.of(), Optional.empty()).emulator());
    assertEquals(
        Optional.of(URI.create("http://127.0.0.1:9")),
        Place.of(Map.of("AWS_ENDPOINT_URL", "http://127.0.0.1:9"), file).emulator());
    // With credentials of its own the SDK does it all.
    assertEquals(
        Optional.empty(),
        Place.of(Map.of("AWS_ENDPOINT_URL", "http://127.0.0.1:9", "AWS_ACCESS_KEY_ID", "k"), file)
            .emulator());
    assertThrows(WrongUseException.class, () -> Place.of(Map.of(), Optional.of("{\"emulator\":")));
  }

  @Test
  void oneTableIsTakenAndSeveralAreNot() {
    assertEquals("x-Accounts1", Tables.only("Accounts", "--table", List.of("x-Accounts1")));
    assertThrows(WrongUseException.class, () -> Tables.only("Accounts", "--table", List.of()));
    assertThrows(
        WrongUseException.class, () -> Tables.only("Accounts", "--table", List.of("a", "b")));
  }

  @Test
  void onAwsTheFunctionIsNamed() {
    Place aws = new Place(Optional.empty(), Optional.empty());
    Place here = new Place(Optional.of(URI.create("http://127.0.0.1:1")), Optional.empty());
    assertEquals("Provision", AdminCommand.function(Optional.empty(), here));
    assertEquals("f", AdminCommand.function(Optional.of("f"), aws));
    assertThrows(WrongUseException.class, () -> AdminCommand.function(Optional.empty(), aws));
    assertEquals(
        "{\"platformAdministrator\":{\"email\":\"ada@a.example\",\"name\":\"Ada \\\"L\\\"\"}}",
        AdminCommand.payload(
            new Command.CreateAdmin("ada@a.example", "Ada \"L\"", Optional.empty())));
  }

  @Test
  void whoIsAdministratorAlreadyIsNotInvited() {
    Command.CreateAdmin ada = new Command.CreateAdmin("ada@a.example", "Ada", Optional.empty());
    assertTrue(AdminCommand.said(ada, "invited").startsWith("Ada is invited as"));
    assertTrue(AdminCommand.said(ada, "again").contains("invited again"));
    assertTrue(AdminCommand.said(ada, "already").contains("nothing was changed"));
  }

  private static Command command(String words) {
    return Command.of(List.of(words.split(" ")));
  }
}
