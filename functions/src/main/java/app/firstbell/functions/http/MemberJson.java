package app.firstbell.functions.http;

import app.firstbell.agent.Member;
import app.firstbell.agent.Permission;
import app.firstbell.json.JsonObjectWriter;
import app.firstbell.organization.Account;
import app.firstbell.organization.RoomId;

/// Members as the API writes them: never a hash of a password.
final class MemberJson {
  private MemberJson() {}

  static void write(JsonObjectWriter json, Account account, Member member) {
    json.text("id", member.id().value())
        .text("name", member.name())
        .text("email", member.email())
        .text("pendingEmail", member.pendingEmail())
        .text("title", member.card().title())
        .text("photo", member.card().photo())
        .text("role", member.role().word())
        .bool("portalAccess", member.standing().portalAccess())
        .text("status", member.status().word())
        .texts(
            "permissions", member.standing().permissions().stream().map(Permission::word).toList())
        .texts("rooms", member.rooms().stream().map(RoomId::value).toList())
        .bool("owner", account.isOwner(member.id()))
        .instant("createdAt", member.times().createdAt())
        .instant("lastSignInAt", member.times().lastSignInAt())
        .number("version", member.version());
  }
}
