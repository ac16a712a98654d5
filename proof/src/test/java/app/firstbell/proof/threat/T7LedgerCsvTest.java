package app.firstbell.proof.threat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.proof.client.Api;
import app.firstbell.proof.client.Door.Answer;
import app.firstbell.proof.flow.OnInstallation;
import app.firstbell.proof.people.Operations;
import app.firstbell.proof.people.Purse;
import app.firstbell.proof.run.Installation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// T7 for the tables that are taken out as CSV: what a spreadsheet would take for a formula comes
/// as text, and a line stays a line.
@Tag("threat")
@OnInstallation
class T7LedgerCsvTest {
  private static final List<String> FORMULAS =
      List.of(
          "=HYPERLINK(\"https://evil.example\",\"Paid\")",
          "+1+cmd|' /C calc'!A0",
          "-2+3+cmd|' /C calc'!A0",
          "@SUM(1+1)*cmd|' /C calc'!A0",
          "=\"a\",\"b\"",
          "\"; =1+1",
          "plain, with a comma",
          "＝1+1");

  private final Installation installation;

  T7LedgerCsvTest(Installation installation) {
    this.installation = installation;
  }

  @Test
  void noCellIsAFormula() {
    Operations house = Operations.unpaid(installation, 0, 0);
    Purse purse = house.purse();
    int posted = 0;
    for (String formula : FORMULAS) {
      Answer answer =
          purse.post(
              "top-ups",
              Api.object().put("minor", 100).put("reference", formula).put("memo", formula));
      assertTrue(answer.status() == 201 || answer.status() == 400, answer.text());
      posted += answer.status() == 201 ? 1 : 0;
    }
    assertTrue(posted >= 6, "the control: most of them are text like any other");
    purse.withdraw(50).orFail(201);
    for (String what :
        List.of("ledger/export?account=wallet", "ledger/export?account=credits", "use/export")) {
      List<List<String>> rows = parsed(house.owners().get(what).orFail(200).text());
      for (List<String> row : rows) {
        assertEquals(rows.getFirst().size(), row.size(), "a line stays a line: " + row);
        row.forEach(cell -> assertTrue(isHarmless(cell), what + " has the cell " + cell));
      }
    }
    List<List<String>> wallet =
        parsed(house.owners().get("ledger/export?account=wallet").orFail(200).text());
    assertEquals(posted + 2, wallet.size(), "a header and a line for each posting");
  }

  /// A number below zero is a number.
  private static boolean isHarmless(String cell) {
    return cell.isEmpty()
        || cell.matches("-?[0-9]+([.][0-9]+)?")
        || "=+-@\t\r\n＝＋－＠".indexOf(cell.charAt(0)) < 0;
  }

  /// RFC 4180.
  private static List<List<String>> parsed(String csv) {
    List<List<String>> rows = new ArrayList<>();
    List<String> row = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean isQuoted = false;
    String text = csv.startsWith("\uFEFF") ? csv.substring(1) : csv;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isQuoted && c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
        cell.append('"');
        i++;
      } else if (c == '"') {
        isQuoted = !isQuoted;
      } else if (!isQuoted && c == ',') {
        row.add(cell.toString());
        cell.setLength(0);
      } else if (!isQuoted && c == '\n') {
        row.add(cell.toString());
        cell.setLength(0);
        rows.add(row);
        row = new ArrayList<>();
      } else if (isQuoted || c != '\r') {
        cell.append(c);
      }
    }
    if (!cell.isEmpty() || !row.isEmpty()) {
      row.add(cell.toString());
      rows.add(row);
    }
    return rows;
  }
}
