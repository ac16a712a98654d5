package app.firstbell.emulator.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// One request of Jetty's with its answer, which may be given from any thread.
record HttpExchange(Request request, Response response, Callback callback) {
  private static final long MOST_TO_SKIP_BYTES = 64L * 1024 * 1024;

  /// Headers as the client wrote them, in order, without those of the hop.
  Map<String, List<String>> headers() {
    Map<String, List<String>> all = new LinkedHashMap<>();
    for (HttpField field : request.getHeaders()) {
      HttpHeader known = field.getHeader();
      boolean ofTheHop =
          known == HttpHeader.CONNECTION
              || known == HttpHeader.UPGRADE
              || known == HttpHeader.TRANSFER_ENCODING
              || known == HttpHeader.HOST;
      if (!ofTheHop) {
        String value = field.getValue();
        all.computeIfAbsent(field.getName(), _ -> new ArrayList<>())
            .add(value == null ? "" : value);
      }
    }
    return all;
  }

  Optional<String> header(HttpHeader name) {
    return Optional.ofNullable(request.getHeaders().get(name));
  }

  String query() {
    String query = request.getHttpURI().getQuery();
    return query == null ? "" : query;
  }

  String sourceIp() {
    return Request.getRemoteAddr(request);
  }

  /// How long the URL is, as the quota counts it.
  int urlCharacters() {
    return request.getHttpURI().getPathQuery().length();
  }

  /// Reads the body; the thread must be one that may wait.
  ///
  /// @return nothing when it is longer than `most` bytes
  Optional<byte[]> body(int most) throws IOException {
    try (InputStream in = Content.Source.asInputStream(request)) {
      boolean announcedTooLong = request.getLength() > most;
      byte[] body = announcedTooLong ? new byte[0] : in.readNBytes(most + 1);
      if (announcedTooLong || body.length > most) {
        // Else the client would still be sending when the answer comes, and lose it with the
        // connection.
        long _ = in.skip(MOST_TO_SKIP_BYTES);
        return Optional.empty();
      }
      return Optional.of(body);
    }
  }

  void answer(int status, Map<String, String> headers, byte[] body) {
    response.setStatus(status);
    headers.forEach((name, value) -> response.getHeaders().put(name, value));
    response.write(true, ByteBuffer.wrap(body), callback);
  }

  void json(int status, byte[] body) {
    answer(status, Map.of("content-type", "application/json"), body);
  }
}
