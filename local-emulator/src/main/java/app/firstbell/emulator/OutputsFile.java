package app.firstbell.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/// What others need to know of a running emulator, as JSON: `pid`, the app's addresses by short
/// names, the emulator's own, and what invoked functions answered.
///
/// An output `ConsoleUrl` is `console` here, and so on; `SocketUrl` is `websocket`.
final class OutputsFile {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String URL = "Url";

  private final ObjectNode content;

  private OutputsFile(ObjectNode content) {
    this.content = content;
  }

  static OutputsFile of(Emulator emulator) {
    ObjectNode content = JSON.createObjectNode();
    content.put("pid", ProcessHandle.current().pid());
    emulator
        .outputs()
        .forEach((name, value) -> {
          if (name.endsWith(URL)) {
            content.put(shortName(name), value);
          }
        });
    content.put("emulator", emulator.addresses().awsEndpoint());
    content.put("mail", emulator.addresses().awsEndpoint() + "/mail");
    return new OutputsFile(content);
  }

  private static String shortName(String output) {
    String name = output.substring(0, output.length() - URL.length());
    return name.equals("Socket")
        ? "websocket"
        : Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }

  /// Adds the fields of a function's answer.
  void merge(byte[] answer) throws IOException {
    JsonNode json = JSON.readTree(answer);
    if (json instanceof ObjectNode object) {
      content.setAll(object);
    }
  }

  /// Writes the file in one move, so that who waits for it never reads half of it.
  void write(Path file) throws IOException {
    Path absolute = file.toAbsolutePath();
    Path directory = Objects.requireNonNull(absolute.getParent());
    Files.createDirectories(directory);
    Path temporary = Files.createTempFile(directory, "outputs", ".json");
    JSON.writerWithDefaultPrettyPrinter().writeValue(temporary.toFile(), content);
    Files.move(
        temporary, absolute, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /// Takes the file away at the end, unless another emulator has written its own since.
  void delete(Path file) throws IOException {
    if (Files.exists(file)
        && JSON.readTree(file.toFile()).path("pid").asLong() == content.path("pid").asLong()) {
      Files.deleteIfExists(file);
    }
  }

  /// The addresses for a person to read.
  String asLines() {
    StringBuilder lines = new StringBuilder();
    for (Map.Entry<String, JsonNode> entry : content.properties()) {
      if (entry.getValue().isTextual() && entry.getValue().asText().contains("://")) {
        lines.append("  %-10s %s%n".formatted(entry.getKey(), entry.getValue().asText()));
      }
    }
    return lines.toString();
  }

  /// A list of an invoked function's answer for a person to read: a heading, and a line for each of
  /// its objects, in columns. Nothing when there is no such list.
  String asLines(String list) {
    List<List<String>> rows = new ArrayList<>();
    Set<String> columns = new LinkedHashSet<>();
    content.path(list).forEach(row -> row.fieldNames().forEachRemaining(columns::add));
    for (JsonNode row : content.path(list)) {
      rows.add(columns.stream().map(column -> text(row.path(column))).toList());
    }
    StringBuilder lines = new StringBuilder(rows.isEmpty() ? "" : "  " + list + "\n");
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder("   ");
      for (int i = 0; i < row.size(); i++) {
        int column = i;
        int width = rows.stream().mapToInt(r -> r.get(column).length()).max().orElse(0);
        line.append(' ').append(row.get(i)).repeat(' ', width + 1 - row.get(i).length());
      }
      lines.append(line.toString().stripTrailing()).append('\n');
    }
    return lines.toString();
  }

  private static String text(JsonNode value) {
    if (value.isArray()) {
      return value.valueStream().map(OutputsFile::text).collect(Collectors.joining(", "));
    }
    return value.isObject() ? value.path("name").asText() : value.asText();
  }
}
