package app.firstbell.emulator.template;

import java.util.List;
import java.util.Optional;

/// What this emulator knows of and does not do. What a program would do otherwise on AWS is
/// refused; what it would only do faster is told at the start.
final class Unplayed {
  private Unplayed() {}

  /// @throws AssemblyException with the logical ids and what to do
  static void refuse(List<Resource> resources) {
    List<String> refused =
        resources.stream().map(Unplayed::refusal).flatMap(Optional::stream).toList();
    if (!refused.isEmpty()) {
      throw new AssemblyException(
          "expected only what this emulator does, got\n  "
              + String.join("\n  ", refused)
              + "\nTake it out of the template, or teach the emulator.");
    }
  }

  private static Optional<String> refusal(Resource resource) {
    boolean isJava =
        resource.type().equals("AWS::Lambda::Function")
            && resource.properties().path("Runtime").asText().startsWith("java");
    if (isJava && !resource.properties().path("Layers").isEmpty()) {
      return Optional.of(
          resource.logicalId() + ": Layers; a function is loaded from its own code alone");
    }
    return resource.type().equals("AWS::IAM::Role")
            && resource.properties().hasNonNull("PermissionsBoundary")
        ? Optional.of(
            resource.logicalId() + ": a PermissionsBoundary; roles are judged by policies alone")
        : Optional.empty();
  }

  /// A sentence for the start, when there is something to tell.
  static Optional<String> told(List<Resource> resources) {
    List<String> snapped =
        resources.stream()
            .filter(resource -> resource.type().equals("AWS::Lambda::Function"))
            .filter(resource ->
                resource.properties().at("/SnapStart/ApplyOn").asText().equals("PublishedVersions"))
            .map(Resource::logicalId)
            .toList();
    return snapped.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "AWS::Lambda::Function SnapStart: told, not done here: " + String.join(", ", snapped));
  }
}
