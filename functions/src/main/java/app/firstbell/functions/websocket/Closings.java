package app.firstbell.functions.websocket;

import app.firstbell.chat.Access;
import app.firstbell.chat.Afterwards;
import app.firstbell.chat.ChatLog;
import app.firstbell.chat.Ending;
import app.firstbell.chat.Entry;
import app.firstbell.chat.Head;
import app.firstbell.chat.StageStore;
import app.firstbell.functions.Telemetry;
import app.firstbell.identity.Caller;
import app.firstbell.notice.Notice;
import app.firstbell.notice.Notices;
import app.firstbell.notice.TranscriptLimit;

/// Answers `end`, `rate` and `transcript`.
final class Closings {
  private final Ending ending;
  private final Afterwards afterwards;
  private final StageStore stages;
  private final ChatLog log;
  private final ChatPosts chat;
  private final Endings endings;
  private final TranscriptLimit transcripts;
  private final Notices notices;

  Closings(ChatParts parts, Notices notices) {
    this.ending = parts.ending();
    this.afterwards = parts.afterwards();
    this.stages = parts.stages();
    this.log = parts.log();
    this.chat = parts.chatPosts();
    this.endings = new Endings(parts);
    this.transcripts =
        new TranscriptLimit(parts.dynamoDb(), parts.chatsTable(), parts.contention());
    this.notices = notices;
  }

  String end(Speaker speaker, Frame.End frame) {
    return switch (ending.hangUp(speaker.caller(), frame.chat())) {
      case Ending.Ended.Now now -> {
        endings.tell(now.head(), now.entry(), speaker.connection());
        Telemetry.count("Chats", now.head().stage().word());
        yield Reply.changed("ended", frame.cid(), now.head(), now.entry());
      }
      case Ending.Ended.Before before -> {
        Entry entry = endings.tellAgain(before.head(), speaker.connection());
        yield Reply.changed("ended", frame.cid(), before.head(), entry);
      }
      case Ending.Ended.Stale _ -> throw RefusedException.ended();
      case Ending.Ended.NotFound _ -> throw RefusedException.notFound();
    };
  }

  String rate(Speaker speaker, Caller.Visitor visitor, Frame.Rate frame) {
    return switch (afterwards.rate(visitor, frame.chat(), frame.rated())) {
      case Afterwards.Said.Now now -> {
        chat.toOthers(now.head(), speaker.connection(), Push.entry(frame.chat(), now.entry()));
        yield Reply.rated(frame.cid(), frame.chat(), now.entry());
      }
      case Afterwards.Said.Before before ->
          Reply.rated(frame.cid(), frame.chat(), lastChange(before.head()));
      case Afterwards.Said.WrongStage _ ->
          throw new RefusedException(
              ErrorCode.CONFLICT, "a chat can be rated when it was answered and is over");
      case Afterwards.Said.NotFound _ -> throw RefusedException.notFound();
    };
  }

  String transcript(Caller.Visitor visitor, Frame.Transcript frame) {
    if (stages
        .head(visitor.tenant(), frame.chat())
        .filter(head -> Access.isParty(head, visitor))
        .isEmpty()) {
      throw RefusedException.notFound();
    }
    long number =
        transcripts
            .take(visitor.tenant(), frame.chat())
            .orElseThrow(() ->
                new RefusedException(
                    ErrorCode.NOT_ALLOWED, "this chat was mailed three times already"));
    notices.send(new Notice.Transcript(visitor.tenant(), frame.chat(), frame.email(), number));
    return Reply.transcript(frame.cid(), frame.chat(), frame.email());
  }

  private Entry lastChange(Head head) {
    return log.entries(head.tenant(), head.id(), head.seq() - 1, 1).getFirst();
  }
}
