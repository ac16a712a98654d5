package app.firstbell.infra;

import java.nio.file.Files;
import java.nio.file.Path;

/// The directories that other modules build and this one uploads.
///
/// @param functions jars of all Lambda functions, below `lib`
/// @param app console and widget, as CloudFront serves them
/// @param shop the demo shop
public record BuildProducts(Path functions, Path app, Path shop) {

  /// Finds the products below a checkout. Each place can be moved by context: `functionsDir`,
  /// `appDir`, `shopDir`.
  ///
  /// @throws IllegalStateException when one is not there; the message names the command that builds
  ///   it
  public static BuildProducts below(Path root, Context context) {
    return new BuildProducts(
        product(
            root,
            context,
            "functionsDir",
            "functions/target/lambda",
            "mvn -pl functions -am package"),
        product(root, context, "appDir", "web/dist/app", "npm --prefix web run build"),
        product(root, context, "shopDir", "web/dist/shop", "npm --prefix web run build"));
  }

  private static Path product(
      Path root, Context context, String name, String place, String command) {
    var path = root.resolve(context.value(name).orElse(place));
    if (!Files.isDirectory(path)) {
      throw new IllegalStateException(
          "Expected the directory %s, and it is not there. Build it by `%s`, or name another with -c %s=DIR."
              .formatted(path, command, name));
    }
    return path;
  }
}
