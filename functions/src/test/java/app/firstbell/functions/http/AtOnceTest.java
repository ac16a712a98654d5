package app.firstbell.functions.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.functions.town.Planted;
import app.firstbell.functions.town.Town;
import app.firstbell.organization.OrganizationKind;
import app.firstbell.organization.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// Many requests at one thing in the same moment. Each contest has a twin on an engine whose writes
/// lose their conditions, which must not come out well.
class AtOnceTest {
  private static final int INVITATIONS = 50;
  private static final int HOUSES = 8;
  private static final int ROOMS = 8;
  private static final int ROUNDS = 10;
  private static final int OK = 201;

  @Test
  void ofFiftyInvitationsOfOneAddressOneIsMade() throws Exception {
    List<Integer> statuses = invitations(Town.engine());
    assertEquals(1, made(statuses), statuses.toString());
    assertEquals(INVITATIONS - 1, count(statuses, 409), statuses.toString());
  }

  @Test
  void withoutTheConditionAnAddressIsInvitedTwice() throws Exception {
    DynamoDbClient planted = Planted.withoutConditions(Town.engine());
    assertTrue(isNoticed(() -> made(invitations(planted)) > 1), "fifty invitations went unnoticed");
  }

  /// Whose an address is in the whole installation is decided when its owner accepts.
  @Test
  void ofManyHousesThatInvitedOneAddressTheFirstAcceptedHasIt() throws Exception {
    List<Integer> statuses = acceptances(Town.engine());
    assertEquals(1, made(statuses), statuses.toString());
    assertEquals(HOUSES - 1, count(statuses, 409), statuses.toString());
  }

  @Test
  void withoutTheConditionAnAddressIsTwoPeoples() throws Exception {
    DynamoDbClient planted = Planted.withoutConditions(Town.engine());
    assertTrue(
        isNoticed(() -> made(acceptances(planted)) > 1), "acceptances at once went unnoticed");
  }

  @Test
  void roomsOpenedAtOnceAreAllListed() throws Exception {
    Opened opened = rooms(Town.engine());
    assertTrue(opened.told() >= 1, opened.toString());
    assertEquals(opened.told() + 1, opened.listed(), "each that was told is in the list, no other");
    assertEquals(opened.listed(), opened.stored());
  }

  @Test
  void withoutTheConditionARoomThatWasToldIsMissingInTheList() throws Exception {
    DynamoDbClient planted = Planted.withoutConditions(Town.engine());
    assertTrue(
        isNoticed(() -> {
          Opened opened = rooms(planted);
          return opened.listed() < opened.told() + 1;
        }),
        "rooms opened at once went unnoticed");
  }

  /// @param told how many requests were answered that the room is open
  /// @param listed rooms in the organization's list, GENERAL included
  /// @param stored rooms there are
  private record Opened(int told, int listed, int stored) {}

  private static List<Integer> invitations(DynamoDbClient engine) throws Exception {
    Office office = Office.open(engine);
    String ada = office.of(OrganizationKind.CUSTOMER, TenantId.PLATFORM);
    return atOnce(INVITATIONS, _ -> () -> invite(office, ada, "ines@tea.example").status());
  }

  private static List<Integer> acceptances(DynamoDbClient engine) throws Exception {
    List<Lobby> houses = new ArrayList<>();
    List<String> links = new ArrayList<>();
    for (int i = 0; i < HOUSES; i++) {
      Office office = Office.open(engine);
      String ada = office.of(OrganizationKind.CUSTOMER, TenantId.PLATFORM);
      houses.add(office.lobby());
      String email = "ines@" + houses.getFirst().tenant + ".example";
      assertEquals(OK, invite(office, ada, email).status());
      links.add(office.lobby().mailed(office.lobby().tenant));
    }
    return atOnce(
        HOUSES,
        i ->
            () ->
                houses
                    .get(i)
                    .ask("POST /invitations/acceptances")
                    .send(json ->
                        json.text("token", links.get(i)).text("password", "a long one, indeed"))
                    .status());
  }

  private static Opened rooms(DynamoDbClient engine) throws Exception {
    Office office = Office.open(engine);
    String ada = office.of(OrganizationKind.CUSTOMER, TenantId.PLATFORM);
    List<Integer> statuses =
        atOnce(
            ROOMS,
            i ->
                () ->
                    office
                        .ask("POST", "/rooms", office.rooms())
                        .as(ada)
                        .send(json -> json.text("name", "Room " + i))
                        .status());
    var organizations = office.lobby().parts.organizations();
    TenantId tenant = office.lobby().tenant;
    return new Opened(
        made(statuses),
        organizations.account(tenant).orElseThrow().rooms().size(),
        organizations.rooms(tenant).size());
  }

  private static Lobby.Reply invite(Office office, String token, String email) {
    return office
        .ask("POST", "/members", office.members())
        .as(token)
        .send(json -> json.text("name", "Ines").text("email", email));
  }

  private static boolean isNoticed(Callable<Boolean> contest) throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      if (contest.call()) {
        return true;
      }
    }
    return false;
  }

  /// What the `i`th request is.
  private interface Requests {
    Callable<Integer> at(int i);
  }

  private static List<Integer> atOnce(int number, Requests requests) throws Exception {
    List<Callable<Integer>> all = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      all.add(requests.at(i));
    }
    List<Integer> statuses = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
      for (Future<Integer> one : threads.invokeAll(all)) {
        statuses.add(one.get());
      }
    }
    return statuses;
  }

  private static int made(List<Integer> statuses) {
    return count(statuses, OK);
  }

  private static int count(List<Integer> statuses, int status) {
    return (int) statuses.stream().filter(one -> one == status).count();
  }
}
