package app.firstbell.emulator;

import app.firstbell.emulator.iam.TemplatePolicies;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The command line.
///
/// @param outputs where the addresses are written once everything is ready
/// @param invocations payload files by the output that names the function
/// @param tells lists of an invoked function's answer that are printed at the end of the start
record Arguments(
    EmulatorOptions options,
    Optional<Path> outputs,
    Map<String, Path> invocations,
    List<String> tells) {
  private static final int DEFAULT_PORT = 8080;
  private static final int HIGHEST_PORT = 65_000;
  private static final String USAGE =
      """
      usage: --cdk-out DIR [--port N] [--data DIR] [--iam enforce|warn] [--outputs FILE]
             [--invoke OutputKey=payload.json]... [--tell LIST]... [--transport in-process|http] [--warm background|on-first-use]
             [--executor in-process]\
      """;

  /// @throws IllegalArgumentException says what was expected and what came
  static Arguments parse(String... arguments) {
    Path cdkOut = null;
    Optional<Path> outputs = Optional.empty();
    Map<String, Path> invocations = new LinkedHashMap<>();
    List<String> tells = new ArrayList<>();
    EmulatorOptions options =
        EmulatorOptions.of(Path.of("cdk.out"))
            .withPort(DEFAULT_PORT)
            .with(EmulatorOptions.Warming.BACKGROUND);
    for (int i = 0; i < arguments.length; i += 2) {
      String name = arguments[i];
      if (i + 1 >= arguments.length) {
        throw bad("a value after " + name, "nothing");
      }
      String value = arguments[i + 1];
      switch (name) {
        case "--cdk-out" -> cdkOut = Path.of(value);
        case "--port" -> options = options.withPort(port(value));
        case "--data" -> options = options.withData(Path.of(value));
        case "--iam" -> options = options.with(iam(value));
        case "--outputs" -> outputs = Optional.of(Path.of(value));
        case "--invoke" -> addInvocation(value, invocations);
        case "--tell" -> tells.add(value);
        case "--transport" -> options = options.with(transport(value));
        case "--warm" -> options = options.with(warming(value));
        case "--executor" -> executor(value);
        default -> throw bad("an option", name);
      }
    }
    if (cdkOut == null) {
      throw bad("--cdk-out DIR, the synthesized app", "none");
    }
    return new Arguments(options.withCdkOut(cdkOut), outputs, invocations, tells);
  }

  private static int port(String value) {
    int port = value.matches("\\d{1,5}") ? Integer.parseInt(value) : -1;
    if (port < 0 || port > HIGHEST_PORT) {
      throw bad("--port 0 to " + HIGHEST_PORT, value);
    }
    return port;
  }

  private static TemplatePolicies.Mode iam(String value) {
    return switch (value) {
      case "enforce" -> TemplatePolicies.Mode.ENFORCE;
      case "warn" -> TemplatePolicies.Mode.WARN;
      default -> throw bad("--iam enforce or warn", value);
    };
  }

  private static EmulatorOptions.Transport transport(String value) {
    return switch (value) {
      case "in-process" -> EmulatorOptions.Transport.IN_PROCESS;
      case "http" -> EmulatorOptions.Transport.HTTP;
      default -> throw bad("--transport in-process or http", value);
    };
  }

  /// There is one so far.
  private static void executor(String value) {
    if (value.equals("process")) {
      throw bad(
          "--executor in-process",
          "process, which is not built yet: functions run in this process (docs/decisions/0006)");
    }
    if (!value.equals("in-process")) {
      throw bad("--executor in-process", value);
    }
  }

  private static EmulatorOptions.Warming warming(String value) {
    return switch (value) {
      case "background" -> EmulatorOptions.Warming.BACKGROUND;
      case "on-first-use" -> EmulatorOptions.Warming.ON_FIRST_USE;
      default -> throw bad("--warm background or on-first-use", value);
    };
  }

  private static void addInvocation(String value, Map<String, Path> invocations) {
    int equals = value.indexOf('=');
    Path payload = Path.of(value.substring(equals + 1));
    if (equals <= 0 || !Files.isReadable(payload)) {
      throw bad("--invoke OutputKey=FILE with a readable file of JSON", value);
    }
    invocations.put(value.substring(0, equals), payload);
  }

  private static IllegalArgumentException bad(String expected, String got) {
    return new IllegalArgumentException(USAGE + "\nexpected " + expected + "; got " + got);
  }
}
