package app.firstbell.proof.threat;

import app.firstbell.access.Action;
import app.firstbell.access.Door;
import app.firstbell.access.Policy;
import app.firstbell.proof.client.Api;
import app.firstbell.proof.client.Door.Answer;
import app.firstbell.proof.people.Company;
import app.firstbell.proof.people.Company.Job;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/// Everything that support may change at a customer's, done once.
final class SupportDeeds {
  private static final Set<String> CHANGING = Set.of("POST", "PUT", "PATCH", "DELETE");
  private static final String ORGANIZATION = "/organizations/{organization}";

  private SupportDeeds() {}

  /// One mutating route that is open to support, called.
  record Deed(Action action, String what, Answer answer) {}

  static List<Deed> all(Api support, Company tea) {
    String id = tea.id();
    String member =
        tea.invite(Job.manager("Subject"), Company.address("subject")).path("id").asText();
    String room = tea.room("Subject " + UUID.randomUUID().toString().substring(0, 6));
    String members = ORGANIZATION + "/members/{member}";
    String rooms = ORGANIZATION + "/rooms/{room}";
    var settings = Api.object();
    settings.putObject("settings").put("greeting", "Hello " + UUID.randomUUID());
    var permissions = Api.object();
    permissions.putArray("permissions").add("view-audit");
    var agents = Api.object();
    agents.putArray("agents").add(member);
    List<Deed> deeds = new ArrayList<>();
    deeds.add(
        new Deed(
            Action.EDIT_ORGANIZATION,
            "settings.updated",
            support.change("PATCH", ORGANIZATION, support.get(ORGANIZATION, id), settings, id)));
    deeds.add(
        new Deed(
            Action.EDIT_MEMBER,
            "agents.updated",
            support.change(
                "PATCH",
                members,
                support.get(members, id, member),
                Api.object().put("name", "Named anew"),
                id,
                member)));
    deeds.add(
        new Deed(
            Action.SET_PERMISSIONS,
            "agents.permissions",
            support.change(
                "PUT",
                members + "/permissions",
                support.get(members, id, member),
                permissions,
                id,
                member)));
    deeds.add(
        new Deed(
            Action.CREATE_ROOM,
            "rooms.created",
            support.post(
                ORGANIZATION + "/rooms",
                Api.object()
                    .put("name", "By support " + UUID.randomUUID().toString().substring(0, 6)),
                id)));
    deeds.add(
        new Deed(
            Action.EDIT_ROOM,
            "rooms.updated",
            support.change(
                "PATCH",
                rooms,
                support.get(rooms, id, room),
                Api.object().put("ringSeconds", 20),
                id,
                room)));
    deeds.add(
        new Deed(
            Action.SET_ROOM_AGENTS,
            "rooms.agents",
            support.change(
                "PUT", rooms + "/agents", support.get(rooms, id, room), agents, id, room)));
    deeds.add(new Deed(Action.DELETE_ROOM, "rooms.deleted", support.deleteRead(rooms, id, room)));
    deeds.add(new Deed(Action.SIGN_OUT, "support.left", support.delete("/sessions/current")));
    return deeds;
  }

  private static Set<Action> mutating() {
    return Arrays.stream(Action.values())
        .filter(action -> !action.isOfSocket())
        .filter(action ->
            CHANGING.contains(action.routeKey().substring(0, action.routeKey().indexOf(' '))))
        .collect(Collectors.toSet());
  }

  /// Every route that changes something and that support may call.
  static Set<Action> open() {
    return mutating().stream().filter(SupportDeeds::isOpenToSupport).collect(Collectors.toSet());
  }

  private static boolean isOpenToSupport(Action action) {
    return Policy.doors(action).contains(new Door.Support());
  }
}
