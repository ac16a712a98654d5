package app.firstbell.emulator;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// Keeps web pages of elsewhere, open in the same browser, away from the AWS endpoint and the
/// emulator's page: a request must name this machine as its host (or a foreign name could be made
/// to lead here), and one that changes something must come from the page itself or from no page at
/// all. The APIs under `/_execute-api/` have their own rules for origins, so they are let through.
final class OwnOriginOnly extends Handler.Abstract {
  private final Set<String> hosts;

  OwnOriginOnly(int port) {
    hosts = Set.of("127.0.0.1:" + port, "localhost:" + port, "[::1]:" + port);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    if (request.getHttpURI().getPath().startsWith("/_execute-api/")) {
      return false;
    }
    String host = String.valueOf(request.getHeaders().get(HttpHeader.HOST));
    String origin = request.getHeaders().get(HttpHeader.ORIGIN);
    boolean reading = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
    boolean own = origin == null || reading || hosts.contains(origin.replaceFirst("^http://", ""));
    if (hosts.contains(host) && own) {
      return false;
    }
    byte[] body =
        "{\"status\": 403, \"detail\": \"expected a request of this page or of no page, got one of another origin or host\"}"
            .getBytes(StandardCharsets.UTF_8);
    response.setStatus(403);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
    response.write(true, ByteBuffer.wrap(body), callback);
    return true;
  }
}
