package app.firstbell.functions.websocket;

import app.firstbell.chat.Access;
import app.firstbell.chat.Attending;
import app.firstbell.chat.Head;
import app.firstbell.identity.Party;
import java.time.InstantSource;

/// Brings a connection into its chat, and tells the other side when a lost party is back.
final class Joins {
  private final Attending attending;
  private final ChatPosts posts;
  private final InstantSource clock;

  Joins(ChatParts parts) {
    this.attending = parts.attending();
    this.posts = parts.chatPosts();
    this.clock = parts.clock();
  }

  /// Whoever is not one of the two sides only looks on, and joins nothing.
  Head join(Speaker speaker, Head head) {
    if (!Access.isParty(head, speaker.caller())) {
      return head;
    }
    Attending.Joined joined = attending.join(speaker.caller(), head, speaker.connection());
    if (joined.cameBack()) {
      Party party = speaker.caller().party();
      posts.toParty(joined.head(), party.other(), Push.came(head.id(), party, clock.instant()));
    }
    return joined.head();
  }
}
