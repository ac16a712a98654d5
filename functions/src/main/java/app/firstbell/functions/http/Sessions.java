package app.firstbell.functions.http;

import app.firstbell.agent.Member;
import app.firstbell.identity.SignIn;
import app.firstbell.identity.Token;
import app.firstbell.json.JsonObjectWriter;
import app.firstbell.json.JsonValue;
import app.firstbell.organization.Organization;
import app.firstbell.organization.OrganizationStore;
import app.firstbell.organization.RoomName;
import app.firstbell.organization.TenantId;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.util.List;

/// Answers the routes of `/sessions`.
final class Sessions {
  private final SignIn signIn;
  private final OrganizationStore organizations;

  Sessions(SignIn signIn, OrganizationStore organizations) {
    this.signIn = signIn;
    this.organizations = organizations;
  }

  APIGatewayV2HTTPResponse signIn(APIGatewayV2HTTPEvent request) {
    JsonValue.Obj body = Http.body(request);
    String email = Http.text(body, "email", 254);
    String password = Http.text(body, "password", 1024);
    return switch (signIn.signIn(email, password)) {
      case SignIn.SignedIn.Welcome welcome ->
          Http.ok(
              201,
              json -> {
                json.text("token", welcome.token().text())
                    .instant("expiresAt", welcome.expiresAt());
                write(json, welcome.tenant(), welcome.member());
              });
      case SignIn.SignedIn.Refused _ ->
          throw Problem.unauthorized("E-mail address or password is wrong.");
      case SignIn.SignedIn.TooOften tooOften -> throw Problem.tooOften(tooOften.retryAfter());
    };
  }

  APIGatewayV2HTTPResponse current(APIGatewayV2HTTPEvent request) {
    SignIn.Signed signed =
        signIn
            .signed(session(request))
            .orElseThrow(() -> Problem.unauthorized("The session has ended."));
    return Http.ok(
        200,
        json -> {
          json.instant("expiresAt", signed.expiresAt());
          write(json, signed.tenant(), signed.member());
        });
  }

  APIGatewayV2HTTPResponse signOut(APIGatewayV2HTTPEvent request) {
    signIn.signOut(session(request));
    return Http.noContent();
  }

  private static Token.Session session(APIGatewayV2HTTPEvent request) {
    return Http.bearer(request)
        .filter(Token.Session.class::isInstance)
        .map(Token.Session.class::cast)
        .orElseThrow(
            () -> Problem.unauthorized("expected the header Authorization: Bearer <session>"));
  }

  private void write(JsonObjectWriter json, TenantId tenant, Member member) {
    Organization organization =
        organizations
            .organization(tenant)
            .orElseThrow(() -> Problem.unauthorized("The organization is no more."));
    List<RoomName> rooms =
        organization.rooms().stream().filter(room -> member.rooms().contains(room.id())).toList();
    json.object(
            "organization",
            o -> o.text("id", organization.id().value()).text("name", organization.name()))
        .object(
            "member",
            m ->
                m.text("id", member.card().id().value())
                    .text("name", member.card().name())
                    .text("email", member.email())
                    .text("title", member.card().title())
                    .text("photo", member.card().photo())
                    .text("greeting", member.card().greeting())
                    .objects("rooms", rooms, Sites::write));
  }
}
