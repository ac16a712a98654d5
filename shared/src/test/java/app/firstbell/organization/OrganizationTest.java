package app.firstbell.organization;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrganizationTest {
  @ParameterizedTest
  @CsvSource({
    "https://shop.example/tea?a=1#b, true",
    "https://SHOP.example, true",
    "https://shop.example:443/, true",
    "https://shop.example:8443/, false",
    "http://shop.example/, false",
    "https://shop.example.evil.com/, false",
    "https://evil.com/?https://shop.example, false",
    "https://shop.example@evil.com/, false",
    "https://www.shop.example/, false",
    "file:///shop.example, false",
    "not an address, false",
    "http://localhost:18701/, true"
  })
  void theWidgetOpensOnTheOrganizationsOwnOriginsOnly(String url, boolean allowed) {
    Organization organization =
        organization(List.of("https://shop.example", "http://localhost:18701"));
    assertEquals(allowed, organization.allows(Optional.of(url)));
  }

  @Test
  void withoutSitesAnyPageWillDoAndWithThemNoneWithoutAddress() {
    assertEquals(true, organization(List.of()).allows(Optional.empty()));
    assertEquals(false, organization(List.of("https://shop.example")).allows(Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "A", "a#b", "a b", "-a", "a.b", "é"})
  void idsCannotReachIntoAnothersKeys(String id) {
    assertThrows(IllegalArgumentException.class, () -> new TenantId(id));
    assertThrows(IllegalArgumentException.class, () -> new RoomId(id));
  }

  @Test
  void aRingLastsFromFiveSecondsToFifteenMinutes() {
    RoomName name = new RoomName(RoomId.GENERAL, "GENERAL");
    assertThrows(IllegalArgumentException.class, () -> new Room(name, Duration.ofSeconds(4)));
    assertThrows(IllegalArgumentException.class, () -> new Room(name, Duration.ofSeconds(901)));
    assertEquals(Duration.ofSeconds(45), new Room(name, Room.USUAL_RING_TIME).ringTime());
  }

  private static Organization organization(List<String> sites) {
    return new Organization(
        new TenantId("demo"), "Northwind Tea", sites, Limits.USUAL, "Hello!", null, List.of());
  }
}
