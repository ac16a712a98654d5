package app.firstbell.organization;

import app.firstbell.agent.AgentId;
import app.firstbell.billing.Package;
import app.firstbell.dynamo.Item;
import app.firstbell.dynamo.Row;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The item `{tenant}` / `org` of the table `Accounts`, of which [Organization] and [Account] are
/// two views. Each is written as an update of its own attributes, so neither loses the other's.
final class AccountItem {
  static final String ORG = "org";

  private AccountItem() {}

  static Map<String, AttributeValue> key(TenantId id) {
    return Item.key(id.value(), ORG).build();
  }

  /// What chats need, and nothing else.
  static Map<String, AttributeValue> attributes(Organization organization) {
    Item item =
        new Item()
            .text("name", organization.name())
            .texts("sites", organization.sites())
            .number("rate", organization.limits().rate())
            .number("burst", organization.limits().burst())
            .text("greeting", organization.greeting())
            .text("state", organization.state().word())
            .text("plan", organization.plan().id())
            .text("computers", organization.computers().word());
    service(item, organization.service());
    rooms(item, organization.rooms());
    return replyMinutes(item, organization.replyMinutes()).build();
  }

  /// Every attribute of an account; limits are not among them, for nobody edits them here.
  static Map<String, AttributeValue> attributes(Account account) {
    TenantId parent = account.parent();
    AgentId owner = account.owner();
    Item item =
        new Item()
            .text("kind", account.kind().word())
            .text("parent", parent == null ? null : parent.value())
            .text("name", account.name())
            .text("state", account.state().word())
            .text("suspendedReason", account.suspendedReason())
            .text("country", account.locality().country())
            .text("currency", account.locality().currency())
            .text("timezone", account.locality().timezone())
            .text("pricing", account.pricing().word())
            .text("plan", account.plan().id())
            .text("billingName", account.billing().ownName())
            .text("taxId", account.billing().taxId())
            .text("computers", account.settings().computers().word())
            .texts("sites", account.settings().sites())
            .text("greeting", account.settings().greeting())
            .text("owner", owner == null ? null : owner.value())
            .instant("createdAt", account.times().createdAt())
            .instant("deletedAt", account.times().deletedAt());
    Billing.Address address = account.billing().address();
    if (address != null) {
      item.map("billingAddress", address(address));
    }
    Account.Terms terms = account.terms();
    if (terms != null) {
      item.text("termsVersion", terms.version())
          .instant("termsAt", terms.at())
          .text("termsBy", terms.by().value());
    }
    service(item, account.service());
    rooms(item, account.rooms());
    return replyMinutes(item, account.settings().replyMinutes()).build();
  }

  /// A new account's item.
  static Map<String, AttributeValue> item(Account account) {
    Map<String, AttributeValue> item = new HashMap<>(attributes(account));
    item.putAll(key(account.id()));
    item.putAll(
        new Item()
            .number("version", account.version())
            .number("rate", Limits.USUAL.rate())
            .number("burst", Limits.USUAL.burst())
            .build());
    return item;
  }

  static Organization organization(Row row) {
    return new Organization(
        new TenantId(row.text("pk")),
        row.text("name"),
        row.texts("sites"),
        new Limits((int) row.number("rate"), (int) row.number("burst")),
        row.text("greeting"),
        replyMinutes(row),
        rooms(row),
        state(row),
        plan(row),
        computers(row),
        service(row),
        ZoneId.of(word(row, "timezone").orElse("UTC")),
        usedUp(row));
  }

