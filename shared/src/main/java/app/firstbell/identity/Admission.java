package app.firstbell.identity;

import app.firstbell.agent.MemberStore;
import app.firstbell.organization.Organization;
import app.firstbell.organization.OrganizationStore;
import java.time.InstantSource;

/// Whether what a ticket said a moment ago still holds. A ticket lives a minute, in which its
/// session may be ended, its agent disabled or its organization suspended; then it opens nothing.
///
/// Whoever opens a connection notes it first and asks then; whoever ends a session ends it first
/// and looks for its connections then. So one of the two always sees the other.
@FunctionalInterface
public interface Admission {
  boolean admits(Caller caller);

  /// By what is stored. Price: one read of the organization, and for an agent two more.
  static Admission stored(
      OrganizationStore organizations,
      MemberStore members,
      SessionStore sessions,
      InstantSource clock) {
    return caller ->
        organizations.organization(caller.tenant()).filter(Organization::isOpen).isPresent()
            && switch (caller) {
              case Caller.Visitor _ -> true;
              case Caller.Agent agent ->
                  sessions
                          .session(agent.tenant(), agent.seat().session(), clock.instant())
                          .filter(session -> session.member().equals(agent.card().id()))
                          .isPresent()
                      && members
                          .member(agent.tenant(), agent.card().id())
                          .filter(member -> member.standing().maySignIn())
                          .isPresent();
            };
  }
}
