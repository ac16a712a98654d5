package app.firstbell.emulator.gateway;

/// How the gateway behaves where a test or a bench wants something other than AWS's defaults.
public record GatewayOptions(Quotas quotas, InvocationOrder order) {
  public static GatewayOptions aws() {
    return new GatewayOptions(Quotas.aws(), new InvocationOrder.AsTheyCome());
  }

  public GatewayOptions with(Quotas other) {
    return new GatewayOptions(other, order);
  }

  public GatewayOptions with(InvocationOrder other) {
    return new GatewayOptions(quotas, other);
  }
}
