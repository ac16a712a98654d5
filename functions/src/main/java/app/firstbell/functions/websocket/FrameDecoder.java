package app.firstbell.functions.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;

import app.firstbell.chat.Happening;
import app.firstbell.chat.Left;
import app.firstbell.chat.Marks;
import app.firstbell.chat.Starting;
import app.firstbell.json.FieldException;
import app.firstbell.json.Json;
import app.firstbell.json.JsonValue;
import app.firstbell.json.MalformedJsonException;
import app.firstbell.organization.TenantId;
import app.firstbell.presence.Computer;
import app.firstbell.presence.Show;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads frames: one strict rule for each action. Unknown fields are ignored, so that older servers
/// understand newer clients; everything else that is not as the protocol says is refused.
public final class FrameDecoder {
  public static final int LARGEST_FRAME_BYTES = 32 * 1024;
  private static final int TEXT = 4000;
  private static final int NAME = 80;
  private static final int USUAL_PAGE = 200;
  private static final int LARGEST_PAGE = 500;

  /// A frame that is JSON, before its action is looked at.
  ///
  /// @param cid for the answer, also when the rest is refused; null when there is none that could
  ///   be echoed
  public record Envelope(JsonValue.Obj json, @Nullable String cid) {
    /// The action that the frame names; empty when it names none.
    public String action() {
      return json.text("action").orElse("");
    }

    /// The organization whose chat the frame is about, when it says so; only frames about one chat,
    /// from agents, can.
    ///
    /// @throws RefusedException when it is no organization's id
    public Optional<TenantId> organization() {
      return switch (action()) {
        case "accept", "decline", "message", "sync", "typing", "mark", "end" -> tenant();
        default -> Optional.empty();
      };
    }

    private Optional<TenantId> tenant() {
      try {
        return new Fields(json).organization();
      } catch (FieldException wrong) {
        throw RefusedException.field(wrong.field(), wrong.field() + ": " + wrong.problem());
      }
    }

    /// @throws RefusedException unless the frame is one of the protocol's
    public Frame frame() {
      try {
        return FrameDecoder.frame(json);
      } catch (FieldException wrong) {
        throw RefusedException.field(wrong.field(), wrong.field() + ": " + wrong.problem());
      }
    }
  }

  private FrameDecoder() {}

  /// @param body the text of the frame; null when there was none
  /// @throws RefusedException when it is too large, or no JSON object
  public static Envelope open(@Nullable String body) {
    String text = body == null ? "" : body;
    // A character is a byte at least: the cheap look comes first.
    if (text.length() > LARGEST_FRAME_BYTES || text.getBytes(UTF_8).length > LARGEST_FRAME_BYTES) {
      throw new RefusedException(
          ErrorCode.TOO_LARGE, "expected a frame of at most 32 KB; send less at once");
    }
    try {
      JsonValue.Obj json = Json.object(text);
      return new Envelope(json, cid(json));
    } catch (MalformedJsonException malformed) {
      throw new RefusedException(ErrorCode.MALFORMED, String.valueOf(malformed.getMessage()));
    }
  }

  /// The cid of a frame that was refused before it was read: for its size, or its pace. API Gateway
  /// lets 128 KB through, so the look is bounded.
  ///
  /// @return null when there is none that could be echoed
  static @Nullable String cidOf(@Nullable String body) {
    return Json.glance(body == null ? "" : body, "cid").filter(Fields::isCid).orElse(null);
  }

  private static @Nullable String cid(JsonValue.Obj json) {
    try {
      return new Fields(json).optionalCid().orElse(null);
    } catch (FieldException notACid) {
      return null;
    }
  }

  private static Frame frame(JsonValue.Obj json) {
    Fields fields = new Fields(json);
    String action = json.text("action").orElse("");
    return switch (action) {
      case "start" -> start(fields);
      case "leave" ->
          new Frame.Leave(
              fields.cid(),
              fields.chat(),
              new Left(
                  fields.email(),
                  fields.optionalLine("name", NAME),
                  fields.optionalText("text", TEXT)));
      case "message" ->
          new Frame.Message(
              fields.cid(), fields.chat(), fields.sequence("after"), fields.text("text", TEXT));
      case "accept" -> new Frame.Accept(fields.cid(), fields.chat());
      case "decline" -> new Frame.Decline(fields.cid(), fields.chat());
      case "sync" ->
          new Frame.Sync(
              fields.cid(),
              fields.chat(),
              fields.sequence("after"),
              fields
                  .optionalNumber("limit", 1, LARGEST_PAGE)
                  .map(Long::intValue)
                  .orElse(USUAL_PAGE));
      case "lists" -> new Frame.Lists(fields.cid());
      case "presence" -> presence(fields);
      case "typing" ->
          new Frame.Typing(
              fields.optionalCid().orElse(null),
              fields.chat(),
              fields.flag("on") ? Frame.Signal.ON : Frame.Signal.OFF);
      case "mark" -> mark(fields);
      case "end" -> new Frame.End(fields.cid(), fields.chat());
      case "rate" ->
          new Frame.Rate(
              fields.cid(),
              fields.chat(),
              new Happening.Rated(
                  (int) fields.number("stars", 1, 5), fields.optionalText("comment", 1000)));
      case "transcript" -> new Frame.Transcript(fields.cid(), fields.chat(), fields.email());
      case "ping" -> new Frame.Ping(fields.optionalCid().orElse(null));
      default -> throw unknown(action);
    };
  }

  private static Frame start(Fields fields) {
    String cid = fields.cid();
    return new Frame.Start(
        cid,
        fields.room(),
        new Starting.Request(
            cid,
            fields.text("text", TEXT),
            fields.page(),
            fields.optionalLine("name", NAME),
            fields.optionalEmail().orElse(null),
            fields.answers()));
  }

  private static Frame presence(Fields fields) {
    Optional<Show> show = Show.of(fields.line("show", 16));
    String computer = fields.line("computer", 64);
    if (show.isEmpty()) {
      throw new FieldException("show", "expected online, away, xa or offline");
    }
    if (!Computer.isValid(computer)) {
      throw new FieldException("computer", "expected 1 to 64 of A-Z a-z 0-9 _ -");
    }
    return new Frame.Presence(fields.cid(), show.get(), new Computer(computer));
  }

  private static Frame mark(Fields fields) {
    Optional<Long> delivered = fields.optionalSequence("delivered");
    Optional<Long> read = fields.optionalSequence("read");
    if (delivered.isEmpty() && read.isEmpty()) {
      throw new FieldException("delivered", "expected delivered, read or both, got neither");
    }
    return new Frame.Mark(
        fields.optionalCid().orElse(null),
        fields.chat(),
        new Marks.Mark(delivered.orElse(0L), read.orElse(0L)));
  }

  static RefusedException unknown(String action) {
    String quoted =
        action
            .codePoints()
            .filter(point -> Character.getType(point) != Character.CONTROL)
            .limit(40)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    return new RefusedException(
        ErrorCode.UNKNOWN_ACTION,
        quoted.isEmpty()
            ? "expected a field \"action\" that says what to do"
            : "there is no action \"" + quoted + "\"");
  }
}
