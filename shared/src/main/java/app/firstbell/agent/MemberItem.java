package app.firstbell.agent;

import app.firstbell.dynamo.Item;
import app.firstbell.dynamo.Row;
import app.firstbell.organization.RoomId;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// A member as an item of the table `Accounts`: `{tenant}` / `member#{id}`.
final class MemberItem {
  static final String MEMBER = "member#";

  private MemberItem() {}

  /// Every attribute but keys and version.
  static Map<String, AttributeValue> attributes(Member member) {
    Item item =
        new Item()
            .text("name", member.card().name())
            .text("photo", member.card().photo())
            .text("title", member.card().title())
            .text("greeting", member.card().greeting())
            .text("email", member.email())
            .text("pendingEmail", member.pendingEmail())
            .text("passwordHash", member.passwordHash())
            .texts("rooms", member.rooms().stream().map(RoomId::value).toList())
            .text("role", member.standing().role().word())
            .texts(
                "permissions",
                member.standing().permissions().stream().map(Permission::word).toList())
            .text("status", member.standing().status().word())
            .bool("portalAccess", member.standing().portalAccess())
            .text("ringTone", member.profile().ringTone().word())
            .text("photoKind", member.profile().photoKind().word())
            .instant("createdAt", member.times().createdAt())
            .instant("lastSignInAt", member.times().lastSignInAt())
            .instant("deletedAt", member.times().deletedAt());
    Profile.WhatsApp whatsApp = member.profile().whatsApp();
    WhatsAppNumber number = whatsApp.number();
    item.map(
        "whatsapp",
        new Item()
            .bool("enabled", whatsApp.enabled())
            .text("number", number == null ? null : number.digits())
            .build());
    item.map(
        "alerts",
        new Item()
            .bool("email", member.profile().alerts().email())
            .bool("notification", member.profile().alerts().notification())
            .build());
    return item.build();
  }

  /// Reads a member; what an item from before this attribute lacks is as it was then.
  static Member member(Row row) {
    String photo = row.textOrNull("photo");
    Instant createdAt = row.instantOrNull("createdAt");
    return new Member(
        new AgentCard(
            new AgentId(row.text("sk").substring(MEMBER.length())),
            row.text("name"),
            photo,
            row.textOrNull("title"),
            row.textOrNull("greeting")),
        row.text("email"),
        row.textOrNull("pendingEmail"),
        row.textOrNull("passwordHash"),
        row.texts("rooms").stream().map(RoomId::new).toList(),
        standing(row),
        profile(row, photo),
        new Member.Times(
            createdAt == null ? Instant.EPOCH : createdAt,
            row.instantOrNull("lastSignInAt"),
            row.instantOrNull("deletedAt")),
        row.number("version", 0));
  }

  private static Standing standing(Row row) {
    Set<Permission> permissions = EnumSet.noneOf(Permission.class);
    if (row.has("permissions")) {
      row.texts("permissions").stream()
          .flatMap(word -> Permission.of(word).stream())
          .forEach(permissions::add);
    } else {
      permissions.add(Permission.ANSWER_CHATS);
    }
    return new Standing(
        word(row, "role").flatMap(Role::of).orElse(Role.MEMBER),
        permissions,
        word(row, "status").flatMap(MemberStatus::of).orElse(MemberStatus.ACTIVE),
        row.bool("portalAccess", true));
  }

  private static Profile profile(Row row, @Nullable String photo) {
    Row whatsApp = new Row(row.map("whatsapp"));
    Row alerts = new Row(row.map("alerts"));
    String number = whatsApp.textOrNull("number");
    return new Profile(
        new Profile.WhatsApp(
            whatsApp.bool("enabled", false), number == null ? null : new WhatsAppNumber(number)),
        new Profile.Alerts(alerts.bool("email", true), alerts.bool("notification", true)),
        word(row, "ringTone").flatMap(RingTone::of).orElse(RingTone.BELL),
        word(row, "photoKind")
            .flatMap(PhotoKind::of)
            .orElse(photo == null ? PhotoKind.AVATAR : PhotoKind.URL));
  }

  private static Optional<String> word(Row row, String name) {
    return Optional.ofNullable(row.textOrNull(name));
  }
}
