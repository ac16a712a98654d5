package app.firstbell.emulator;

import app.firstbell.emulator.template.LocalAddresses;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/// The listening sockets of an emulator, taken before anything else: a port that somebody else has
/// is found out before any engine starts, and the addresses are known before the template is
/// resolved. Who connects early waits.
///
/// @param addresses the ports that were taken
record Ports(LocalAddresses addresses) {
  /// Name of the connector of the AWS endpoint; the others are named by their distribution's
  /// logical id.
  static final String AWS = "(aws)";

  private static final int BACKLOG = 1024;

  /// CloudFront and API Gateway hand on paths that Jetty would refuse as ambiguous (`%2F` within a
  /// parameter); nothing here is looked up in a file system by a path.
  private static final UriCompliance ANY_PATH =
      UriCompliance.DEFAULT.with(
          "API Gateway",
          UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR,
          UriCompliance.Violation.AMBIGUOUS_PATH_SEGMENT,
          UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING,
          UriCompliance.Violation.AMBIGUOUS_PATH_PARAMETER,
          UriCompliance.Violation.AMBIGUOUS_EMPTY_SEGMENT,
          UriCompliance.Violation.SUSPICIOUS_PATH_CHARACTERS);

  /// @param base port of the first distribution, 0 for any free ones
  /// @throws EmulatorException when a port is in use; none is kept then
  static Ports take(Server server, int base, List<String> distributions) {
    LocalAddresses wanted = LocalAddresses.from(base, distributions);
    List<ServerConnector> taken = new ArrayList<>();
    Map<String, Integer> sites = new LinkedHashMap<>();
    try {
      for (String distribution : distributions) {
        int port = base == 0 ? 0 : wanted.distributionPorts().getOrDefault(distribution, 0);
        ServerConnector connector =
            open(server, port, distribution, "the distribution " + distribution, taken);
        sites.put(distribution, connector.getLocalPort());
      }
      ServerConnector aws =
          open(server, base == 0 ? 0 : wanted.awsPort(), AWS, "the AWS endpoint", taken);
      return new Ports(new LocalAddresses(aws.getLocalPort(), sites));
    } catch (RuntimeException e) {
      taken.forEach(ServerConnector::close);
      throw e;
    }
  }

  private static ServerConnector open(
      Server server, int port, String name, String purpose, List<ServerConnector> taken) {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setUriCompliance(ANY_PATH);
    ServerConnector connector = new ServerConnector(server, 1, 2, new HttpConnectionFactory(http));
    connector.setName(name);
    connector.setHost("127.0.0.1");
    connector.setPort(port);
    connector.setAcceptQueueSize(BACKLOG);
    try {
      connector.open();
    } catch (IOException e) {
      throw new EmulatorException(
          "port %d, wanted for %s, is in use by another program; end that program, or choose other ports with --port"
              .formatted(port, purpose),
          e);
    }
    server.addConnector(connector);
    taken.add(connector);
    return connector;
  }
}
