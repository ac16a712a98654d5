package app.firstbell.proof.engine;

import app.firstbell.proof.localstack.LocalStackEngine;
import app.firstbell.proof.localstack.PythonEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.opentest4j.TestAbortedException;

/// Starts the chosen [Engine] before the first test that needs it and ends it after the last of the
/// whole run. A machine without Python 3.11 does not run the LocalStack leg: its tests are reported
/// as skipped, each by name.
public final class EngineExtension implements BeforeAllCallback, ParameterResolver {
  private static final ExtensionContext.Namespace SPACE =
      ExtensionContext.Namespace.create(EngineExtension.class);

  @Override
  public void beforeAll(ExtensionContext context) {
    running(context);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Engine.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return java.util.Objects.requireNonNull(running(context).engine());
  }

  private static Running running(ExtensionContext context) {
    Running running =
        context
            .getRoot()
            .getStore(SPACE)
            .getOrComputeIfAbsent("engine", _ -> start(), Running.class);
    if (running.whyNot() != null) {
      throw new TestAbortedException(running.whyNot());
    }
    return running;
  }

  private static Running start() {
    DataStack stack = DataStack.in(cdkOut());
    return switch (Leg.chosen()) {
      case EMBEDDED -> {
        EmbeddedEngine embedded = EmbeddedEngine.start(stack);
        yield new Running(embedded.engine(), embedded::close, null);
      }
      case LOCALSTACK -> startLocalStack(stack);
    };
  }

  private static Running startLocalStack(DataStack stack) {
    try {
      LocalStackEngine engine =
          LocalStackEngine.start(
              Path.of("").toAbsolutePath(),
              Integer.getInteger("firstbell.localstack.port", 4566),
              stack);
      return new Running(engine.engine(), engine::close, null);
    } catch (PythonEnvironment.Unavailable e) {
      return new Running(null, () -> {}, "LocalStack leg not run: " + e.getMessage());
    } catch (IOException e) {
      throw new IllegalStateException("LocalStack leg: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("LocalStack leg interrupted", e);
    }
  }

  /// `firstbell.cdkOut`, else `cdk.out` beside the module.
  static Path cdkOut() {
    String given = System.getProperty("firstbell.cdkOut", "");
    if (!given.isEmpty()) {
      return Path.of(given);
    }
    Path here = Path.of("").toAbsolutePath();
    return Files.isDirectory(here.resolve("cdk.out"))
        ? here.resolve("cdk.out")
        : here.resolveSibling("cdk.out");
  }

  private record Running(
      @org.jspecify.annotations.Nullable Engine engine,
      Runnable end,
      @org.jspecify.annotations.Nullable String whyNot)
      implements AutoCloseable {
    @Override
    public void close() {
      end.run();
    }
  }
}
