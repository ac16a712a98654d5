package app.firstbell.emulator.template;

import java.util.Map;

/// How a resource is known to others: what `Ref` and each `Fn::GetAtt` answer.
///
/// @param arn the resource's ARN, or `ref` where the type has none
/// @param attributes every attribute that a template may ask for here
record Identity(String ref, String arn, Map<String, String> attributes) {
  Identity {
    attributes = Map.copyOf(attributes);
  }

  static Identity ofRef(String ref) {
    return new Identity(ref, ref, Map.of());
  }

  static Identity ofRef(String ref, Map<String, String> attributes) {
    return new Identity(ref, ref, attributes);
  }

  static Identity ofArn(String ref, String arn) {
    return new Identity(ref, arn, Map.of("Arn", arn));
  }
}
