package app.firstbell.proof.matrix;

import app.firstbell.access.Action;
import app.firstbell.access.Decision;
import app.firstbell.access.Policy;
import app.firstbell.proof.client.Line;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/// One frame for every action of the WebSocket protocol, and what must come of it.
final class SocketFrames {
  private SocketFrames() {}

  static ObjectNode frame(Action action, String chat) {
    ObjectNode frame = Line.frame(action.routeKey().substring("ws:".length())).put("cid", "same");
    if (needsChat(action)) {
      frame.put("chat", chat);
    }
    return switch (action) {
      case START -> frame.put("text", "Anybody?").put("cid", Line.newCid());
      case LEAVE -> frame.put("email", "kari@mail.example").put("text", "Please write.");
      case MESSAGE -> frame.put("after", 0).put("text", "let me in");
      case SYNC -> frame.put("after", 0);
      case PRESENCE -> frame.put("show", "away").put("computer", "computer-1");
      // A refused hint may be told of later, under its cid.
      case TYPING -> frame.put("on", true).put("cid", Line.newCid());
      case MARK -> frame.put("delivered", 1).put("read", 1).put("cid", Line.newCid());
      case RATE -> frame.put("stars", 5);
      case TRANSCRIPT -> frame.put("email", "kari@mail.example");
      default -> frame;
    };
  }

  static boolean needsChat(Action action) {
    return switch (action) {
      case START, LISTS, PRESENCE, PING -> false;
      default -> true;
    };
  }

  /// What a frame about somebody else's chat, or about none, is answered.
  static String ofForeign(Who who, Action action, Whose whose) {
    boolean isHint = action == Action.TYPING || action == Action.MARK;
    if (isHint) {
      return "nothing";
    }
    if (!isAllowed(who, action)) {
      return "error not-allowed";
    }
    if (whose == Whose.OTHER_AGENT && action == Action.ACCEPT) {
      return "taken"; // it is of the agent's room: who took it is no secret there (C2)
    }
    if (whose == Whose.OTHER_AGENT && action == Action.SYNC && who.role() == Role.ADMIN) {
      return "log"; // an administrator may look on (C7)
    }
    return "error not-found";
  }

  /// What a frame about one's own is answered.
  static String ofOwn(Who who, Action action) {
    if (!isAllowed(who, action)) {
      return "error not-allowed";
    }
    return switch (action) {
      case PING -> "pong";
      case LISTS -> "lists";
      case PRESENCE -> "presence";
      case START -> "started";
      case MESSAGE -> "ack";
      case SYNC -> "log";
      case ACCEPT -> "accepted";
      case DECLINE -> "declined";
      case TRANSCRIPT -> "transcript";
      case LEAVE -> "error conflict"; // the chat was answered; only what was missed is left
      case END -> "ended";
      case RATE -> "rated";
      default -> throw new IllegalArgumentException(action.toString());
    };
  }

  private static boolean isAllowed(Who who, Action action) {
    return Policy.decide(who.actor(), action, Optional.empty()) == Decision.ALLOWED;
  }
}
