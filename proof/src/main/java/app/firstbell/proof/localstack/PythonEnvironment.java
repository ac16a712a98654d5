package app.firstbell.proof.localstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A Python environment made from a file of frozen requirements, and made again only when that file
/// changes.
///
/// @param home the environment's directory
public record PythonEnvironment(Path home) {
  private static final long INSTALL_MINUTES = 10;

  public Path python() {
    return home.resolve("bin/python");
  }

  public Path program(String name) {
    return home.resolve("bin").resolve(name);
  }

  /// @param interpreter for example `python3.11`
  /// @throws Unavailable when the machine has no such Python, no pip, or the packages cannot be
  ///   had: the leg does not run then
  public static PythonEnvironment make(String interpreter, Path home, Path requirements)
      throws IOException, InterruptedException {
    String wanted = interpreter + "\n" + Files.readString(requirements);
    Path stamp = home.resolve("requirements.stamp");
    if (Files.exists(stamp) && Files.readString(stamp).equals(wanted)) {
      return new PythonEnvironment(home);
    }
    Path directory = java.util.Objects.requireNonNull(home.toAbsolutePath().getParent());
    Files.createDirectories(directory);
    Path log = directory.resolve(home.getFileName() + ".log");
    run(log, interpreter, List.of(interpreter, "-m", "venv", "--clear", home.toString()));
    run(
        log,
        "the packages of " + requirements,
        List.of(
            home.resolve("bin/python").toString(),
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "-r",
            requirements.toString()));
    Files.writeString(stamp, wanted);
    return new PythonEnvironment(home);
  }

  private static void run(Path log, String what, List<String> command)
      throws IOException, InterruptedException {
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
    } catch (IOException e) {
      throw new Unavailable("%s is not on this machine (%s)".formatted(what, e.getMessage()), e);
    }
    if (!process.waitFor(INSTALL_MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new Unavailable(
          "%s: not there after %d minutes; see %s".formatted(what, INSTALL_MINUTES, log), null);
    }
    if (process.exitValue() != 0) {
      throw new Unavailable(
          "%s: `%s` failed; see %s".formatted(what, String.join(" ", command), log), null);
    }
  }

  /// What the environment is made of cannot be had on this machine.
  public static final class Unavailable extends IOException {
    private static final long serialVersionUID = 1;

    Unavailable(String message, @org.jspecify.annotations.Nullable Throwable cause) {
      super(message, cause);
    }
  }
}
