package app.firstbell.functions.websocket;

import app.firstbell.chat.Attending;
import app.firstbell.chat.ChatAddress;
import app.firstbell.identity.Caller;
import app.firstbell.identity.Party;
import app.firstbell.isolation.Proof;
import app.firstbell.isolation.TenantScope;
import app.firstbell.presence.Connection;
import app.firstbell.presence.ConnectionStore;
import app.firstbell.presence.PresenceStore;
import java.time.Instant;

/// What the end of a connection does: it rings no more, and the chats that it was in know it. A
/// repeat finds nothing.
final class Departures {
  private final ConnectionStore connections;
  private final PresenceStore presences;
  private final Attending attending;
  private final ChatPosts posts;

  Departures(ChatParts parts) {
    this.connections = parts.connections();
    this.presences = parts.presences();
    this.attending = parts.attending();
    this.posts = parts.chatPosts();
  }

  void depart(Speaker speaker) {
    connections
        .close(speaker.caller(), speaker.connection())
        .ifPresent(connection -> ended(speaker, connection));
  }

  private void ended(Speaker speaker, Connection connection) {
    if (speaker.caller() instanceof Caller.Agent agent) {
      connection
          .computer()
          .ifPresent(computer -> presences.leave(agent, computer, speaker.connection()));
    }
    connection.chats().stream()
        // In one order always, that a simulated run can be repeated.
        .sorted()
        .forEach(chat -> leave(speaker, ChatAddress.noted(speaker.caller().tenant(), chat)));
  }

  private void leave(Speaker speaker, ChatAddress chat) {
    Party party = speaker.caller().party();
    // An operator's connection noted the chats of others that it was in.
    TenantScope.enter(chat.tenant(), Proof.RECORD);
    attending
        .leave(chat.tenant(), chat.chat(), party, speaker.connection())
        .ifPresent(departed -> {
          Instant since = departed.lostSince();
          if (since != null) {
            posts.toParty(departed.head(), party.other(), Push.gone(chat.chat(), party, since));
          }
        });
  }
}
