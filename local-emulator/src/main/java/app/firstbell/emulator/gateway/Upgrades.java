package app.firstbell.emulator.gateway;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.WebSocketComponents;
import org.eclipse.jetty.websocket.core.server.Handshaker;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeRequest;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeResponse;
import org.eclipse.jetty.websocket.core.server.WebSocketNegotiator;

/// Switches an HTTP request over to a WebSocket, from any thread, in a handler of any Jetty server.
final class Upgrades implements AutoCloseable {
  private final Handshaker handshaker = Handshaker.newInstance();
  private final WebSocketComponents components = new WebSocketComponents();

  Upgrades() throws Exception {
    components.start();
  }

  /// Whether the request asks for a WebSocket at all; whether it asks well, [#wellFormed] tells.
  static boolean asked(Request request) {
    return request.getMethod().equals("GET")
        && request.getHeaders().contains(HttpHeader.UPGRADE, "websocket");
  }

  /// Whether the request is a handshake of RFC 6455, version 13.
  static boolean wellFormed(Request request) {
    HttpFields headers = request.getHeaders();
    return headers.contains(HttpHeader.CONNECTION, "upgrade")
        && "13".equals(headers.get(HttpHeader.SEC_WEBSOCKET_VERSION))
        && headers.get(HttpHeader.SEC_WEBSOCKET_KEY) != null;
  }

  /// @return false when the request is no valid handshake of RFC 6455; nothing was answered then
  boolean upgrade(
      Request request, Response response, Callback callback, SocketCodec codec, FrameRules rules) {
    return handshaker.upgradeRequest(
        new Negotiator(codec),
        new Plain(request),
        response,
        callback,
        components,
        SocketCodec.configuration(rules));
  }

  @Override
  public void close() throws Exception {
    components.stop();
  }

  private record Negotiator(SocketCodec codec) implements WebSocketNegotiator {
    @Override
    public FrameHandler negotiate(
        ServerUpgradeRequest request, ServerUpgradeResponse response, Callback callback) {
      return codec;
    }
  }

  /// The request without what API Gateway does not negotiate itself: it has no compression, and the
  /// sub-protocol is whatever the `$connect` integration answers, offered or not.
  private static final class Plain extends Request.Wrapper {
    private final HttpFields headers;

    Plain(Request request) {
      super(request);
      headers =
          HttpFields.build(request.getHeaders())
              .remove(HttpHeader.SEC_WEBSOCKET_EXTENSIONS)
              .remove(HttpHeader.SEC_WEBSOCKET_SUBPROTOCOL)
              .asImmutable();
    }

    @Override
    public HttpFields getHeaders() {
      return headers;
    }
  }
}
