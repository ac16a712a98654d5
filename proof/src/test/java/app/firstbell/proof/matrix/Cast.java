package app.firstbell.proof.matrix;

import app.firstbell.access.Actor;
import app.firstbell.agent.AgentId;
import app.firstbell.agent.Permission;
import app.firstbell.identity.SessionId;
import app.firstbell.key.Reach;
import app.firstbell.key.Scope;
import app.firstbell.organization.OrganizationKind;
import app.firstbell.organization.TenantId;
import app.firstbell.proof.client.Api;
import app.firstbell.proof.client.VisitorClient;
import app.firstbell.proof.people.Company;
import app.firstbell.proof.people.Company.Job;
import app.firstbell.proof.people.Computers;
import app.firstbell.proof.people.House;
import app.firstbell.proof.people.Person;
import app.firstbell.visitor.VisitorId;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Everybody who tries, in one house.
///
/// @param platform the platform, as an organization that has members too
record Cast(House house, Company platform, Map<Role, Who> all) {
  /// A nameless caller or a visitor has 60 requests in a minute.
  private static final int HEADS = 8;

  private static final List<String> EVERY_SCOPE =
      Arrays.stream(Scope.values()).map(Scope::word).toList();

  static Cast of(House house) throws IOException {
    return new Casting(house).cast();
  }

  Who who(Role role) {
    return java.util.Objects.requireNonNull(all.get(role));
  }

  private static final class Casting {
    private final House house;
    private final Company platform;
    private final Map<Role, Who> all = new EnumMap<>(Role.class);

    Casting(House house) {
      this.house = house;
      this.platform =
          new Company(
              house.installation(),
              house.olga().organization(),
              "Firstbell",
              "platform",
              "",
              house.olga());
    }

    Cast cast() throws IOException {
      Company tea = house.tea();
      House.Staff staff = house.staff();
      all.put(
          Role.ANONYMOUS,
          Who.of(
              Role.ANONYMOUS,
              new Actor.Anonymous(),
              Stream.generate(() -> Api.nobody(house.installation().door().from(Computers.next())))
                  .limit(HEADS)
                  .toList(),
              tea));
      visitor(Role.VISITOR, tea);
      member(Role.AGENT, staff.agent(), tea);
      member(Role.IDLE, staff.idle(), tea);
      member(Role.MANAGES_AGENTS, staff.managers().get(Permission.MANAGE_AGENTS), tea);
      member(Role.MANAGES_ROOMS, staff.managers().get(Permission.MANAGE_ROOMS), tea);
      member(Role.MANAGES_SETTINGS, staff.managers().get(Permission.MANAGE_SETTINGS), tea);
      member(Role.VIEWS_AUDIT, staff.managers().get(Permission.VIEW_AUDIT), tea);
      member(Role.MANAGES_KEYS, staff.managers().get(Permission.MANAGE_KEYS), tea);
      member(Role.MANAGES_BILLING, staff.managers().get(Permission.MANAGE_BILLING), tea);
      member(Role.ADMIN, tea.owner(), tea);
      for (Scope scope : Scope.values()) {
        key(
            Role.valueOf("KEY_" + scope.name()),
            java.util.Objects.requireNonNull(staff.keys().get(scope)),
            List.of(scope.word()),
            tea);
      }
      key(Role.KEY_ALL, tea.key(EVERY_SCOPE), EVERY_SCOPE, tea);
      support(Role.SUPPORT_BY_RESELLER, house.harbor().owner(), tea);
      support(Role.SUPPORT_BY_PLATFORM, house.olga(), tea);
      member(Role.RESELLER_ADMIN, house.harbor().owner(), house.harbor());
      member(Role.RESELLER_MANAGER, house.harborManager(), house.harbor());
      member(Role.RESELLER_PLAIN, house.harborPlain(), house.harbor());
      key(Role.RESELLER_KEY, house.harbor().key(EVERY_SCOPE), EVERY_SCOPE, house.harbor());
      clerksKey(house.harbor());
      member(Role.PLATFORM_ADMIN, house.olga(), platform);
      member(Role.PLATFORM_MANAGER, house.platformManager(), platform);
      member(Role.PLATFORM_PLAIN, house.platformPlain(), platform);
      key(Role.PLATFORM_KEY, platform.key(EVERY_SCOPE), EVERY_SCOPE, platform);
      suspended();
      disabled(tea);
      return new Cast(house, platform, java.util.Collections.unmodifiableMap(all));
    }

