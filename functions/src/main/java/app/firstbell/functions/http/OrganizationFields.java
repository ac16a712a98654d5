package app.firstbell.functions.http;

import app.firstbell.organization.Account;
import app.firstbell.organization.Billing;
import app.firstbell.organization.Computers;
import app.firstbell.organization.Locality;
import app.firstbell.organization.Opening;
import app.firstbell.organization.Organization;
import app.firstbell.organization.OrganizationKind;
import app.firstbell.organization.Plan;
import app.firstbell.organization.Pricing;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Organizations as requests ask for them.
final class OrganizationFields {
  private static final int LONGEST_ORIGIN = 255;
  private static final int MOST_SITES = 50;
  private static final int LONGEST_GREETING = 500;
  private static final long A_WEEK_OF_MINUTES = 10_080;
  private static final Pattern ORIGIN =
      Pattern.compile("https?://[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?");

  private OrganizationFields() {}

  static Opening.Request opening(Call call) {
    Fields body =
        call.body("name", "country", "currency", "timezone", "pricing", "plan", "kind", "owner");
    return new Opening.Request(
        body.text("name", Fields.LONGEST_NAME),
        body.word("kind", OrganizationKind::of, "customer or reseller")
            .filter(kind -> {
              if (kind == OrganizationKind.PLATFORM) {
                throw body.wrong("kind", "expected customer or reseller");
              }
              return true;
            })
            .orElse(OrganizationKind.CUSTOMER),
        new Locality(body.text("country", 2), body.text("currency", 3), body.text("timezone", 60)),
        body.word("pricing", Pricing::of, "prepaid or postpaid")
            .orElseThrow(() -> body.wrong("pricing", "expected prepaid or postpaid, got nothing")),
        body.word("plan", Plan::of, Plan.words()).orElse(Plan.FREE),
        body.object("owner", "name", "email")
            .map(owner ->
                new Opening.Owner(owner.text("name", Fields.LONGEST_NAME), owner.email("email"))));
  }

  /// An account as a merge patch leaves it.
  static Account patched(Call call, Account before) {
    Fields body = call.body("name", "country", "timezone", "billing", "plan", "settings");
    Account after = before;
    if (body.has("name")) {
      after = after.withName(body.text("name", Fields.LONGEST_NAME));
    }
    Locality was = before.locality();
    after =
        after.with(
            new Locality(
                body.has("country") ? body.text("country", 2) : was.country(),
                was.currency(),
                body.has("timezone") ? body.text("timezone", 60) : was.timezone()));
    if (body.has("plan")) {
      after = after.with(plan(body));
    }
    Optional<Billing> billing =
        body.object("billing", "name", "address", "taxId")
            .map(fields -> billing(fields, before.billing()));
    Optional<Account.Settings> settings =
        body.object("settings", "computers", "sites", "greeting", "replyMinutes")
            .map(fields -> settings(fields, before.settings()));
    Account withBilling = billing.map(after::with).orElse(after);
    return settings.map(withBilling::with).orElse(withBilling);
  }

  private static Plan plan(Fields body) {
    return body.word("plan", Plan::of, Plan.words())
        .orElseThrow(() -> body.wrong("plan", "expected " + Plan.words()));
  }

  private static Billing billing(Fields fields, Billing before) {
    Patch<String> name =
        fields.patch("name", field -> fields.optionalText(field, Fields.LONGEST_NAME));
    Patch<Billing.Address> address =
        fields.patch(
            "address",
            field ->
                fields
                    .object(field, "line1", "line2", "city", "region", "postalCode", "country")
                    .map(OrganizationFields::address));
    Patch<String> taxId = fields.patch("taxId", field -> fields.optionalText(field, 40));
    return new Billing(
        name.over(Optional.ofNullable(before.ownName())).orElse(null),
        address.over(Optional.ofNullable(before.address())).orElse(null),
        taxId.over(Optional.ofNullable(before.taxId())).orElse(null));
  }

  private static Billing.Address address(Fields fields) {
    return new Billing.Address(
        fields.text("line1", 120),
        fields.optionalText("line2", 120).orElse(null),
        fields.text("city", 80),
        fields.optionalText("region", 80).orElse(null),
        fields.optionalText("postalCode", 20).orElse(null),
        country(fields));
  }

  private static String country(Fields fields) {
    String code = fields.text("country", 2);
    if (!Locality.isCountry(code)) {
      throw fields.wrong("country", "expected a country of ISO 3166 in two capitals, such as PT");
    }
    return code;
  }

  private static Account.Settings settings(Fields fields, Account.Settings before) {
    Patch<Integer> replyMinutes =
        fields.patch(
            "replyMinutes", field -> fields.whole(field, 1, A_WEEK_OF_MINUTES).map(Long::intValue));
    return new Account.Settings(
        fields.word("computers", Computers::of, "takeover or both").orElse(before.computers()),
        fields
            .texts("sites", MOST_SITES, LONGEST_ORIGIN)
            .map(OrganizationFields::origins)
            .orElse(before.sites()),
        fields.has("greeting")
            ? fields.optionalProse("greeting", LONGEST_GREETING).orElse(Organization.USUAL_GREETING)
            : before.greeting(),
        replyMinutes.over(Optional.ofNullable(before.replyMinutes())).orElse(null));
  }

  private static List<String> origins(List<String> sites) {
    for (int i = 0; i < sites.size(); i++) {
      // Compared as a browser sends it: what it would write otherwise would never match.
      boolean isOne =
          ORIGIN.matcher(sites.get(i)).matches()
              && Organization.origin(sites.get(i)).filter(sites.get(i)::equals).isPresent();
      if (!isOne) {
        throw Problem.invalid(
            "/settings/sites/" + i,
            "expected an origin in lower case without a path: https://shop.example");
      }
    }
    return sites.stream().distinct().toList();
  }
}
