package app.firstbell.proof.schemathesis;

import app.firstbell.proof.client.Door;
import app.firstbell.proof.localstack.PythonEnvironment;
import app.firstbell.proof.people.Person;
import app.firstbell.proof.run.Installation;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// The program `st`, with the API's document, people to be, and a bounded time.
record Schemathesis(PythonEnvironment python, Path home) {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern FINDING = Pattern.compile("(?m)^- (ST\\d+ .*|[A-Z].*)$");

  /// `--checks all` alone would not even warn: it does so only where the check is named.
  private static final String NO_PEERS = "`object_level_authorization` will not run";

  /// API Gateway answers a method that a route does not have by 404, and CloudFront by 403, never
  /// by 405 with `Allow`; and what one peer has created is looked for as another, who must not find
  /// it.
  private static final String UNFIT =
      "unsupported_method,allow_header_conformance,ensure_resource_availability";

  /// What a run came to.
  ///
  /// @param output all that it printed
  record Outcome(int exit, String output) {
    /// Why the run proves nothing or finds something; empty when all is well.
    ///
    /// Without peers Schemathesis passes, with a warning: object level authorization was not tried.
    List<String> problems() {
      List<String> problems = new ArrayList<>();
      if (output.contains(NO_PEERS)) {
        problems.add("no peers were set, so nobody tried another's things");
      }
      if (!output.contains("Stateful")) {
        problems.add("it did not come to the stateful phase, which follows links");
      }
      FINDING
          .matcher(output)
          .results()
          .map(found -> found.group(1))
          .distinct()
          .forEach(problems::add);
      if (exit != 0 && problems.isEmpty()) {
        problems.add("it ended with " + exit);
      }
      return problems;
    }

    boolean found(String finding) {
      return problems().stream().anyMatch(problem -> problem.contains(finding));
    }
  }

  static Schemathesis installed() throws IOException, InterruptedException {
    Path home = Path.of("target/schemathesis").toAbsolutePath();
    Files.createDirectories(home);
    return new Schemathesis(
        PythonEnvironment.make(
            "python3",
            home.resolve("venv"),
            Path.of("schemathesis/requirements.txt").toAbsolutePath()),
        home);
  }

  /// @param peers who try each other's things, by name; may be none, which is a mistake
  /// @param strangers others whom a request may come from, besides the peers
  Outcome run(
      String name,
      String url,
      Map<String, Person> peers,
      Map<String, Person> strangers,
      Duration time,
      List<String> options)
      throws IOException, InterruptedException {
    Path directory = home.resolve(name);
    Files.createDirectories(directory);
    Map<String, Person> everybody = new TreeMap<>(peers);
    everybody.putAll(strangers);
    Files.writeString(directory.resolve("wfc.json"), identities(everybody).toString());
    Files.writeString(
        directory.resolve("schemathesis.toml"),
        Files.readString(Path.of("schemathesis/schemathesis.toml"))
            + "\n[auth.wfc]\npath = \"wfc.json\"\n"
            + (peers.isEmpty()
                ? ""
                : "peers = " + Door.JSON.valueToTree(new TreeMap<>(peers).keySet()) + "\n"));
    List<String> command =
        new ArrayList<>(
            List.of(
                python.program("st").toString(),
                "--config-file",
                directory.resolve("schemathesis.toml").toString(),
                "run",
                Installation.project().resolve("docs/api/openapi.yaml").toString(),
                "--url",
                url,
                "--checks",
                "all",
                "--checks",
                "object_level_authorization",
                "--exclude-checks",
                UNFIT,
                "--seed",
                "1",
                "--max-time",
                Long.toString(time.toSeconds()),
                "--request-timeout",
                "20",
                "--workers",
                "1",
                "--output-sanitize",
                "false",
                "--no-color"));
    command.addAll(options);
    Path log = directory.resolve("output.txt");
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (!process.waitFor(time.plus(PATIENCE).toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException("schemathesis did not end in time; see " + log);
    }
    return new Outcome(process.exitValue(), Files.readString(log));
  }

  private static ObjectNode identities(Map<String, Person> people) {
    ObjectNode file = Door.JSON.createObjectNode().put("schemaVersion", "0.2.0");
    ArrayNode auth = file.putArray("auth");
    people.forEach((name, person) ->
        auth.addObject()
            .put("name", name)
            .putArray("fixedHeaders")
            .addObject()
            .put("name", "Authorization")
            .put("value", "Bearer " + person.token()));
    return file;
  }
}
