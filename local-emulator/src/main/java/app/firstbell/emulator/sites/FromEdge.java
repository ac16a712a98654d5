package app.firstbell.emulator.sites;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Map;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Request;

/// A viewer's request as CloudFront sends it to an API: it comes from the edge, and the viewer's
/// address stands at the end of `X-Forwarded-For`, behind whatever the viewer wrote there.
///
/// Source: "How CloudFront processes and forwards requests to your custom origin", Client IP
/// addresses. Without this, a function would see the viewer in `sourceIp` here, and on AWS one
/// address for everybody near the same edge.
final class FromEdge extends Request.Wrapper {
  /// One of CloudFront's addresses towards origins.
  static final String EDGE = "130.176.0.1";

  private static final String FORWARDED = "X-Forwarded-For";

  private final HttpFields headers;
  private final ConnectionMetaData connection;

  /// @param custom the origin's own headers: they take the place of the viewer's
  FromEdge(Request viewers, Map<String, String> custom) {
    super(viewers);
    String viewer = Request.getRemoteAddr(viewers);
    String given = viewers.getHeaders().get(FORWARDED);
    HttpFields.Mutable sent =
        HttpFields.build(viewers.getHeaders())
            .put(FORWARDED, given == null ? viewer : given + ", " + viewer);
    custom.forEach(sent::put);
    headers = sent;
    connection = new FromAddress(viewers.getConnectionMetaData());
  }

  @Override
  public HttpFields getHeaders() {
    return headers;
  }

  @Override
  public ConnectionMetaData getConnectionMetaData() {
    return connection;
  }

  private static final class FromAddress extends ConnectionMetaData.Wrapper {
    FromAddress(ConnectionMetaData viewers) {
      super(viewers);
    }

    @Override
    public SocketAddress getRemoteSocketAddress() {
      return new InetSocketAddress(EDGE, 443);
    }
  }
}
