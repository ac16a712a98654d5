package app.firstbell.proof.threat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.proof.client.Api;
import app.firstbell.proof.client.Door.Answer;
import app.firstbell.proof.flow.OnInstallation;
import app.firstbell.proof.people.House;
import app.firstbell.proof.people.OnHouse;
import app.firstbell.proof.people.Person;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// T10: an address of a photo is kept, and never fetched by us; what points inwards is not even
/// kept. A server on this machine counts whoever comes.
@Tag("threat")
@OnInstallation
@OnHouse
class T10PhotoAddressTest {
  private final House house;

  T10PhotoAddressTest(House house) {
    this.house = house;
  }

  @Test
  void noFormOfAnAddressMakesUsFetchIt() throws Exception {
    AtomicInteger hits = new AtomicInteger();
    HttpServer canary =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    canary.createContext(
        "/",
        exchange -> {
          hits.incrementAndGet();
          exchange.sendResponseHeaders(302, -1);
          exchange.close();
        });
    canary.start();
    try {
      int port = canary.getAddress().getPort();
      List<String> refused = inward(port).toList();
      List<String> kept = new ArrayList<>();
      Person ann = house.staff().agent();
      Api api = ann.api();
      for (String address : refused) {
        Answer answer = set(api, address);
        if (answer.status() != 400) {
          kept.add(address + " " + answer.status());
        } else {
          assertTrue(
              answer.json().path("errors").toString().contains("/photo"),
              address + ": " + answer.text());
        }
      }
      List<String> outward = outward(port).toList();
      for (String address : outward) {
        assertEquals(200, set(api, address).status(), address);
        // Everybody who would show it:
        api.get("/profile").orFail(200);
        api.get("/sessions/current").orFail(200);
        api.get("/organizations/{organization}/rooms", ann.organization()).orFail(200);
      }
      System.out.printf(
          "T10: %d addresses refused, %d kept, fetched %d%n",
          refused.size(), outward.size(), hits.get());
      assertEquals(List.of(), kept, "kept, though they point inwards");
      assertTrue(refused.size() + outward.size() >= 60, "only " + refused.size());
      assertEquals(0, hits.get(), "somebody fetched");
      knock(port);
      assertEquals(1, hits.get(), "and the canary does count whoever comes");
    } finally {
      canary.stop(0);
    }
  }

  private static Answer set(Api api, String address) {
    var body = Api.object();
    body.putObject("photo").put("url", address);
    return api.change("PATCH", "/profile", api.get("/profile"), body);
  }

  private static void knock(int port) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      http.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/")).build(),
          HttpResponse.BodyHandlers.discarding());
    }
  }

  /// Forms that lead, or have led somewhere, to this machine or its neighbours.
  private static Stream<String> inward(int port) {
    Stream<String> hosts =
        Stream.of(
            "127.0.0.1",
            "127.1",
            "127.0.1",
            "2130706433",
            "0x7f000001",
            "0x7f.0.0.1",
            "0177.0.0.1",
            "017700000001",
            "127.0.0.1.",
            "127.000.000.001",
            "0",
            "0.0.0.0",
            "[::1]",
            "[::]",
            "[::ffff:127.0.0.1]",
            "[::ffff:7f00:1]",
            "[0:0:0:0:0:0:0:1]",
            "[fe80::1]",
            "[fd00::1]",
            "[::1%25lo]",
            "localhost",
            "LOCALHOST",
            "localhost.",
            "a.localhost",
            "printer.local",
            "db.internal",
            "metadata.google.internal",
            "router.lan",
            "box.home.arpa",
            "intranet",
            "169.254.169.254",
            "[fd00:ec2::254]",
            "10.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "172.31.255.254",
            "192.168.1.1",
            "100.64.0.1",
            "198.18.0.1",
            "224.0.0.1",
            "255.255.255.255",
            "１２７.０.０.１",
            "127。0。0。1",
            "①②⑦.⓪.⓪.①",
            "user@127.0.0.1",
            "example.com@127.0.0.1",
            "example.com%40127.0.0.1");
    return Stream.concat(
        hosts.map(host -> "https://" + host + ":" + port + "/me.png"),
        Stream.of(
            "http://photos.example.com/me.png",
            "HTTP://127.0.0.1:" + port + "/me.png",
            "ftp://photos.example.com/me.png",
            "file:///etc/passwd",
            "gopher://127.0.0.1:" + port + "/_",
            "data:image/svg+xml,<svg onload=alert(1)>",
            "javascript:alert(1)",
            "//127.0.0.1:" + port + "/me.png",
            "https:127.0.0.1:" + port,
            "https:///127.0.0.1:" + port + "/",
            "https://",
            "https:\\\\127.0.0.1:" + port + "\\me.png",
            " https://127.0.0.1:" + port + "/me.png",
            "https://127.0.0.1\t:" + port + "/",
            "https://127.0.0.1%00.example.com/me.png",
            "https://photos.example.com\r\nHost: 127.0.0.1/me.png",
            "https://exa mple.com/me.png",
            "https://-.example.com/me.png",
            "https://photos.example.com:" + port + "@127.0.0.1/me.png",
            "not an address"));
  }

  /// What is kept as it is, for a browser to load.
  private static Stream<String> outward(int port) {
    return Stream.of(
        "https://photos.example.com/me.png",
        "https://photos.example.com/me.png?next=http://127.0.0.1:" + port + "/",
        "https://photos.example.com/127.0.0.1/me.png");
  }
}
