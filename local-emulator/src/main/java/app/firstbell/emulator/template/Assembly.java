package app.firstbell.emulator.template;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A cloud assembly (`cdk.out`), loaded and resolved: every resource of every stack, the outputs,
/// and where the assets lie. Physical names are a function of the logical ones, so nothing here
/// depends on an order of creation.
public interface Assembly {
  String REGION = "us-east-1";
  String ACCOUNT = "000000000000";

  List<Resource> resources();

  default List<Resource> ofType(String type) {
    return resources().stream().filter(r -> r.type().equals(type)).toList();
  }

  /// The resource whose `Ref` or ARN is the given text.
  Optional<Resource> find(String refOrArn);

  /// Outputs of all stacks by their logical id, resolved, with local addresses.
  Map<String, String> outputs();

  /// The file or directory of an asset, named as a template names it.
  Optional<Path> asset(String bucket, String key);
}
