package app.firstbell.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import app.firstbell.agent.Permission;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// docs/permissions.md is the policy in words. `-Dfirstbell.write=true` writes it anew.
class PermissionsPageTest {
  private static final Path PAGE = Path.of("..", "docs", "permissions.md");

  private static final String HEAD =
      """
      # Who may do what

      Generated from `app.firstbell.access.Policy`, the one table that the checks themselves use. A test fails when this page is
      stale; `mvn -pl shared test -Dtest=PermissionsPageTest -Dfirstbell.write=true` writes it anew.

      An action is open to whoever fits one of its doors:

      | door | who |
      | --- | --- |
      | anyone | everybody, signed in or not |
      | visitor | a visitor, in their own chats |
      | self | any signed-in member, on themselves |
      | member | any member of the organization in the path |
      | `manage-…`, `view-audit`, `answer-chats` | a member of that organization who holds the permission; an administrator holds all |
      | reseller | who holds `manage-customers` in the organization's parent |
      | platform | who holds `manage-customers` in the platform |
      | support | who has logged in as the organization: with a reason, for a limited time, under both names |
      | key | an API key with the scope, where a person of its organization could enter too; among customers, one whose maker held `manage-customers` |

      Who fits no door is answered 403 in an organization that they may see, and 404 everywhere else: another's and nothing are
      the same answer, byte for byte. Without credentials the answer is 401.

      """;

  private static final String AFTER =
      """

      ## What support never does
      Passwords, others' sessions, e-mail addresses, profiles, API keys, the owner, suspending and deleting, billing, and tickets for
      sockets are closed to support, whatever the customer's administrator may do. What remains is in the table.

      ## What is given on
      Nobody gives what they do not have (`app.firstbell.access.Grants`): only an administrator, the parent or support makes or changes
      an administrator; a member gives only permissions that they hold; a key's scopes are covered by its maker's permissions, and it
      acts on customers only if its maker held `manage-customers`; a key from before this was noted does not. What a key may not do at
      all, and why, is in [decision 31](decisions/0031-what-a-program-may-not-do.md). Its scopes:

      """;

  @Test
  void thePageIsThePolicy() throws IOException {
    String page =
        HEAD
            + "## HTTP API\n\n"
            + table(action -> !action.isOfSocket())
            + "\n## WebSocket actions\n\n"
            + table(Action::isOfSocket)
            + AFTER
            + scopes();
    if (Boolean.getBoolean("firstbell.write")) {
      Files.writeString(PAGE, page);
    }
    assertEquals(
        page,
        Files.exists(PAGE) ? Files.readString(PAGE) : "",
        "docs/permissions.md is stale: run this test with -Dfirstbell.write=true");
  }

  private static String table(Predicate<Action> which) {
    return Arrays.stream(Action.values())
        .filter(which)
        .map(action ->
            "| `"
                + action.routeKey().replaceFirst("^ws:", "")
                + "` | "
                + Policy.doors(action).stream()
                    .map(PermissionsPageTest::words)
                    .collect(Collectors.joining(", "))
                + " |\n")
        .collect(Collectors.joining("", "| action | open to |\n| --- | --- |\n", ""));
  }

  private static String words(Door door) {
    return switch (door) {
      case Door.Holder holder -> "`" + holder.words() + "`";
      case Door.Key key -> "key `" + key.scope().word() + "`";
      default -> door.words();
    };
  }

  private static String scopes() {
    return Arrays.stream(app.firstbell.key.Scope.values())
        .map(scope -> {
          Permission permission = Grants.needed(scope);
          return "| `" + scope.word() + "` | `" + permission.word() + "` |\n";
        })
        .collect(Collectors.joining("", "| scope | is made by who holds |\n| --- | --- |\n", ""));
  }
}
