package app.firstbell.emulator;

import app.firstbell.emulator.gateway.GatewayOptions;
import app.firstbell.emulator.iam.TemplatePolicies;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/// How to run an emulator.
///
/// @param cdkOut the synthesized app
/// @param port of the first distribution; the second has the next, the AWS endpoint the one after;
///   0 takes any free ports
/// @param data where tables and queues are kept; empty keeps them in memory
/// @param iam what happens when a policy does not allow a call
/// @param gateway quotas and order of the APIs
/// @param transport how functions reach the AWS endpoint
/// @param warming whether functions are loaded before they are needed
/// @param progress is told each step of the start, a line each
public record EmulatorOptions(
    Path cdkOut,
    int port,
    Optional<Path> data,
    TemplatePolicies.Mode iam,
    GatewayOptions gateway,
    Transport transport,
    Warming warming,
    Consumer<String> progress) {

  /// How a function's AWS client reaches the endpoint.
  public enum Transport {
    /// Straight into the endpoint, without a socket, where the client allows it.
    IN_PROCESS,
    /// Over loopback, as any other program.
    HTTP
  }

  /// When a function's code is loaded.
  public enum Warming {
    /// In the background, once everything is ready.
    BACKGROUND,
    /// When it is first invoked.
    ON_FIRST_USE
  }

  /// In memory, on free ports, with policies enforced and AWS's quotas: what a test wants.
  public static EmulatorOptions of(Path cdkOut) {
    return new EmulatorOptions(
        cdkOut,
        0,
        Optional.empty(),
        TemplatePolicies.Mode.ENFORCE,
        GatewayOptions.aws(),
        Transport.IN_PROCESS,
        Warming.ON_FIRST_USE,
        _ -> {});
  }

  public EmulatorOptions withCdkOut(Path other) {
    return new EmulatorOptions(other, port, data, iam, gateway, transport, warming, progress);
  }

  public EmulatorOptions withPort(int other) {
    return new EmulatorOptions(cdkOut, other, data, iam, gateway, transport, warming, progress);
  }

  public EmulatorOptions withData(Path directory) {
    return new EmulatorOptions(
        cdkOut, port, Optional.of(directory), iam, gateway, transport, warming, progress);
  }

  public EmulatorOptions with(TemplatePolicies.Mode other) {
    return new EmulatorOptions(cdkOut, port, data, other, gateway, transport, warming, progress);
  }

  public EmulatorOptions with(Transport other) {
    return new EmulatorOptions(cdkOut, port, data, iam, gateway, other, warming, progress);
  }

  public EmulatorOptions with(Warming other) {
    return new EmulatorOptions(cdkOut, port, data, iam, gateway, transport, other, progress);
  }

  public EmulatorOptions withProgress(Consumer<String> other) {
    return new EmulatorOptions(cdkOut, port, data, iam, gateway, transport, warming, other);
  }
}
