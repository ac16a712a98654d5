package app.firstbell.functions.http;

import app.firstbell.agent.AgentId;
import app.firstbell.agent.Member;
import app.firstbell.json.JsonObjectWriter;
import app.firstbell.ledger.Standing;
import app.firstbell.organization.Account;
import app.firstbell.organization.Balance;
import app.firstbell.organization.Billing;
import app.firstbell.organization.Listing;
import app.firstbell.organization.TenantId;
import app.firstbell.organization.Use;
import java.util.List;
import java.util.Optional;

/// Organizations as the API writes them.
final class OrganizationJson {
  private OrganizationJson() {}

  /// An account with what is shown besides.
  ///
  /// @param owner and `termsBy`: the members, to name them
  /// @param balance for whoever may read it
  record Shown(
      Account account,
      Optional<Member> owner,
      Optional<Member> termsBy,
      Use use,
      Optional<Balance> balance) {}

  static void write(JsonObjectWriter json, Shown shown) {
    Account account = shown.account();
    TenantId parent = account.parent();
    json.text("id", account.id().value())
        .text("kind", account.kind().word())
        .text("name", account.name())
        .text("state", account.state().word())
        .text("suspendedReason", account.suspendedReason())
        .text("parent", parent == null ? null : parent.value())
        .text("country", account.locality().country())
        .text("currency", account.locality().currency())
        .text("timezone", account.locality().timezone())
        .text("pricing", account.pricing().word())
        .text("plan", account.plan().id())
        .object("billing", billing -> write(billing, account.billing(), account.name()))
        .object("settings", settings -> write(settings, account.settings()));
    AgentId owner = account.owner();
    if (owner != null) {
      json.object("owner", it -> named(it, owner, shown.owner()));
    }
    Account.Terms terms = account.terms();
    if (terms != null) {
      json.object(
          "terms",
          it ->
              it.text("version", terms.version())
                  .instant("at", terms.at())
                  .object("by", by -> named(by, terms.by(), shown.termsBy())));
    }
    json.object("use", use -> write(use, shown.use()));
    shown.balance().ifPresent(balance -> json.object("balance", it -> write(it, balance)));
    json.instant("createdAt", account.times().createdAt()).number("version", account.version());
  }

  static void write(JsonObjectWriter json, Listing listing, Use use, Optional<Balance> left) {
    json.text("id", listing.id().value())
        .text("name", listing.name())
        .text("kind", listing.kind().word())
        .text("state", listing.state().word())
        .text("plan", listing.plan().id())
        .text("pricing", listing.pricing().word())
        .text("country", listing.locality().country())
        .text("currency", listing.locality().currency())
        .instant("createdAt", listing.createdAt())
        .object("use", it -> write(it, use));
    left.ifPresent(balance -> json.object("balance", it -> write(it, balance)));
  }

  static void write(JsonObjectWriter json, Balance balance) {
    json.text("currency", balance.currency()).number("minor", balance.minor());
  }

  /// What stands in the way of a deletion, row by row.
  static void write(JsonObjectWriter json, Balance balance, List<Standing> standing) {
    json.object(
            "balance",
            it -> {
              write(it, balance);
              it.text("means", balance.means().word());
            })
        .objects(
            "standing",
            standing,
            (it, row) ->
                it.text("account", row.account().word())
                    .text("unit", row.amount().unit().code())
                    .number("minor", row.amount().minor())
                    .text("means", row.means().word()));
  }

  private static void write(JsonObjectWriter json, Billing billing, String name) {
    json.text("name", billing.name(name)).bool("follows", billing.follows());
    Billing.Address address = billing.address();
    if (address != null) {
      json.object(
          "address",
          it ->
              it.text("line1", address.line1())
                  .text("line2", address.line2())
                  .text("city", address.city())
                  .text("region", address.region())
                  .text("postalCode", address.postalCode())
                  .text("country", address.country()));
    }
    json.text("taxId", billing.taxId());
  }

  private static void write(JsonObjectWriter json, Account.Settings settings) {
    json.text("computers", settings.computers().word())
        .texts("sites", settings.sites())
        .text("greeting", settings.greeting());
    Integer replyMinutes = settings.replyMinutes();
    if (replyMinutes != null) {
      json.number("replyMinutes", replyMinutes);
    }
  }

  private static void write(JsonObjectWriter json, Use use) {
    json.text("month", use.month())
        .number("chats", use.chats())
        .number("answered", use.answered())
        .number("missed", use.missed());
  }

  private static void named(JsonObjectWriter json, AgentId id, Optional<Member> member) {
    json.text("id", id.value()).text("name", member.map(Member::name).orElse(id.value()));
  }
}
