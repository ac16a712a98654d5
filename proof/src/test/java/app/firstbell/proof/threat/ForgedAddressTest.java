package app.firstbell.proof.threat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import app.firstbell.proof.client.Door;
import app.firstbell.proof.client.Request;
import app.firstbell.proof.flow.OnInstallation;
import app.firstbell.proof.people.Computers;
import app.firstbell.proof.people.House;
import app.firstbell.proof.people.OnHouse;
import java.net.InetAddress;
import java.net.URI;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Whoever has no account is counted by address. Nobody chooses it: neither by a header of their
/// own nor by going past the distribution to the API itself.
@Tag("threat")
@OnInstallation
@OnHouse
class ForgedAddressTest {
  private static final int IN_A_MINUTE = 60;
  private static final String LOOKUPS = "/api/invitations/lookups";
  private final House house;

  ForgedAddressTest(House house) {
    this.house = house;
  }

  @Test
  void pastTheDistributionEverybodyIsWhereTheyAre() {
    InetAddress mallory = Computers.next();
    Door past = Door.of(api()).from(mallory);
    String base = api().getPath() + LOOKUPS;
    assertEquals(410, ask(past, base, "203.0.113.250, 203.0.113.1", "").status(), "it is reached");
    for (int i = 1; i < IN_A_MINUTE; i++) {
      ask(past, base, "203.0.113." + i + ", 203.0.113.1", i % 2 == 0 ? "" : "a guess " + i);
    }
    assertEquals(429, ask(past, base, "198.51.100.7, 203.0.113.1", "").status());
    assertEquals(429, ask(past, base, "198.51.100.8, 203.0.113.1", "a guess").status());
    assertEquals(429, throughTheDistribution(mallory, "198.51.100.9").status(), "it is one count");
    assertEquals(
        410,
        throughTheDistribution(Computers.next(), mallory.getHostAddress()).status(),
        "and nobody is made to pay for another");
  }

  @Test
  void throughItTheViewersAddressCountsWhateverTheViewerClaims() {
    InetAddress mallory = Computers.next();
    for (int i = 0; i < IN_A_MINUTE; i++) {
      assertEquals(410, throughTheDistribution(mallory, "203.0.113." + i).status());
    }
    assertEquals(429, throughTheDistribution(mallory, "198.51.100.7").status());
    assertEquals(410, throughTheDistribution(Computers.next(), "198.51.100.7").status());
  }

  private Door.Answer throughTheDistribution(InetAddress from, String forwarded) {
    return ask(house.installation().door().from(from), LOOKUPS, forwarded, "a guess");
  }

  private static Door.Answer ask(Door door, String path, String forwarded, String edge) {
    Request request =
        Request.raw("POST", path)
            .json("{\"token\":\"l.invitation.demo.abc.def\"}")
            .header("X-Forwarded-For", forwarded);
    return door.send(edge.isEmpty() ? request : request.header("X-Firstbell-Edge", edge), "");
  }

  private URI api() {
    return StreamSupport.stream(
            house.installation().emulator().status().path("apis").spliterator(), false)
        .filter(api -> api.path("api").asText().equals("HttpApi"))
        .map(api -> URI.create(api.path("address").asText()))
        .findFirst()
        .orElseThrow();
  }
}
