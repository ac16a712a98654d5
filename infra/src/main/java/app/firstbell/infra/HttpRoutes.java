package app.firstbell.infra;

import java.util.List;

/// Which function answers which request of the HTTP API.
final class HttpRoutes {

  record Route(String method, String path, Handler handler) {
    String key() {
      return method + " " + path;
    }

    /// The path as a permission names it: each parameter is a wildcard.
    String permissionPath() {
      return path.replaceAll("\\{[^}]*}", "*");
    }
  }

  static final List<Route> ALL =
      List.of(
          new Route("POST", "/sessions", Handler.SESSIONS),
          new Route("GET", "/sessions/current", Handler.SESSIONS),
          new Route("DELETE", "/sessions/current", Handler.SESSIONS),
          new Route("POST", "/tickets", Handler.TICKETS),
          new Route("POST", "/visitors", Handler.VISITORS),
          new Route("GET", "/sites/{site}", Handler.VISITORS));

  private HttpRoutes() {}
}
