package app.firstbell.emulator.gateway;

import app.firstbell.emulator.aws.AwsAnswer;
import app.firstbell.emulator.aws.AwsCall;
import java.util.List;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// The template's WebSocket and HTTP APIs.
public interface ApiGateway {
  /// Answers a request to an API: an HTTP route, a WebSocket handshake, or `@connections`.
  ///
  /// @param apiId `Ref` of the API
  /// @param path begins with the stage: `/ws`, `/api/sessions`, `/ws/@connections/R0oX%3D` (still
  ///   encoded)
  /// @return as a Jetty handler: true when it will complete the callback
  boolean handle(String apiId, String path, Request request, Response response, Callback callback)
      throws Exception;

  /// The management API (`@connections`) without HTTP around it, for callers in this process.
  ///
  /// @param path as in [#handle], for example `/ws/@connections/R0oX%3D`
  AwsAnswer manage(String apiId, String path, AwsCall call);

  /// Live WebSocket connections, for the page.
  List<ConnectionView> connections();

  /// One live connection; times are epoch milliseconds.
  record ConnectionView(
      String apiId, String connectionId, long connectedAt, long lastActiveAt, String principalId) {}
}
