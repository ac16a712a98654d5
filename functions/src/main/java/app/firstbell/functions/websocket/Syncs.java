package app.firstbell.functions.websocket;

import app.firstbell.chat.Access;
import app.firstbell.chat.Beside;
import app.firstbell.chat.ChatLog;
import app.firstbell.chat.Entry;
import app.firstbell.chat.Head;
import app.firstbell.chat.LateStore;
import app.firstbell.chat.MarkStore;
import app.firstbell.chat.StageStore;
import app.firstbell.identity.Caller;
import java.util.List;

/// Answers `sync`: what a client has not seen, exactly, and whoever syncs their own chat is in it
/// again.
final class Syncs {
  private final StageStore stages;
  private final ChatLog log;
  private final MarkStore marks;
  private final LateStore lates;
  private final Joins joins;

  Syncs(ChatParts parts) {
    this.stages = parts.stages();
    this.log = parts.log();
    this.marks = parts.marks();
    this.lates = parts.lates();
    this.joins = new Joins(parts);
  }

  String sync(Speaker speaker, Frame.Sync frame) {
    Caller caller = speaker.caller();
    Head found =
        stages
            .head(caller.tenant(), frame.chat())
            .filter(head -> Access.mayLookOn(head, caller))
            .orElseThrow(RefusedException::notFound);
    // Joined first, then read: what is written after the read is pushed to this connection, so
    // nothing lies between.
    Head head = joins.join(speaker, found);
    List<Entry> read = log.entries(caller.tenant(), frame.chat(), frame.after(), frame.limit() + 1);
    LogPage page = LogPage.of(read, frame.limit(), Math.max(frame.after(), head.seq()));
    Beside beside =
        caller instanceof Caller.Agent
            ? lates.beside(caller.tenant(), frame.chat())
            : Beside.NOTHING;
    return Reply.log(
        frame.cid(),
        new Reply.Log(
            head,
            page.entries(),
            page.last(),
            page.more(),
            marks.marks(caller.tenant(), frame.chat()),
            beside));
  }
}
