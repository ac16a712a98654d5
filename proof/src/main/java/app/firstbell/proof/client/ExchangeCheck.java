package app.firstbell.proof.client;

/// Looks at every request to the HTTP API and its answer, against the published contract.
@FunctionalInterface
public interface ExchangeCheck {
  ExchangeCheck NONE = _ -> {};

  /// @throws AssertionError when the exchange is not as published
  void seen(Exchange exchange);
}
