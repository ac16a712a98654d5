package app.firstbell.emulator;

import app.firstbell.emulator.lambda.Invocation;
import app.firstbell.emulator.template.AssemblyException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/// Runs a synthesized CDK app until it is told to stop.
///
/// `--cdk-out cdk.out --port 8080 [--data DIR] [--iam enforce|warn] [--outputs FILE] [--invoke
/// OutputKey=payload.json] [--tell LIST]`
///
/// Exit 2: the arguments, the app or a port are not as they should be; the last line on standard
/// error says why.
public final class Main {
  private static final int BAD_INPUT = 2;
  private static final int FAILED = 1;
  private static final int MOST_TRIES = 3;

  private Main() {}

  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  private static int run(String[] arguments) {
    long began = System.nanoTime() - sinceProcessStart().toNanos();
    Arguments given;
    try {
      given = Arguments.parse(arguments);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      return BAD_INPUT;
    }
    CountDownLatch stop = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  stop.countDown();
                  await(stopped);
                },
                "stop"));
    try (Emulator emulator = Emulator.start(given.options().withProgress(System.out::println))) {
      OutputsFile outputs = OutputsFile.of(emulator);
      for (Map.Entry<String, Path> invocation : given.invocations().entrySet()) {
        long start = System.nanoTime();
        outputs.merge(invoke(emulator, invocation.getKey(), invocation.getValue()));
        System.out.printf(
            Locale.ROOT,
            "%6.2f s  invoke %s%n",
            (System.nanoTime() - start) / 1e9,
            invocation.getKey());
      }
      if (given.outputs().isPresent()) {
        outputs.write(given.outputs().get());
      }
      System.out.printf(Locale.ROOT, "ready in %.1f s%n", (System.nanoTime() - began) / 1e9);
      System.out.print(outputs.asLines());
      given.tells().forEach(list -> System.out.print(outputs.asLines(list)));
      await(stop);
      if (given.outputs().isPresent()) {
        outputs.delete(given.outputs().get());
      }
      return 0;
    } catch (EmulatorException | AssemblyException | IllegalArgumentException e) {
      System.err.println(e.getMessage());
      return BAD_INPUT;
    } catch (Exception e) {
      System.err.println("the emulator could not start: " + e);
      e.printStackTrace();
      return FAILED;
    } finally {
      stopped.countDown();
    }
  }

  private static byte[] invoke(Emulator emulator, String output, Path payload) throws IOException {
    String function = emulator.outputs().get(output);
    if (function == null) {
      throw new EmulatorException(
          "--invoke: expected one of the outputs %s, got \"%s\""
              .formatted(emulator.outputs().keySet(), output));
    }
    byte[] event = Files.readAllBytes(payload);
    Invocation outcome = emulator.functions().invoke(function, event);
    // On a machine that is busy building, a first invocation may need longer than the function may
    // take; the second
    // finds the code loaded. What one invokes at a start must bear a repeat anyway.
    for (int again = 1;
        again < MOST_TRIES && outcome instanceof Invocation.Failed failed && failed.timedOut();
        again++) {
      System.out.println("         " + function + " ran out of time; once more");
      outcome = emulator.functions().invoke(function, event);
    }
    return switch (outcome) {
      case Invocation.Succeeded succeeded -> succeeded.payload();
      case Invocation.Failed failed ->
          throw new EmulatorException(
              "--invoke: %s failed: %s"
                  .formatted(function, new String(failed.payload(), StandardCharsets.UTF_8)));
      case Invocation.Throttled throttled ->
          throw new EmulatorException("--invoke: " + function + ": " + throttled.message());
    };
  }

  private static Duration sinceProcessStart() {
    return ProcessHandle.current()
        .info()
        .startInstant()
        .map(start -> Duration.between(start, java.time.Instant.now()))
        .orElse(Duration.ZERO);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
