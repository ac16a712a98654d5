package app.firstbell.functions.provision;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What the function answers, as Lambda's serialization writes it.
final class Answers {
  private Answers() {}

  static Map<String, Object> of(FirstAdministrator.Invited invited, String email, String name) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("organization", Map.of("id", "platform"));
    answer.put("invitation", invited.name().toLowerCase(Locale.ROOT));
    answer.put("email", email.strip().toLowerCase(Locale.ROOT));
    answer.put("name", name.strip());
    return answer;
  }

  /// `organization` is the first one; `agents` and `people` are all who can sign in, for programs
  /// and for whoever reads the start's report.
  static Map<String, Object> of(List<Blueprint> blueprints) {
    List<Map<String, Object>> organizations = new ArrayList<>();
    List<Map<String, Object>> agents = new ArrayList<>();
    List<Map<String, Object>> people = new ArrayList<>();
    for (Blueprint blueprint : blueprints) {
      Map<String, Object> organization = new LinkedHashMap<>();
      organization.put("id", blueprint.organization().id().value());
      organization.put("name", blueprint.organization().name());
      organizations.add(organization);
      for (Blueprint.Agent agent : blueprint.agents()) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("email", agent.email());
        one.put("password", agent.password());
        one.put("name", agent.card().name());
        agents.add(one);
        Map<String, Object> person = new LinkedHashMap<>();
        person.put("organization", blueprint.organization().name());
        person.put("name", agent.card().name());
        person.put("role", agent.role().word());
        person.put("email", agent.email());
        person.put("password", agent.password());
        people.add(person);
      }
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    if (!organizations.isEmpty()) {
      answer.put("organization", organizations.getFirst());
    }
    answer.put("organizations", organizations);
    answer.put("agents", agents);
    answer.put("people", people);
    return answer;
  }
}
