package app.firstbell.functions.http;

import app.firstbell.access.Actor;
import app.firstbell.agent.AgentId;
import app.firstbell.agent.Member;
import app.firstbell.agent.Permission;
import app.firstbell.identity.Pass;
import app.firstbell.identity.Session;
import app.firstbell.json.JsonObjectWriter;
import app.firstbell.organization.Account;
import app.firstbell.organization.Plan;
import app.firstbell.organization.RoomName;
import app.firstbell.transaction.Answer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Who somebody is in which organization, as the console wants to know it.
final class Passport {
  private Passport() {}

  /// The answer to whoever has just proved who they are: 201, with the tokens of the session.
  static Answer answer(Pass pass) {
    return Http.json(
        201,
        json -> {
          write(json, pass);
          write(json, pass.organization(), Optional.of(pass.member()), Optional.empty());
        });
  }

  /// The tokens of a session.
  static void write(JsonObjectWriter json, Pass pass) {
    json.text("token", pass.token()).instant("expiresAt", pass.expiresAt());
    pass.refresh()
        .ifPresent(refresh ->
            json.text("refreshToken", refresh.text())
                .instant("refreshExpiresAt", refresh.expiresAt()));
    json.text("session", pass.session().id().value());
  }

  /// @param member of support the owner, if there is one: what the owner sees, support sees
  static void write(
      JsonObjectWriter json, Account organization, Optional<Member> member, Actor actor) {
    write(
        json,
        organization,
        member,
        actor instanceof Actor.Support support ? Optional.of(support) : Optional.empty());
  }

  static void write(
      JsonObjectWriter json,
      Account organization,
      Optional<Member> member,
      Optional<Actor.Support> support) {
    json.object(
            "organization",
            o ->
                o.text("id", organization.id().value())
                    .text("name", organization.name())
                    .text("kind", organization.kind().word())
                    .text("plan", organization.plan().id())
                    .text("state", organization.state().word())
                    .text("computers", organization.settings().computers().word())
                    .text("timezone", organization.locality().timezone()))
        .object("member", member(organization, member, support));
    support.ifPresent(it -> {
      Actor.Member by = it.by();
      support(
          json,
          new Session.Support(by.tenant(), by.organization(), by.name(), it.reason()),
          by.id(),
          it.until());
    });
  }

  /// Who is in an organization as support, why, and until when.
  static void support(JsonObjectWriter json, Session.Support support, AgentId by, Instant until) {
    json.object(
        "support",
        s ->
            s.object(
                    "by",
                    it ->
                        it.text("id", by.value())
                            .text("name", support.name())
                            .object(
                                "organization",
                                o ->
                                    o.text("id", support.organization().value())
                                        .text("name", support.organizationName())))
                .text("reason", support.reason())
                .instant("until", until));
  }

  private static Consumer<JsonObjectWriter> member(
      Account organization, Optional<Member> member, Optional<Actor.Support> support) {
    if (member.isEmpty()) {
      // Support in an organization without an owner.
      return m ->
          m.text("id", "support")
              .text("name", support.map(it -> it.by().name()).orElse("Support"))
              .text("email", "")
              .text("role", "admin")
              .texts("permissions", words(Set.of(Permission.values())))
              .objects("rooms", organization.rooms(), Sites::write)
              .bool("generalOnly", isGeneralOnly(organization));
    }
    Member it = member.get();
    List<RoomName> rooms =
        organization.rooms().stream().filter(room -> it.rooms().contains(room.id())).toList();
    return m ->
        m.text("id", it.id().value())
            .text("name", it.name())
            .text("email", it.email())
            .text("title", it.card().title())
            .text("photo", it.card().photo())
            .text("greeting", it.card().greeting())
            .text("role", support.isPresent() ? "admin" : it.role().word())
            .texts(
                "permissions",
                words(support.isPresent() ? Set.of(Permission.values()) : it.permissions()))
            .objects("rooms", rooms, Sites::write)
            .bool("generalOnly", isGeneralOnly(organization));
  }

  private static List<String> words(Set<Permission> permissions) {
    return Arrays.stream(Permission.values())
        .filter(permissions::contains)
        .map(Permission::word)
        .toList();
  }

  private static boolean isGeneralOnly(Account organization) {
    return organization.plan().rooms() == Plan.EffectiveRooms.GENERAL_ONLY;
  }
}
