package app.firstbell.proof.threat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.proof.client.Api;
import app.firstbell.proof.flow.OnInstallation;
import app.firstbell.proof.people.House;
import app.firstbell.proof.people.OnHouse;
import app.firstbell.proof.people.Person;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// T3: no mutant of an access token gets in.
@Tag("threat")
@OnInstallation
@OnHouse
class T3TokenTest {
  private final House house;

  T3TokenTest(House house) {
    this.house = house;
  }

  @Test
  void noMutantOfATokenGetsIn() {
    Person ann = house.staff().agent().elsewhere();
    Tokens token = Tokens.of(ann.token());
    Map<String, String> mutants = token.mutants(Tokens.of(house.bikes().owner().token()));
    List<String> in = new ArrayList<>();
    mutants.forEach((name, mutant) -> {
      int status = ann.api().with(mutant).get("/sessions/current").status();
      if (status != 401) {
        in.add(name + ": " + status);
      }
    });
    System.out.println("T3: " + mutants.size() + " mutants of a token, let in: " + in.size());
    assertEquals(List.of(), in);
    assertTrue(mutants.size() >= 200, "only " + mutants.size());
    assertEquals(200, ann.api().get("/sessions/current").status(), "the token itself is good");
  }

  /// What is rightly ours, and no access token.
  @Test
  void noOtherSecretIsTakenForAToken() throws Exception {
    Person ann = house.staff().agent().elsewhere();
    Api api = ann.api();
    String ticket = ann.door().ticket(ann.token()).orFail(201).json().path("ticket").asText();
    for (String other :
        List.of(
            ann.refreshToken(),
            ticket,
            ann.sessionId(),
            ann.password(),
            "s." + ann.organization() + "." + "a".repeat(43),
            "k." + ann.organization() + "." + "a".repeat(26) + "." + "a".repeat(43))) {
      assertEquals(401, api.with(other).get("/sessions/current").status(), other);
    }
    try (var visitor = house.tea().visitor()) {
      assertEquals(403, api.with(visitor.line().token()).get("/profile").status());
    }
    assertEquals(200, api.get("/profile").status());
  }

  /// A refresh token is good once; a second use of an old one ends the session for both.
  @Test
  void aStolenRefreshTokenEndsTheSession() {
    Person ann = house.staff().agent().elsewhere();
    String stolen = ann.refreshToken();
    String second = refreshed(ann, stolen).orFail(201).json().path("refreshToken").asText();
    String third = refreshed(ann, second).orFail(201).json().path("refreshToken").asText();
    assertEquals(401, refreshed(ann, stolen).status());
    assertEquals(401, refreshed(ann, third).status(), "the thief's use has ended the session");
    assertEquals(401, ann.api().get("/sessions/current").status());
  }

  @Test
  void noMutantOfARefreshTokenGetsIn() {
    Person ann = house.staff().agent().elsewhere();
    String good = ann.refreshToken();
    List<String> in = new ArrayList<>();
    for (int i = 0; i < good.length(); i++) {
      for (char other : new char[] {'A', 'z', '.', '0'}) {
        String mutant = good.substring(0, i) + other + good.substring(i + 1);
        Person here = i % 10 == 0 && other == 'A' ? ann.atAnotherComputer() : ann;
        ann = here;
        if (!mutant.equals(good) && refreshed(here, mutant).status() != 401) {
          in.add(mutant);
        }
      }
    }
    assertEquals(List.of(), in);
    assertEquals(
        201, refreshed(ann.atAnotherComputer(), good).status(), "the token itself is good");
  }

  private static app.firstbell.proof.client.Door.Answer refreshed(Person person, String token) {
    return Api.nobody(person.door())
        .post("/sessions/refresh", Api.object().put("refreshToken", token));
  }
}
