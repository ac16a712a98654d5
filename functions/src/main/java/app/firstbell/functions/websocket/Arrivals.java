package app.firstbell.functions.websocket;

import app.firstbell.functions.Telemetry;
import app.firstbell.identity.Admission;
import app.firstbell.identity.Caller;
import app.firstbell.organization.Computers;
import app.firstbell.presence.ConnectionStore;
import app.firstbell.presence.Socket;
import app.firstbell.presence.Takeover;
import java.time.InstantSource;

/// Lets a connection in, or not. Where the organization has one computer of an agent take over from
/// another, the others' sockets are closed here.
final class Arrivals {
  private final ConnectionStore connections;
  private final Admission admission;
  private final Posts posts;
  private final InstantSource clock;

  Arrivals(ConnectionStore connections, Admission admission, Wire wire, InstantSource clock) {
    this.connections = connections;
    this.admission = admission;
    this.posts = new Posts(wire);
    this.clock = clock;
  }

  /// @return the status of the answer to the handshake
  int arrive(Speaker speaker) {
    // Noted first: see Admission and Takeover.
    Socket socket = connections.open(speaker.caller(), speaker.connection(), clock.instant());
    if (!admission.admits(speaker.caller())) {
      return refused(speaker, "admission", 403);
    }
    return takesOver(speaker, socket) ? 200 : refused(speaker, "newer", 409);
  }

  private boolean takesOver(Speaker speaker, Socket socket) {
    if (!(speaker.caller() instanceof Caller.Agent agent)
        || agent.seat().computers() == Computers.BOTH) {
      return true;
    }
    Takeover takeover =
        Takeover.of(agent, socket, connections.ofAgent(agent.tenant(), agent.card().id()));
    posts.dismiss(takeover.leaving().stream().map(Socket::connection).toList(), Bye.ELSEWHERE);
    return !takeover.yields();
  }

  /// API Gateway sends no $disconnect for a connection that was never open.
  private int refused(Speaker speaker, String why, int status) {
    connections.close(speaker.caller(), speaker.connection());
    Telemetry.count("ConnectionsRefused", why);
    return status;
  }
}
