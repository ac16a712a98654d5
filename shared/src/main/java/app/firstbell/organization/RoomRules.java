package app.firstbell.organization;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What may be done with rooms: GENERAL stays, and keeps its name.
public final class RoomRules {
  /// They are listed in the organization's own item, which chats read.
  public static final int MOST = 100;

  private RoomRules() {}

  /// A new room among those of an organization.
  ///
  /// @throws RefusalException when the id is in use or reserved, or there are too many
  public static List<RoomName> add(Account account, RoomName room) {
    Amending.notDeleted(account);
    if (room.id().equals(RoomId.OPERATORS)) {
      throw new RefusalException(Refusal.STATE, "The id operators is reserved; choose another.");
    }
    if (account.rooms().stream().anyMatch(one -> one.id().equals(room.id()))) {
      throw new RefusalException(
          Refusal.STATE, "There is a room with this id already; choose another.");
    }
    if (account.rooms().size() >= MOST) {
      throw new RefusalException(
          Refusal.STATE, "There are " + MOST + " rooms, the most there can be.");
    }
    List<RoomName> rooms = new ArrayList<>(account.rooms());
    rooms.add(room);
    return rooms;
  }

  /// A room with another name or ring time.
  ///
  /// @throws RefusalException when GENERAL is to be called otherwise, or the organization is
  ///   deleted
  public static Room edit(Account account, Room room, String name, Duration ringTime) {
    Amending.notDeleted(account);
    if (room.id().equals(RoomId.GENERAL) && !name.equals(room.name().name())) {
      throw new RefusalException(Refusal.ROOM_STAYS, "GENERAL keeps its name.");
    }
    return new Room(new RoomName(room.id(), name), ringTime, room.version());
  }

  /// The rooms of an organization with this one's name as it is now.
  public static List<RoomName> renamed(Account account, RoomName room) {
    return account.rooms().stream().map(one -> one.id().equals(room.id()) ? room : one).toList();
  }

  /// The rooms that stay when one is deleted.
  ///
  /// @throws RefusalException when that is GENERAL
  public static List<RoomName> remove(Account account, RoomId room) {
    Amending.notDeleted(account);
    if (room.equals(RoomId.GENERAL)) {
      throw new RefusalException(
          Refusal.ROOM_STAYS, "GENERAL stays: chats without another room ring there.");
    }
    return account.rooms().stream().filter(one -> !one.id().equals(room)).toList();
  }

  /// An id made of a name, such as `orders-returns` of "Orders & returns".
  ///
  /// @param otherwise when the name has no letter or digit that an id may have
  public static RoomId idOf(String name, RoomId otherwise) {
    String id = Words.folded(name).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+", "");
    String cut = id.substring(0, Math.min(id.length(), 40)).replaceAll("-+$", "");
    return RoomId.isValid(cut) && !cut.equals(RoomId.OPERATORS.value())
        ? new RoomId(cut)
        : otherwise;
  }
}
