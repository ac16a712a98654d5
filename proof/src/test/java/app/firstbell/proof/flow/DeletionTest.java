package app.firstbell.proof.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import app.firstbell.proof.client.Door.Answer;
import app.firstbell.proof.client.OperatorClient;
import app.firstbell.proof.client.VisitorClient;
import app.firstbell.proof.people.Operations;
import app.firstbell.proof.people.Purse;
import app.firstbell.proof.run.Installation;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// An organization is deleted with nothing left in its books, and who may not is told which rows
/// stand in the way (P5).
@OnInstallation
class DeletionTest {
  private final Installation installation;

  DeletionTest(Installation installation) {
    this.installation = installation;
  }

  @Test
  void everyRowThatStandsInTheWayIsNamed() throws Exception {
    Operations house = Operations.open(installation, 1, 2);
    Purse purse = house.purse();
    purse.topUp(1_250).orFail(201);
    try (OperatorClient operator = house.operator(1);
        VisitorClient visitor = house.visitor()) {
      String chat = visitor.start("Hello?").path("chat").path("id").asText();
      operator.awaitRing(chat);
      assertEquals("accepted", operator.accept(house.customer().id(), chat).path("type").asText());
      assertEquals(
          List.of("credits credit 2", "credits reserved 1", "wallet credit 1250"), standing(house));
      operator.end(house.customer().id(), chat);
      purse.awaitCredits(credits -> credits.reserved() == 0);
    }
    assertEquals(List.of("credits credit 2", "wallet credit 1250"), standing(house));
    purse.takeBack(2).orFail(201);
    assertEquals(List.of("wallet credit 1250"), standing(house));
    purse.withdraw(1_250).orFail(201);
    assertEquals(204, delete(house).status());
    assertEquals(409, purse.topUp(1).status(), "nothing comes in any more");
  }

  @Test
  void aDebtIsNamedAsOne() {
    var reseller = Operations.reseller(installation);
    var customer =
        Operations.customer(reseller, Operations.draft("Debtor").put("pricing", "postpaid"));
    Purse purse = new Purse(reseller.owner().api(), customer.id());
    Operations house = new Operations(reseller, customer, purse, List.of());
    JsonNode pack = purse.smallestPack();
    purse.limit(1_000_000).orFail(200);
    house.owners().buy(pack.path("id").asText(), "balance").orFail(201);
    purse.takeBack(pack.path("credits").asLong()).orFail(201);
    assertEquals(List.of("wallet debt " + pack.path("minor").asLong()), standing(house));
    purse.payDebt(pack.path("minor").asLong()).orFail(201);
    assertEquals(204, delete(house).status());
  }

  private static List<String> standing(Operations house) {
    Answer answer = delete(house);
    assertEquals(409, answer.status(), answer.text());
    assertEquals("balance-not-zero", answer.problem());
    List<String> rows = new ArrayList<>();
    for (JsonNode row : answer.json().path("standing")) {
      rows.add(
          "%s %s %d"
              .formatted(
                  row.path("account").asText(),
                  row.path("means").asText(),
                  row.path("minor").asLong()));
    }
    return rows.stream().sorted().toList();
  }

  private static Answer delete(Operations house) {
    return house
        .reseller()
        .owner()
        .api()
        .deleteRead("/organizations/{organization}", house.customer().id());
  }
}
