package app.firstbell.emulator.iam;

import app.firstbell.emulator.lambda.Principal;
import java.util.List;
import java.util.Map;

/// Whether a principal may do something, by the policies of the template.
public interface Access {
  /// @param action for example `dynamodb:PutItem`
  /// @param resource the ARN
  Decision decide(Principal principal, String action, String resource);

  /// The same with what the service knows of the request, for the conditions of a statement.
  ///
  /// @param context values by condition key, for example `dynamodb:LeadingKeys`
  default Decision decide(
      Principal principal, String action, String resource, Map<String, List<String>> context) {
    return decide(principal, action, resource);
  }

  sealed interface Decision {
    record Allowed() implements Decision {}

    /// `reason` is a sentence in IAM's words: "User: … is not authorized to perform: … on resource:
    /// …".
    record Denied(String reason) implements Decision {}
  }
}
