package app.firstbell.emulator.gateway;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/// Plain HTTP requests to a [House].
final class Web {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private Web() {}

  static HttpResponse<String> get(House house, String path)
      throws IOException, InterruptedException {
    return send(house, "GET", path, new byte[0]);
  }

  static HttpResponse<byte[]> bytes(House house, String path)
      throws IOException, InterruptedException {
    return CLIENT.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + house.port() + path)).build(),
        BodyHandlers.ofByteArray());
  }

  /// @param headers name, value, name, value, …
  static HttpResponse<String> send(
      House house, String method, String path, byte[] body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + house.port() + path))
            .version(HttpClient.Version.HTTP_1_1)
            .method(
                method,
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return CLIENT.send(request.build(), BodyHandlers.ofString());
  }
}
