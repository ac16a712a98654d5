package app.firstbell.proof.matrix;

import app.firstbell.access.Actor;
import app.firstbell.proof.client.Api;
import app.firstbell.proof.people.Company;
import app.firstbell.proof.people.Person;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// One of the cast: a role with the credentials that fill it.
///
/// @param actor as the policy sees them
/// @param turns the same role in several heads where the rate limit of one would be reached
/// @param home the organization that they belong to or have entered
/// @param person a member who can sign in; null for visitors, programs, support
record Who(
    Role role,
    Actor actor,
    List<Api> turns,
    AtomicInteger turn,
    Company home,
    @Nullable Person person) {

  static Who of(Role role, Actor actor, List<Api> turns, Company home) {
    return new Who(role, actor, turns, new AtomicInteger(), home, null);
  }

  static Who of(Role role, Person person, Company home) {
    return new Who(role, person.actor(), List.of(person.api()), new AtomicInteger(), home, person);
  }

  Api api() {
    return turns.get(Math.floorMod(turn.getAndIncrement(), turns.size()));
  }

  Person member() {
    if (person == null) {
      throw new IllegalStateException(role + " is no member");
    }
    return person;
  }
}
