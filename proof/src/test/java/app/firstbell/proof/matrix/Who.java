package app.firstbell.proof.matrix;

import app.firstbell.access.Actor;
import app.firstbell.proof.client.Api;
import app.firstbell.proof.people.Company;
import app.firstbell.proof.people.Person;
import org.jspecify.annotations.Nullable;

/// One of the cast: a role with the credentials that fill it.
///
/// @param actor as the policy sees them
/// @param home the organization that they belong to or have entered
/// @param person a member who can sign in; null for visitors, programs, support
record Who(Role role, Actor actor, Api api, Company home, @Nullable Person person) {
  Person member() {
    if (person == null) {
      throw new IllegalStateException(role + " is no member");
    }
    return person;
  }
}
