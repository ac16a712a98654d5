package app.firstbell.proof.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The synthesized template of the stateful stack, as it lies in cdk.out: tables and queues, by
/// logical id.
///
/// @param name the stack's name, from the file's
/// @param text the template exactly as synthesized
public record DataStack(String name, String text, JsonNode resources) {
  private static final String FILE_ENDING = "-data.template.json";

  /// The CDK appends eight hex digits to the construct's name.
  private static final Pattern LOGICAL_ID = Pattern.compile("(.+?)([0-9A-F]{8})?");

  /// @throws IllegalStateException when there is none; says how to get one
  public static DataStack in(Path cdkOut) {
    if (!Files.isDirectory(cdkOut)) {
      throw missing(cdkOut, "there is no such directory");
    }
    try (var files = Files.list(cdkOut)) {
      Path file =
          files
              .filter(f -> f.getFileName().toString().endsWith(FILE_ENDING))
              .findFirst()
              .orElseThrow(() -> missing(cdkOut, "it has no *" + FILE_ENDING));
      String text = Files.readString(file);
      String fileName = file.getFileName().toString();
      return new DataStack(
          fileName.substring(0, fileName.length() - ".template.json".length()),
          text,
          new ObjectMapper().readTree(text).path("Resources"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static IllegalStateException missing(Path cdkOut, String why) {
    return new IllegalStateException(
        "expected a synthesized data stack in %s, but %s; `./firstbell synth` makes it"
            .formatted(cdkOut.toAbsolutePath(), why));
  }

  /// The resources of a type by logical id, in the template's order.
  public Map<String, JsonNode> ofType(String type) {
    Map<String, JsonNode> found = new LinkedHashMap<>();
    resources
        .properties()
        .forEach(e -> {
          if (e.getValue().path("Type").asText().equals(type)) {
            found.put(e.getKey(), e.getValue().path("Properties"));
          }
        });
    return found;
  }

  /// `Chats` for `Chats4D62F0B5`.
  public static String nameOf(String logicalId) {
    Matcher matcher = LOGICAL_ID.matcher(logicalId);
    return matcher.matches() ? matcher.group(1) : logicalId;
  }
}
