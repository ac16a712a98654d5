package app.firstbell.emulator.gateway;

import java.util.List;

/// A Lambda authorizer of type REQUEST. When one of the sources is missing the client gets 401 and
/// no function runs.
record Authorizer(String id, String functionArn, List<IdentitySource> sources) {

  /// Where an authorizer finds who asks.
  sealed interface IdentitySource {
    record Header(String name) implements IdentitySource {}

    record Query(String name) implements IdentitySource {}

    record StageVariable(String name) implements IdentitySource {}

    /// A context variable; the ones of a connection are always there.
    record Context(String name) implements IdentitySource {}

    /// @throws IllegalArgumentException in the words of AWS's own check
    static IdentitySource parse(String text) {
      String[][] kinds = {
        {"route.request.header.", "h"},
        {"route.request.querystring.", "q"},
        {"stageVariables.", "s"},
        {"context.", "c"}
      };
      for (String[] kind : kinds) {
        if (text.startsWith(kind[0]) && text.length() > kind[0].length()) {
          String name = text.substring(kind[0].length());
          return switch (kind[1]) {
            case "h" -> new Header(name);
            case "q" -> new Query(name);
            case "s" -> new StageVariable(name);
            default -> new Context(name);
          };
        }
      }
      throw new IllegalArgumentException(
          "expected an identity source route.request.header.X, route.request.querystring.X,"
              + " stageVariables.X or context.X, got \""
              + text
              + "\"");
    }
  }
}
