package app.firstbell.functions.http;

import app.firstbell.credit.Credits;
import app.firstbell.identity.Ids;
import app.firstbell.identity.Token;
import app.firstbell.isolation.Proof;
import app.firstbell.isolation.TenantScope;
import app.firstbell.json.JsonValue;
import app.firstbell.organization.Organization;
import app.firstbell.organization.OrganizationStore;
import app.firstbell.organization.RoomId;
import app.firstbell.organization.TenantId;
import app.firstbell.presence.PresenceStore;
import app.firstbell.visitor.VisitorAccount;
import app.firstbell.visitor.VisitorId;
import app.firstbell.visitor.VisitorStore;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Makes visitors, and shows sites.
public final class Visitors {
  /// A visitor who comes back within this time is still the same.
  private static final Duration REMEMBERED = Duration.ofDays(90);

  private static final int LONGEST_URL = 2_000;

  private final OrganizationStore organizations;
  private final VisitorStore visitors;
  private final PresenceStore presences;
  private final Credits credits;
  private final Ids ids;
  private final InstantSource clock;

  public Visitors(
      OrganizationStore organizations,
      VisitorStore visitors,
      PresenceStore presences,
      Credits credits,
      Ids ids,
      InstantSource clock) {
    this.organizations = organizations;
    this.visitors = visitors;
    this.presences = presences;
    this.credits = credits;
    this.ids = ids;
    this.clock = clock;
  }

  APIGatewayV2HTTPResponse make(JsonValue.Obj sent) {
    Fields body = Fields.of(sent, "", "site", "page");
    Organization organization = organization(body.text("site", 40));
    Optional<String> url =
        body.object("page", "url", "title").flatMap(page -> page.optionalText("url", LONGEST_URL));
    if (!organization.allows(url)) {
      throw Problem.forbidden("the widget of this organization is not for that page");
    }
    VisitorId id = new VisitorId(ids.id());
    Token.Visitor token = new Token.Visitor(organization.id(), id, ids.secret());
    Instant expiresAt = clock.instant().plus(REMEMBERED);
    visitors.put(new VisitorAccount(organization.id(), id, token.hash(), expiresAt));
    return Http.ok(
        201,
        json ->
            json.text("token", token.text())
                .text("visitor", id.value())
                .instant("expiresAt", expiresAt));
  }

  APIGatewayV2HTTPResponse site(APIGatewayV2HTTPEvent request) {
    Map<String, String> path = request.getPathParameters();
    Organization organization = organization(path == null ? "" : path.getOrDefault("site", ""));
    Instant now = clock.instant();
    boolean available =
        !organization.isUsedUp(now)
            && (agentsRing(organization, now) || operatorsRing(organization, now));
    return Http.ok(
        200,
        json -> {
          Sites.write(json, organization);
          json.bool("available", available);
        });
  }

  private boolean agentsRing(Organization organization, Instant now) {
    return organization.effectiveRooms().stream()
        .anyMatch(room -> rings(organization.id(), room.id(), now));
  }

  /// As a start would find it: the balance is read only where there can be operators.
  private boolean operatorsRing(Organization organization, Instant now) {
    return organization
        .service()
        .operators()
        .filter(_ -> credits.areUsable(organization.id(), now))
        .filter(home -> operatorsRing(home, now))
        .isPresent();
  }

  private boolean operatorsRing(TenantId home, Instant now) {
    TenantScope.read(Set.of(home), Proof.OPERATORS);
    return rings(home, RoomId.OPERATORS, now);
  }

  private boolean rings(TenantId tenant, RoomId room, Instant now) {
    return presences.inRoom(tenant, room).stream().anyMatch(presence -> presence.rings(now));
  }

  private Optional<Organization> found(TenantId id) {
    TenantScope.enter(id, Proof.PUBLIC);
    return organizations.organization(id);
  }

  private Organization organization(String site) {
    return Optional.of(site)
        .filter(TenantId::isValid)
        .map(TenantId::new)
        .flatMap(this::found)
        // Of a suspended organization the widget shows nothing, as of none.
        .filter(Organization::isOpen)
        .orElseThrow(() -> Problem.notFound("there is no such site"));
  }
}
