package app.firstbell.functions.http;

import app.firstbell.functions.Environment;
import app.firstbell.identity.IdentityParts;
import app.firstbell.identity.Ids;

/// What the functions behind the gate are made of, in this execution environment.
final class HttpParts {
  private HttpParts() {}

  static IdentityParts ofEnvironment() {
    return IdentityParts.on(
        Environment.dynamoDb(),
        Environment.variable("ACCOUNTS_TABLE"),
        Environment.tokenKeys(),
        Environment.variable("APP_ORIGIN"),
        Environment.contention(),
        Ids.secure(),
        Environment.CLOCK);
  }
}
