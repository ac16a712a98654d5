package app.firstbell.functions.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import app.firstbell.access.Actor;
import app.firstbell.access.Target;
import app.firstbell.agent.AgentId;
import app.firstbell.agent.MemberStatus;
import app.firstbell.agent.Permission;
import app.firstbell.agent.Role;
import app.firstbell.dynamo.Item;
import app.firstbell.dynamo.Row;
import app.firstbell.identity.AccessClaims;
import app.firstbell.identity.AccessTokens;
import app.firstbell.identity.ApiKeyToken;
import app.firstbell.identity.Session;
import app.firstbell.identity.Token;
import app.firstbell.identity.TokenKeys;
import app.firstbell.isolation.Proof;
import app.firstbell.isolation.TenantScope;
import app.firstbell.key.Reach;
import app.firstbell.key.Scope;
import app.firstbell.organization.OrganizationKind;
import app.firstbell.organization.OrganizationState;
import app.firstbell.organization.TenantId;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Tells who a request comes from: by an access token, an API key or a visitor's token. A token
/// says only who; everything that counts is read from the rows in one consistent batch, so that
/// whatever is revoked counts at once.
final class Credentials {
  /// Who it is, and the organizations that were read on the way.
  ///
  /// @param home the row of the actor's own organization; of support the customer's
  /// @param path the row of the organization that the path names
  record Known(Actor actor, Optional<Row> home, Optional<Row> path) {
    /// Whether the actor's own organization is open to its own people.
    boolean isHomeOpen() {
      return actor instanceof Actor.Support || home.filter(Credentials::isOpen).isPresent();
    }

    Optional<Target> target() {
      return path.map(row -> new Target(new TenantId(row.text("pk")), Credentials.parent(row)));
    }
  }

  private final AccountRows rows;
  private final AccessTokens tokens;
  private final TokenKeys keys;

  Credentials(AccountRows rows, AccessTokens tokens, TokenKeys keys) {
    this.rows = rows;
    this.tokens = tokens;
    this.keys = keys;
  }

  /// @param bearer what the client presents
  /// @param path the organization that the path names, if any
  Optional<Known> known(String bearer, Optional<TenantId> path, Instant now) {
    // Whose it is decides whether there is more.
    path.ifPresent(named -> TenantScope.glance(named));
    if (AccessTokens.looksLike(bearer)) {
      return tokens.verify(bearer).flatMap(claims -> ofSession(claims, path, now));
    }
    return ApiKeyToken.of(bearer, keys)
        .map(key -> ofKey(key, path, now))
        .orElseGet(() -> Token.visitor(bearer).flatMap(visitor -> ofVisitor(visitor, path, now)));
  }

  private Optional<Known> ofSession(AccessClaims claims, Optional<TenantId> path, Instant now) {
    TenantId tenant = claims.organization();
    TenantId home = claims.from().orElse(tenant);
    TenantScope.enter(tenant, Proof.TOKEN);
    TenantScope.read(Set.of(home), Proof.TOKEN);
    var sessionKey = Session.key(tenant, claims.session());
    var memberKey = Item.key(home.value(), "member#" + claims.member()).build();
    AccountRows.Batch batch =
        rows.read(List.of(sessionKey, memberKey, organization(tenant), organization(home)), path);
    Optional<Row> organization = batch.row(organization(tenant));
    Optional<Session> session =
        batch
            .row(sessionKey)
            .map(Session::of)
            .filter(found -> found.expiresAt().isAfter(now))
            .filter(found -> found.member().equals(claims.member()))
            .filter(
                found -> found.support().map(Session.Support::organization).equals(claims.from()));
    Optional<Actor.Member> member =
        batch
            .row(memberKey)
            .filter(Credentials::maySignIn)
            .flatMap(row ->
                batch
                    .row(organization(home))
                    .map(org -> member(claims.member(), home, row, org, claims)));
    if (session.isEmpty() || member.isEmpty() || organization.isEmpty()) {
      return Optional.empty();
    }
    Actor actor = member.get();
    if (claims.isSupport()) {
      if (!maySupport(member.get(), batch.row(organization(home)), organization.get())) {
        return Optional.empty();
      }
      actor =
          new Actor.Support(
              tenant,
              organization.get().text("name"),
              member.get(),
              session.get().support().orElseThrow().reason(),
              claims.session(),
              session.get().expiresAt());
    }
    return Optional.of(new Known(actor, organization, batch.path()));
  }

