package app.firstbell.proof.flow;

import app.firstbell.proof.api.ApiContract;
import app.firstbell.proof.client.FrameCheck;
import app.firstbell.proof.protocol.FrameSchemas;
import app.firstbell.proof.run.Installation;
import java.io.IOException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// One installation for all tests of a run, started when the first asks and ended after the last.
public final class InstallationExtension implements ParameterResolver {
  private static final ExtensionContext.Namespace SPACE =
      ExtensionContext.Namespace.create(InstallationExtension.class);

  /// Everything the server sends must be as published; what we send is wrong on purpose now and
  /// then.
  private static final FrameCheck WHAT_COMES =
      new FrameCheck() {
        private final FrameSchemas published = FrameSchemas.published();

        @Override
        public void fromServer(String frame) {
          if (!frame.contains(
              "\"connectionId\":")) { // API Gateway's own refusals are no frames of ours
            published.fromServer(frame);
          }
        }

        @Override
        public void fromClient(String frame) {}
      };

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Installation.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return running(context);
  }

  /// The run's one installation, for extensions that build on it.
  public static Installation running(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(SPACE)
        .getOrComputeIfAbsent("installation", _ -> start(), Installation.class);
  }

  private static Installation start() {
    try {
      Installation installation = Installation.start("flow");
      installation.checkFrames(WHAT_COMES);
      installation.checkExchanges(ApiContract.published());
      return installation;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
