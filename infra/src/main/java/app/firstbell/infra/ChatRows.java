package app.firstbell.infra;

import java.util.Arrays;
import java.util.Map;

/// Kinds of rows in the table `Chats` and of lists in its indexes, by the form of their partition
/// key. See [Rows].
enum ChatRows {
  /// A chat: its head, and its log.
  CHATS("*#chat#*"),
  /// A party: its open connections, and a visitor's present chat.
  PARTIES("*#party#*"),
  /// Who can be rung in a room.
  ROOMS("*#room#*"),
  /// By a ticket somebody connects.
  TICKETS("*#ticket"),
  /// Chats of other organizations that ring for a tenant's operators.
  OPERATOR_RINGS("*#operator-rings"),
  /// Index `lists`: chats that ring, and those that were missed.
  RINGING("*#ringing"),
  MISSED("*#missed"),
  /// Index `lists`: what an agent has.
  AGENTS("*#agent#*"),
  /// Index `lists`: open connections of agents, and of visitors.
  CONNECTIONS("*#connections"),
  VISITORS_CONNECTIONS("*#connections#visitor"),
  /// Index `visits`: a visitor's chats.
  VISITS("*#visitor#*");

  private final String pattern;

  ChatRows(String pattern) {
    this.pattern = pattern;
  }

  /// The condition under which a call touches rows of these kinds and no others.
  static Map<String, Object> only(ChatRows... kinds) {
    return Rows.condition(
        "ForAllValues:StringLike", Arrays.stream(kinds).map(it -> it.pattern).sorted().toList());
  }
}
