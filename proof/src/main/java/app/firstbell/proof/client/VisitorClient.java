package app.firstbell.proof.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/// A visitor of a site, as the widget would act.
///
/// @param id the visitor's id
public record VisitorClient(Line line, String id) implements AutoCloseable {
  /// Comes to a site and connects.
  public static VisitorClient come(Door door, String site, FrameCheck check) throws IOException {
    JsonNode visitor = door.visitor(site).orFail(201).json();
    Line line = new Line(door, visitor.path("token").asText(), check);
    line.connect();
    return new VisitorClient(line, visitor.path("visitor").asText());
  }

  /// Opens a chat with a first text.
  ///
  /// @return the reply `started`
  public JsonNode start(String text) {
    return line.call(Line.frame("start").put("text", text), "started");
  }

  public JsonNode start(ObjectNode frame) {
    return line.call(frame, "started");
  }

  /// @return the reply `ack`
  public JsonNode say(String chat, long after, String text) {
    return line.call(message(chat, after, text), "ack");
  }

  public static ObjectNode message(String chat, long after, String text) {
    return Line.frame("message").put("chat", chat).put("after", after).put("text", text);
  }

  public JsonNode end(String chat) {
    return line.call(Line.frame("end").put("chat", chat), "ended");
  }

  public JsonNode sync(String chat, long after) {
    return line.call(Line.frame("sync").put("chat", chat).put("after", after), "log");
  }

  /// @return the reply `left`
  public JsonNode leave(String chat, String email, String text) {
    return line.call(
        Line.frame("leave").put("chat", chat).put("email", email).put("text", text), "left");
  }

  @Override
  public void close() {
    line.close();
  }
}