  /// Reads an account; what an item from before this attribute lacks is as it was then.
  static Account account(Row row) {
    TenantId id = new TenantId(row.text("pk"));
    OrganizationKind kind =
        word(row, "kind").flatMap(OrganizationKind::of).orElse(OrganizationKind.CUSTOMER);
    Instant createdAt = row.instantOrNull("createdAt");
    return new Account(
        id,
        kind,
        kind == OrganizationKind.PLATFORM
            ? null
            : word(row, "parent").map(TenantId::new).orElse(TenantId.PLATFORM),
        row.text("name"),
        state(row),
        row.textOrNull("suspendedReason"),
        new Locality(
            word(row, "country").orElse(Locality.UNKNOWN.country()),
            word(row, "currency").orElse(Locality.UNKNOWN.currency()),
            word(row, "timezone").orElse(Locality.UNKNOWN.timezone())),
        word(row, "pricing").flatMap(Pricing::of).orElse(Pricing.PREPAID),
        plan(row),
        service(row),
        new Billing(row.textOrNull("billingName"), address(row), row.textOrNull("taxId")),
        new Account.Settings(
            computers(row), row.texts("sites"), row.text("greeting"), replyMinutes(row)),
        rooms(row),
        word(row, "owner").map(AgentId::new).orElse(null),
        terms(row),
        new Account.Times(
            createdAt == null ? Instant.EPOCH : createdAt, row.instantOrNull("deletedAt")),
        row.number("version", 0));
  }

  private static Map<String, AttributeValue> address(Billing.Address address) {
    return new Item()
        .text("line1", address.line1())
        .text("line2", address.line2())
        .text("city", address.city())
        .text("region", address.region())
        .text("postalCode", address.postalCode())
        .text("country", address.country())
        .build();
  }

  private static Billing.@Nullable Address address(Row row) {
    if (!row.has("billingAddress")) {
      return null;
    }
    Row address = new Row(row.map("billingAddress"));
    return new Billing.Address(
        address.text("line1"),
        address.textOrNull("line2"),
        address.text("city"),
        address.textOrNull("region"),
        address.textOrNull("postalCode"),
        address.text("country"));
  }

  private static Account.@Nullable Terms terms(Row row) {
    return row.has("termsVersion")
        ? new Account.Terms(
            row.text("termsVersion"), row.instant("termsAt"), new AgentId(row.text("termsBy")))
        : null;
  }

  private static OrganizationState state(Row row) {
    return word(row, "state").flatMap(OrganizationState::of).orElse(OrganizationState.ACTIVE);
  }

  private static Plan plan(Row row) {
    return word(row, "plan").flatMap(Plan::of).orElse(Plan.BUSINESS);
  }

  /// The platform's package is what an item says that says nothing.
  private static void service(Item item, Service service) {
    service
        .operators()
        .ifPresent(operators ->
            item.text("package", service.sold().word()).text("operators", operators.value()));
  }

  private static Service service(Row row) {
    return Service.of(
        word(row, "package").flatMap(Package::of).orElse(Package.PLATFORM),
        word(row, "operators").map(TenantId::new).orElse(TenantId.PLATFORM));
  }

  /// The month whose chats were used up, unless the plan has become a larger one since.
  private static @Nullable YearMonth usedUp(Row row) {
    long allowed = plan(row).chatsPerMonth().orElse(Long.MAX_VALUE);
    return row.number("usedUpOf", 0) < allowed
        ? null
        : word(row, "usedUp").map(YearMonth::parse).orElse(null);
  }

  private static Computers computers(Row row) {
    return word(row, "computers").flatMap(Computers::of).orElse(Computers.BOTH);
  }

  private static void rooms(Item item, List<RoomName> rooms) {
    item.texts("roomIds", rooms.stream().map(room -> room.id().value()).toList())
        .texts("roomNames", rooms.stream().map(RoomName::name).toList());
  }

  private static List<RoomName> rooms(Row row) {
    List<String> ids = row.texts("roomIds");
    List<String> names = row.texts("roomNames");
    List<RoomName> rooms = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      rooms.add(new RoomName(new RoomId(ids.get(i)), names.get(i)));
    }
    return rooms;
  }

  private static Item replyMinutes(Item item, @Nullable Integer minutes) {
    return minutes == null ? item : item.number("replyMinutes", minutes);
  }

  private static @Nullable Integer replyMinutes(Row row) {
    return row.has("replyMinutes") ? (int) row.number("replyMinutes") : null;
  }

  private static Optional<String> word(Row row, String name) {
    return Optional.ofNullable(row.textOrNull(name));
  }
}
