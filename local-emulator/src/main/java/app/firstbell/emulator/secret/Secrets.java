package app.firstbell.emulator.secret;

import app.firstbell.emulator.template.Assembly;
import app.firstbell.emulator.template.Resource;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The template's secrets. Each value is made once; with a directory it is kept there, so that what
/// was signed before a restart is still good after it.
public final class Secrets {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// Of the whole value of the current version.
  private static final Pattern REFERENCE =
      Pattern.compile(
          "\\{\\{resolve:secretsmanager:(arn(?::[^:}]*){5}:[^:}]+)(?::SecretString:{0,3})?}}");

  private final List<Secret> all;

  private Secrets(List<Secret> all) {
    this.all = List.copyOf(all);
  }

  /// A secret with its one version.
  ///
  /// @param version its id
  record Secret(
      String logicalId,
      String name,
      String arn,
      String description,
      String version,
      String value,
      Instant createdAt) {

    /// By name, by ARN, or by an ARN without the six characters that AWS adds to the name.
    boolean isCalled(String id) {
      return id.equals(name) || id.equals(arn) || arn.substring(0, arn.length() - 7).equals(id);
    }

    /// Not the value, so that no log has it.
    @Override
    public String toString() {
      return "secret " + name;
    }
  }

  /// Makes what the template names, or finds the values of the last start.
  ///
  /// @param directory where values are kept, in a file that its owner alone may read; empty keeps
  ///   them in memory
  /// @throws IllegalArgumentException for a secret that cannot be made here
  public static Secrets start(Assembly assembly, Optional<Path> directory, InstantSource clock) {
    List<Resource> resources = assembly.ofType("AWS::SecretsManager::Secret");
    if (resources.isEmpty()) {
      return new Secrets(List.of());
    }
    Optional<Path> file = directory.map(d -> d.resolve("secrets.json"));
    ObjectNode kept =
        file.filter(Files::exists).map(Secrets::read).orElseGet(JSON::createObjectNode);
    List<Secret> all = new ArrayList<>();
    for (Resource resource : resources) {
      JsonNode row = kept.path(resource.arn());
      if (!row.isObject()) {
        row =
            kept.putObject(resource.arn())
                .put("value", value(resource))
                .put("version", UUID.randomUUID().toString())
                .put("createdAt", clock.instant().toEpochMilli());
      }
      all.add(
          new Secret(
              resource.logicalId(),
              name(resource),
              resource.arn(),
              resource.properties().path("Description").asText(""),
              row.path("version").asText(),
              row.path("value").asText(),
              Instant.ofEpochMilli(row.path("createdAt").asLong())));
    }
    file.ifPresent(f -> write(f, kept));
    return new Secrets(all);
  }

  private static String value(Resource resource) {
    String where = "secret " + resource.logicalId() + " of stack " + resource.stack();
    JsonNode properties = resource.properties();
    if (properties.has("SecretString") == properties.has("GenerateSecretString")) {
      throw new IllegalArgumentException(
          where + ": expected either GenerateSecretString or SecretString");
    }
    return properties.has("SecretString")
        ? properties.path("SecretString").asText()
        : PasswordRules.of(properties.path("GenerateSecretString"), where).generate();
  }

  /// The ARN's last part is the name, a hyphen and six characters.
  private static String name(Resource resource) {
    String last = resource.arn().substring(resource.arn().lastIndexOf(':') + 1);
    return last.substring(0, last.length() - 7);
  }

  /// A text with the values of the secrets that it refers to, as CloudFormation puts them in when
  /// it deploys (`{{resolve:secretsmanager:ARN:SecretString:::}}`).
  ///
  /// @throws IllegalArgumentException for a secret that the template has not, or a part of one
  public String resolved(String text) {
    String all =
        REFERENCE
            .matcher(text)
            .replaceAll(reference ->
                Matcher.quoteReplacement(
                    find(reference.group(1))
                        .orElseThrow(() ->
                            new IllegalArgumentException(
                                "expected a secret of the template, got " + reference.group(1)))
                        .value()));
    if (all.contains("{{resolve:")) {
      throw new IllegalArgumentException(
          "expected a reference to a whole secret by its ARN, got " + text);
    }
    return all;
  }

  Optional<Secret> find(String id) {
    return all.stream().filter(secret -> secret.isCalled(id)).findFirst();
  }

  /// What the page shows: never a value.
  public record SecretView(
      String logicalId, String name, String arn, int characters, Instant createdAt) {}

  public List<SecretView> views() {
    return all.stream()
        .map(s ->
            new SecretView(s.logicalId(), s.name(), s.arn(), s.value().length(), s.createdAt()))
        .toList();
  }

  private static ObjectNode read(Path file) {
    try {
      return (ObjectNode) JSON.readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the kept secrets in " + file, e);
    }
  }

  private static void write(Path file, ObjectNode kept) {
    try {
      Files.createDirectories(Objects.requireNonNull(file.toAbsolutePath().getParent()));
      Path fresh = file.resolveSibling(file.getFileName() + ".new");
      Files.deleteIfExists(fresh);
      Files.createFile(
          fresh,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.write(fresh, kept.toString().getBytes(StandardCharsets.UTF_8));
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep the secrets in " + file, e);
    }
  }
}
