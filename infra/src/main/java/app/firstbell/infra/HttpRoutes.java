package app.firstbell.infra;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Which function answers which request of the HTTP API. The policy of who may ask for what
/// (`app.firstbell.access`) and the API's description (`docs/api/openapi.yaml`) have the same
/// routes; tests compare them.
final class HttpRoutes {
  private static final String ORGANIZATION = "/organizations/{organization}";

  record Route(String method, String path, Handler handler) {
    String key() {
      return method + " " + path;
    }

    /// The path as a permission names it: each parameter is a wildcard.
    String permissionPath() {
      return path.replaceAll("\\{[^}]*}", "*");
    }
  }

  static final List<Route> ALL =
      Stream.of(
              answeredBy(
                  Handler.SESSIONS,
                  "POST /sessions",
                  "GET /sessions",
                  "POST /sessions/refresh",
                  "GET /sessions/current",
                  "DELETE /sessions/current",
                  "PUT /sessions/current/password",
                  "DELETE /sessions/{session}",
                  "POST /password-resets",
                  "POST /password-resets/redemptions",
                  "POST /sign-ups",
                  "POST /sign-ups/confirmations",
                  "POST /invitations/lookups",
                  "POST /invitations/acceptances",
                  "POST /email-changes/confirmations",
                  "GET /terms"),
              answeredBy(
                  Handler.ORGANIZATIONS,
                  "POST /organizations",
                  "GET /organizations",
                  "GET " + ORGANIZATION,
                  "PATCH " + ORGANIZATION,
                  "DELETE " + ORGANIZATION,
                  "PUT " + ORGANIZATION + "/suspension",
                  "DELETE " + ORGANIZATION + "/suspension",
                  "PUT " + ORGANIZATION + "/owner",
                  "PUT " + ORGANIZATION + "/parent",
                  "PUT " + ORGANIZATION + "/terms"),
              answeredBy(
                  Handler.MEMBERS,
                  "GET " + ORGANIZATION + "/members",
                  "POST " + ORGANIZATION + "/members",
                  "GET " + ORGANIZATION + "/members/{member}",
                  "PATCH " + ORGANIZATION + "/members/{member}",
                  "DELETE " + ORGANIZATION + "/members/{member}",
                  "PUT " + ORGANIZATION + "/members/{member}/permissions",
                  "POST " + ORGANIZATION + "/members/{member}/invitation",
                  "POST " + ORGANIZATION + "/members/{member}/password-reset"),
              answeredBy(
                  Handler.ROOMS,
                  "GET " + ORGANIZATION + "/rooms",
                  "POST " + ORGANIZATION + "/rooms",
                  "GET " + ORGANIZATION + "/rooms/{room}",
                  "PATCH " + ORGANIZATION + "/rooms/{room}",
                  "DELETE " + ORGANIZATION + "/rooms/{room}",
                  "PUT " + ORGANIZATION + "/rooms/{room}/agents"),
              answeredBy(
                  Handler.PROFILES,
                  "GET /profile",
                  "PATCH /profile",
                  "PUT /profile/photo",
                  "DELETE /profile/photo",
                  "GET " + ORGANIZATION + "/members/{member}/profile",
                  "PATCH " + ORGANIZATION + "/members/{member}/profile",
                  "PUT " + ORGANIZATION + "/members/{member}/profile/photo",
                  "DELETE " + ORGANIZATION + "/members/{member}/profile/photo"),
              answeredBy(Handler.PHOTOS, "GET /photos/{photo}"),
              answeredBy(
                  Handler.KEYS,
                  "GET " + ORGANIZATION + "/api-keys",
                  "POST " + ORGANIZATION + "/api-keys",
                  "DELETE " + ORGANIZATION + "/api-keys/{key}"),
              answeredBy(Handler.SUPPORT, "POST " + ORGANIZATION + "/support-sessions"),
              answeredBy(
                  Handler.AUDIT_LOG,
                  "GET " + ORGANIZATION + "/audit",
                  "GET " + ORGANIZATION + "/audit/export",
                  "GET " + ORGANIZATION + "/audit/verification"),
              answeredBy(
                  Handler.LEDGER,
                  "GET " + ORGANIZATION + "/balance",
                  "GET " + ORGANIZATION + "/ledger",
                  "GET " + ORGANIZATION + "/ledger/export",
                  "POST " + ORGANIZATION + "/top-ups",
                  "POST " + ORGANIZATION + "/withdrawals",
                  "POST " + ORGANIZATION + "/debt-payments",
                  "PUT " + ORGANIZATION + "/credit-limit",
                  "POST " + ORGANIZATION + "/reversals",
                  "POST " + ORGANIZATION + "/credit-grants",
                  "POST " + ORGANIZATION + "/credit-withdrawals"),
              answeredBy(
                  Handler.PURCHASES,
                  "GET " + ORGANIZATION + "/credit-packs",
                  "PUT " + ORGANIZATION + "/package",
                  "POST " + ORGANIZATION + "/fee-payments",
                  "POST " + ORGANIZATION + "/credit-purchases",
                  "GET " + ORGANIZATION + "/credit-purchases",
                  "POST " + ORGANIZATION + "/credit-purchases/{purchase}/receipt",
                  "DELETE " + ORGANIZATION + "/credit-purchases/{purchase}",
                  "PUT " + ORGANIZATION + "/credit-threshold"),
              answeredBy(
                  Handler.USE,
                  "GET " + ORGANIZATION + "/entitlements",
                  "GET " + ORGANIZATION + "/use",
                  "GET " + ORGANIZATION + "/use/export"),
              answeredBy(Handler.RENEWALS, "POST /renewals/lookups", "POST /renewals/purchases"),
              answeredBy(Handler.TICKETS, "POST /tickets"),
              answeredBy(Handler.VISITORS, "POST /visitors", "GET /sites/{site}"))
          .flatMap(routes -> routes)
          .toList();

  private HttpRoutes() {}

  private static Stream<Route> answeredBy(Handler handler, String... keys) {
    return Arrays.stream(keys)
        .map(key -> key.split(" ", 2))
        .map(words -> new Route(words[0], words[1], handler));
  }
}
