package app.firstbell.proof.run;

import app.firstbell.proof.client.Door;
import app.firstbell.proof.client.ExchangeCheck;
import app.firstbell.proof.client.FrameCheck;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// A Firstbell that runs in a process of its own, started as `firstbell up` starts it, and ended by
/// [#close].
public final class Installation implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TEMPLATE = ".template.json";
  private static final int ANY_PORT = 0;
  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  private final Process process;
  private final Path log;
  private final JsonNode addresses;
  private final String provisionFunction;
  private final EmulatorDoor emulator;
  private volatile Door door;
  private final double readySeconds;
  private volatile FrameCheck check = FrameCheck.NONE;

  private Installation(
      Process process,
      Path log,
      JsonNode addresses,
      String provisionFunction,
      double readySeconds) {
    this.process = process;
    this.log = log;
    this.addresses = addresses;
    this.provisionFunction = provisionFunction;
    this.readySeconds = readySeconds;
    this.emulator = EmulatorDoor.of(uri(addresses, "emulator"));
    this.door = Door.of(uri(addresses, "console"));
  }

  /// Where the project lies: the directory with `cdk.json`, from here upwards.
  public static Path project() {
    Path here = Path.of("").toAbsolutePath();
    for (Path p = here; p != null; p = p.getParent()) {
      if (Files.exists(p.resolve("firstbell")) && Files.exists(p.resolve("pom.xml"))) {
        return p;
      }
    }
    throw new IllegalStateException("expected to run inside the project, but this is " + here);
  }

  public static Path cdkOut() {
    String given = System.getProperty("firstbell.cdkOut", "");
    return given.isEmpty() ? project().resolve("cdk.out") : Path.of(given);
  }

  /// The command that `firstbell up` runs.
  public static List<String> command(Path cdkOut, int port, Path outputs, List<String> more)
      throws IOException {
    Path module =
        Path.of(
            System.getProperty(
                "firstbell.emulatorHome", project().resolve("local-emulator").toString()));
    Path classPathFile = module.resolve("target/classpath.txt");
    if (!Files.exists(classPathFile)) {
      throw new IllegalStateException(
          "expected %s; `mvn package -pl local-emulator` makes it".formatted(classPathFile));
    }
    String classPath =
        module.resolve("target/classes")
            + File.pathSeparator
            + Files.readString(classPathFile).strip();
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+UseParallelGC",
                "-Xshare:auto",
                "-cp",
                classPath,
                "app.firstbell.emulator.Main",
                "--cdk-out",
                cdkOut.toString(),
                "--port",
                Integer.toString(port),
                "--outputs",
                outputs.toString()));
    command.addAll(more);
    return command;
  }

  private static List<String> with(List<String> machine, List<String> command) {
    List<String> all = new ArrayList<>(command);
    all.addAll(1, machine);
    return all;
  }

  /// Starts from `cdk.out` on free ports; waits until it is ready.
  public static Installation start(String name) throws IOException, InterruptedException {
    return start(name, cdkOut(), List.of());
  }

  /// The same for tests, which are over before the compiler's best code would have paid for itself:
  /// the quick compiler alone takes half the processor time of a start. Nothing is measured here.
  public static Installation startForTests(String name) throws IOException, InterruptedException {
    return start(name, cdkOut(), List.of(), List.of("-XX:TieredStopAtLevel=1"));
  }

  /// Starts from another `cdk.out`, with more arguments.
  public static Installation start(String name, Path cdkOut, List<String> more)
      throws IOException, InterruptedException {
    return start(name, cdkOut, more, List.of());
  }

  private static Installation start(
      String name, Path cdkOut, List<String> more, List<String> machine)
      throws IOException, InterruptedException {
    Path directory = project().resolve("proof/target/installations");
    Files.createDirectories(directory);
    // Legs run in several processes at a time, and each may start one of this name.
    String own = name + "-" + ProcessHandle.current().pid();
    Path outputs = directory.resolve(own + ".json");
    Path log = directory.resolve(own + ".log");
    Files.deleteIfExists(outputs);
    List<String> arguments = new ArrayList<>(more);
    arguments.addAll(
        List.of(
            "--invoke", "ProvisionFunction=" + project().resolve("web/demo/organization.json")));
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(with(machine, command(cdkOut, ANY_PORT, outputs, arguments)))
            .directory(project().toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    Thread end = new Thread(process::destroyForcibly, "end " + name);
    Runtime.getRuntime().addShutdownHook(end);
    long deadline = start + START_LIMIT.toNanos();
    while (!Files.exists(outputs) || Files.size(outputs) == 0) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        process.destroyForcibly();
        throw new IllegalStateException(
            "the emulator did not become ready; its log says:\n" + Files.readString(log));
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Installation(
        process, log, JSON.readTree(Files.readString(outputs)), provisionFunction(cdkOut), seconds);
  }

  /// Every frame of clients made from now on is checked by this.
  public void checkFrames(FrameCheck frameCheck) {
    this.check = frameCheck;
  }

  /// Every exchange with the HTTP API by doors taken from now on is checked by this.
  public void checkExchanges(ExchangeCheck exchangeCheck) {
    this.door = door.checkedBy(exchangeCheck);
  }

  public FrameCheck check() {
    return check;
  }

  public Door door() {
    return door;
  }

  public EmulatorDoor emulator() {
    return emulator;
  }

  /// The address that `firstbell.json` gives under a name: console, shop, api, websocket, emulator,
  /// mail.
  public URI address(String name) {
    return uri(addresses, name);
  }

  public JsonNode addresses() {
    return addresses;
  }

  /// All that the process wrote so far.
  public String log() throws IOException {
    return Files.readString(log);
  }

  public long pid() {
    return process.pid();
  }

  /// From the start of the process to its being ready, with the demo organization made.
  public double readySeconds() {
    return readySeconds;
  }

  /// An organization nobody else has, with that many agents, all in the room GENERAL.
  public Provisioned organization(int agents) {
    return organization(agents, Provisioned.Rate.UNBOUND);
  }

  public Provisioned organization(int agents, Provisioned.Rate rate) {
    return Provisioned.make(this, agents, rate);
  }

  JsonNode provision(JsonNode payload) {
    return emulator.invoke(provisionFunction, payload);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static URI uri(JsonNode addresses, String name) {
    String address = addresses.path(name).asText();
    if (address.isEmpty()) {
      throw new IllegalStateException("expected an address `%s` in %s".formatted(name, addresses));
    }
    return URI.create(address);
  }

  /// The emulator names what the template leaves unnamed by its stack and logical id.
  private static String provisionFunction(Path cdkOut) throws IOException {
    try (var files = Files.list(cdkOut)) {
      for (Path file : files.filter(f -> f.toString().endsWith("-app.template.json")).toList()) {
        for (var entry : JSON.readTree(file.toFile()).path("Resources").properties()) {
          boolean provision =
              entry
                  .getValue()
                  .path("Properties")
                  .path("Handler")
                  .asText()
                  .contains("ProvisionHandler");
          if (entry.getValue().path("Type").asText().equals("AWS::Lambda::Function") && provision) {
            String stack = file.getFileName().toString();
            return stack.substring(0, stack.length() - TEMPLATE.length()) + "-" + entry.getKey();
          }
        }
      }
    }
    throw new IllegalStateException("expected a function ProvisionHandler in " + cdkOut);
  }
}