  private Optional<Known> ofKey(ApiKeyToken key, Optional<TenantId> path, Instant now) {
    TenantScope.enter(key.tenant(), Proof.TOKEN);
    var keyRow = Item.key(key.tenant() + "#key", key.id()).build();
    AccountRows.Batch batch = rows.read(List.of(keyRow, organization(key.tenant())), path);
    Optional<Row> home = batch.row(organization(key.tenant()));
    Optional<Row> found =
        batch
            .row(keyRow)
            .filter(row -> isSame(row.text("hash"), key.hash(keys)))
            .filter(row -> row.number("expiresAt", Long.MAX_VALUE) > now.toEpochMilli());
    if (home.isEmpty() || found.isEmpty()) {
      return Optional.empty();
    }
    rows.markUsed(keyRow, found.get(), now);
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    found.get().texts("scopes").forEach(word -> Scope.of(word).ifPresent(scopes::add));
    return Optional.of(
        new Known(
            new Actor.Key(
                key.tenant(),
                kind(home.get()),
                home.get().text("name"),
                key.id(),
                found.get().text("name"),
                scopes,
                Reach.of(found.get())),
            home,
            batch.path()));
  }

  private Optional<Known> ofVisitor(Token.Visitor token, Optional<TenantId> path, Instant now) {
    TenantScope.enter(token.tenant(), Proof.TOKEN);
    var key = Item.key(token.tenant() + "#visitor", token.visitor().value()).build();
    AccountRows.Batch batch = rows.read(List.of(key, organization(token.tenant())), path);
    return batch
        .row(key)
        .filter(row -> row.instant("expiresAt").isAfter(now))
        .filter(row -> isSame(row.text("hash"), token.hash()))
        .map(_ ->
            new Known(
                new Actor.Visitor(token.tenant(), token.visitor()),
                batch.row(organization(token.tenant())),
                batch.path()));
  }

  private static Actor.Member member(
      AgentId id, TenantId tenant, Row row, Row organization, AccessClaims claims) {
    Set<Permission> permissions = EnumSet.noneOf(Permission.class);
    row.texts("permissions").forEach(word -> Permission.of(word).ifPresent(permissions::add));
    if (!row.has("permissions")) {
      permissions.add(Permission.ANSWER_CHATS);
    }
    return new Actor.Member(
        tenant,
        kind(organization),
        organization.text("name"),
        id,
        row.text("name"),
        word(row, "role").flatMap(Role::of).orElse(Role.MEMBER),
        permissions,
        claims.session());
  }

  /// A support session goes on only while whoever entered could enter again: with the organization
  /// it is deleted too.
  private static boolean maySupport(Actor.Member by, Optional<Row> home, Row customer) {
    return by.holds(Permission.MANAGE_CUSTOMERS)
        && state(customer) != OrganizationState.DELETED
        && home.filter(Credentials::isOpen).isPresent()
        && switch (by.kind()) {
          case CUSTOMER -> false;
          case RESELLER -> parent(customer).equals(Optional.of(by.tenant()));
          case PLATFORM -> true;
        };
  }

  private static boolean maySignIn(Row member) {
    return word(member, "status").flatMap(MemberStatus::of).orElse(MemberStatus.ACTIVE)
            == MemberStatus.ACTIVE
        && member.bool("portalAccess", true);
  }

  static boolean isOpen(Row organization) {
    return state(organization) == OrganizationState.ACTIVE;
  }

  private static OrganizationState state(Row organization) {
    return word(organization, "state")
        .flatMap(OrganizationState::of)
        .orElse(OrganizationState.ACTIVE);
  }

  static OrganizationKind kind(Row organization) {
    return word(organization, "kind")
        .flatMap(OrganizationKind::of)
        .orElse(OrganizationKind.CUSTOMER);
  }

  /// An organization from before there were parents belongs to the platform.
  static Optional<TenantId> parent(Row organization) {
    return kind(organization) == OrganizationKind.PLATFORM
        ? Optional.empty()
        : Optional.of(word(organization, "parent").map(TenantId::new).orElse(TenantId.PLATFORM));
  }

  private static Optional<String> word(Row row, String name) {
    return Optional.ofNullable(row.textOrNull(name));
  }

  private static Map<String, AttributeValue> organization(TenantId tenant) {
    return AccountRows.organization(tenant);
  }

  private static boolean isSame(String stored, String given) {
    return MessageDigest.isEqual(stored.getBytes(US_ASCII), given.getBytes(US_ASCII));
  }
}
