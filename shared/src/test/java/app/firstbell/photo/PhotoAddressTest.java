package app.firstbell.photo;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// T10: no address of a photo leads anywhere but to a public host by https. That nothing of ours
/// fetches it, is shown by the house's rules (no HTTP client in the domain).
class PhotoAddressTest {
  private static final List<String> PRIVATE =
      List.of(
          // Loopback, in every notation that a browser or a resolver understands.
          "https://localhost/a.png",
          "https://LOCALHOST/a.png",
          "https://localhost./a.png",
          "https://a.localhost/a.png",
          "https://127.0.0.1/a.png",
          "https://127.1/a.png",
          "https://127.0.1/a.png",
          "https://2130706433/a.png",
          "https://0x7f000001/a.png",
          "https://0x7f.0.0.1/a.png",
          "https://0x7f.1/a.png",
          "https://0177.0.0.1/a.png",
          "https://017700000001/a.png",
          "https://0/a.png",
          "https://0.0.0.0/a.png",
          "https://127.0.0.1./a.png",
          "https://127.0.0.0x1/a.png",
          "https://a.b.0x/a.png",
          "https://[::1]/a.png",
          "https://[::]/a.png",
          "https://[::ffff:127.0.0.1]/a.png",
          "https://[::ffff:7f00:1]/a.png",
          "https://[0:0:0:0:0:0:0:1]/a.png",
          "https://[64:ff9b::7f00:1]/a.png",
          "https://[fe80::1%25eth0]/a.png",
          // Private networks and clouds' metadata.
          "https://10.0.0.1/a.png",
          "https://172.16.0.1/a.png",
          "https://192.168.1.1/a.png",
          "https://169.254.169.254/latest/meta-data/",
          "https://2852039166/",
          "https://0xa9fea9fe/",
          "https://[fd00:ec2::254]/",
          "https://[fe80::1]/",
          "https://100.64.0.1/",
          "https://metadata.google.internal/",
          "https://printer.local/",
          "https://nas.lan/",
          "https://server.corp/",
          "https://router.home.arpa/",
          "https://wiki.intranet/",
          "https://host.docker.internal/",
          "https://a.onion/",
          "https://1.0.0.127.in-addr.arpa/",
          "https://db.localdomain/",
          "https://a.test/",
          // Other schemes.
          "http://photos.example.com/a.png",
          "ftp://photos.example.com/a.png",
          "file:///etc/passwd",
          "data:image/png;base64,AAAA",
          "javascript:alert(1)",
          "gopher://photos.example.com/",
          "//photos.example.com/a.png",
          "/a.png",
          "a.png",
          "",
          "https:photos.example.com/a.png",
          "https:/photos.example.com/a.png",
          "https:///a.png",
          "https://",
          "https://?",
          "ldap://photos.example.com/",
          "blob:https://a.example.com/x",
          // Who reads it otherwise than we do.
          "https://photos.example.com@127.0.0.1/",
          "https://127.0.0.1@photos.example.com/",
          "https://user:word@photos.example.com/",
          "https://photos.example.com\\@127.0.0.1/",
          "https://127.0.0.1\\.photos.example.com/",
          "https://photos.example.com:8443/a.png",
          "https://photos.example.com:22/",
          "https://photos.example.com:0/",
          "https://127.0.0.1:443/a.png",
          "https://photos example.com/",
          "https://photos.example.com/a b",
          "https://photos.example.com/\r\nHost: x",
          "https://photos.example.com/\u0000",
          "https://photos..example.com/",
          "https://.example.com/",
          "https://-a.example.com/",
          "https://a_b.example.com/",
          "https://example/",
          "https://photos.example.com./",
          "https://\uff11\uff12\uff17.0.0.1/",
          "https://127\u30020\u30020\u30021/",
          "https://\u24db\u24de\u24d2al\u24d7\u24de\u24e2\u24e3/",
          "https://ph\u00f6tos.example.com/",
          "https://%6c%6f%63alhost/",
          "https://%31%32%37.0.0.1/",
          "\thttps://photos.example.com/",
          "https://" + "a".repeat(64) + ".example.com/",
          "https://photos.example.com/" + "a".repeat(2000));

  private static final List<String> PUBLIC =
      List.of(
          "https://photos.example.com/a.png",
          "HTTPS://Photos.Example.COM/a.png",
          "https://photos.example.com:443/a.png",
          "https://photos.example.com/a.png?w=1&h=2#top",
          "https://xn--phtos-jua.example.com/a.png",
          "https://cdn-1.example.co.uk/%20/a.png",
          "https://example.com",
          "https://1.example.com/",
          "https://photos.example.com/@marta.png",
          "https://localhost.example.com/",
          "https://photos.example.com/https://127.0.0.1/");

  @Test
  void thereAreAtLeastSixtyFormsOfWhatIsRefused() {
    assertTrue(PRIVATE.stream().distinct().count() >= 60, "" + PRIVATE.size());
  }

  @ParameterizedTest
  @FieldSource("PRIVATE")
  void whatMayLeadElsewhereIsRefused(String address) {
    assertThrows(IllegalArgumentException.class, () -> new PhotoAddress(address));
  }

  @ParameterizedTest
  @FieldSource("PUBLIC")
  void aPublicAddressIsTaken(String address) {
    assertDoesNotThrow(() -> new PhotoAddress(address));
  }
}
