package app.firstbell.simulator.world;

import app.firstbell.ledger.Posting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What people were promised: noted when a client got an answer, and looked up when all is over.
public final class Records {
  /// A message that was acknowledged.
  public record Acked(String tenant, String chat, String author, String cid, long seq) {}

  /// An agent was told that a chat is theirs.
  public record Won(String tenant, String chat, String agent) {}

  /// An agent was told that another has it.
  public record Lost(String tenant, String chat, String winner) {}

  /// A visitor was told that their address is kept.
  public record LeftWord(String tenant, String chat) {}

  /// What a client saw of a chat.
  public record Seen(String tenant, String who, ChatView view) {}

  /// A mail that the mail service took.
  public record Mailed(String to, String subject, String text) {}

  /// A posting that somebody asked for.
  ///
  /// @param answer what they were told; empty while nobody knows
  public record Asked(Posting posting, String answer) {}

  private final List<Mailed> mailed = new ArrayList<>();
  private final Map<String, Asked> asked = new TreeMap<>();
  private final List<Acked> acked = new ArrayList<>();
  private final List<Won> won = new ArrayList<>();
  private final List<Lost> lost = new ArrayList<>();
  private final List<LeftWord> left = new ArrayList<>();
  private final List<Seen> seen = new ArrayList<>();

  boolean add(Mailed it) {
    return mailed.add(it);
  }

  void add(Asked it) {
    asked.put(it.posting().tenant() + "/" + it.posting().id(), it);
  }

  public List<Mailed> mailed() {
    return mailed;
  }

  /// By organization and id.
  public Map<String, Asked> asked() {
    return asked;
  }

  void add(Acked it) {
    acked.add(it);
  }

  void add(Won it) {
    won.add(it);
  }

  void add(Lost it) {
    lost.add(it);
  }

  void add(LeftWord it) {
    left.add(it);
  }

  void add(Seen it) {
    seen.add(it);
  }

  public List<Acked> acked() {
    return acked;
  }

  public List<Won> won() {
    return won;
  }

  public List<Lost> lost() {
    return lost;
  }

  public List<LeftWord> left() {
    return left;
  }

  public List<Seen> seen() {
    return seen;
  }
}
