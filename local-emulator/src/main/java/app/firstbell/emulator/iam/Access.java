package app.firstbell.emulator.iam;

import app.firstbell.emulator.lambda.Principal;

/// Whether a principal may do something, by the policies of the template.
public interface Access {
  /// @param action for example `dynamodb:PutItem`
  /// @param resource the ARN
  Decision decide(Principal principal, String action, String resource);

  sealed interface Decision {
    record Allowed() implements Decision {}

    /// `reason` is a sentence in IAM's words: "User: … is not authorized to perform: … on resource: …".
    record Denied(String reason) implements Decision {}
  }
}
