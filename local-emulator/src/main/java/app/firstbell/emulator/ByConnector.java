package app.firstbell.emulator;

import java.util.List;
import java.util.Map;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// Gives each request to the handler of the port it came in by.
final class ByConnector extends Handler.AbstractContainer {
  private final Map<String, Handler> handlers;

  ByConnector(Map<String, Handler> handlers) {
    this.handlers = Map.copyOf(handlers);
    this.handlers.values().forEach(this::installBean);
  }

  @Override
  public List<Handler> getHandlers() {
    return List.copyOf(handlers.values());
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Handler handler = handlers.get(request.getConnectionMetaData().getConnector().getName());
    return handler != null && handler.handle(request, response, callback);
  }
}
