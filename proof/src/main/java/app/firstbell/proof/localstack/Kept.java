package app.firstbell.proof.localstack;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A process that dies with us: under `keep.py`, which ends it and everything it started when
/// [#close] is called, when this JVM ends, and also when this JVM is killed (the pipe between us
/// breaks).
public final class Kept implements AutoCloseable {
  private final Process keeper;
  private final long pid;

  private Kept(Process keeper, long pid) {
    this.keeper = keeper;
    this.pid = pid;
  }

  public static Kept start(
      Path keepPy, Path log, Map<String, String> environment, List<String> command)
      throws IOException {
    List<String> all = new ArrayList<>(List.of("python3", keepPy.toString(), log.toString()));
    all.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(all).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(environment);
    Process keeper = builder.start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(keeper.getInputStream(), StandardCharsets.UTF_8));
    String first = out.readLine();
    if (first == null) {
      throw new IOException("could not start " + command + "; see " + log);
    }
    return new Kept(keeper, Long.parseLong(first));
  }

  /// The process id of the command, not of its keeper.
  public long pid() {
    return pid;
  }

  public boolean isAlive() {
    return keeper.isAlive();
  }

  /// Returns when everything is gone; at most 15 seconds.
  @Override
  public void close() {
    try {
      keeper.getOutputStream().close();
      if (!keeper.waitFor(15, TimeUnit.SECONDS)) {
        keeper.destroy();
      }
    } catch (IOException e) {
      keeper.destroy();
    } catch (InterruptedException e) {
      keeper.destroy();
      Thread.currentThread().interrupt();
    }
  }
}