    private void suspended() throws IOException {
      Person reseller = house.harbor().owner();
      Company shut = Company.create(reseller, "Shut " + house.tea().id(), "customer");
      member(Role.SUSPENDED_ADMIN, shut.owner(), shut);
      key(Role.SUSPENDED_KEY, shut.key(EVERY_SCOPE), EVERY_SCOPE, shut);
      visitor(Role.SUSPENDED_VISITOR, shut);
      reseller
          .api()
          .put(
              "/organizations/{organization}/suspension",
              Api.object().put("reason", "Three invoices are overdue."),
              shut.id())
          .orFail(200);
    }

    private void disabled(Company tea) {
      Person gone = tea.hire(Job.agent("Disabled"));
      member(Role.DISABLED_AGENT, gone, tea);
      Api admin = tea.owner().api();
      admin
          .change(
              "PATCH",
              "/organizations/{organization}/members/{member}",
              admin.get("/organizations/{organization}/members/{member}", tea.id(), gone.id()),
              Api.object().put("status", "disabled"),
              tea.id(),
              gone.id())
          .orFail(200);
    }

    private void member(Role role, Person person, Company home) {
      all.put(role, Who.of(role, person, home));
    }

    private void visitor(Role role, Company home) throws IOException {
      List<Api> heads = new ArrayList<>();
      Actor actor = new Actor.Anonymous();
      for (int i = 0; i < HEADS; i++) {
        try (VisitorClient visitor = home.visitor()) {
          heads.add(new Api(visitor.line().door(), visitor.line().token()));
          actor = new Actor.Visitor(new TenantId(home.id()), new VisitorId(visitor.id()));
        }
      }
      all.put(role, Who.of(role, actor, heads, home));
    }

    private void clerksKey(Company home) {
      Person clerk =
          home.hire(
              Job.manager(
                  "Clerk",
                  Arrays.stream(Permission.values())
                      .filter(one -> one != Permission.MANAGE_CUSTOMERS)
                      .map(Permission::word)
                      .toArray(String[]::new)));
      key(Role.RESELLER_CLERKS_KEY, home.key(clerk, EVERY_SCOPE), EVERY_SCOPE, Reach.OWN, home);
    }

    private void key(Role role, Company.Key key, List<String> scopes, Company home) {
      key(role, key, scopes, Reach.CUSTOMERS, home);
    }

    private void key(Role role, Company.Key key, List<String> scopes, Reach reach, Company home) {
      Set<Scope> held =
          scopes.stream()
              .map(word -> Scope.of(word).orElseThrow())
              .collect(java.util.stream.Collectors.toUnmodifiableSet());
      all.put(
          role,
          Who.of(
              role,
              new Actor.Key(
                  new TenantId(home.id()),
                  OrganizationKind.of(home.kind()).orElseThrow(),
                  home.name(),
                  key.id(),
                  "Key",
                  held,
                  reach),
              List.of(new Api(house.installation().door().from(Computers.next()), key.text())),
              home));
    }

    private void support(Role role, Person by, Company customer) {
      JsonNode entered = customer.support(by);
      Actor.Member self = by.actor();
      all.put(
          role,
          Who.of(
              role,
              new Actor.Support(
                  new TenantId(customer.id()),
                  customer.name(),
                  new Actor.Member(
                      self.tenant(),
                      self.kind(),
                      self.organization(),
                      new AgentId(by.id()),
                      by.name(),
                      self.role(),
                      self.permissions(),
                      new SessionId(entered.path("session").asText())),
                  "asked by phone",
                  new SessionId(entered.path("session").asText()),
                  Instant.ofEpochMilli(entered.path("expiresAt").asLong())),
              List.of(
                  new Api(
                      house.installation().door().from(Computers.next()),
                      entered.path("token").asText())),
              customer));
    }
  }
}
