package app.firstbell.proof.people;

import app.firstbell.agent.Permission;
import app.firstbell.key.Scope;
import app.firstbell.proof.people.Company.Job;
import app.firstbell.proof.run.Installation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// A platform, two resellers, two customers of each, and everybody who works there.
///
/// @param olga the platform's administrator
/// @param platformPlain a member of the platform who only answers chats
/// @param tea the customer whose people are all there: a `staff`
/// @param books another customer of the same reseller
/// @param bikes a customer of the other reseller
/// @param boats another of the other reseller's
public record House(
    Installation installation,
    Person olga,
    Person platformManager,
    Person platformPlain,
    Company harbor,
    Person harborManager,
    Person harborPlain,
    Company inland,
    Company tea,
    Company books,
    Company bikes,
    Company boats,
    Staff staff) {

  /// Who works for one customer.
  ///
  /// @param admin an administrator who is not the owner
  /// @param agent holds nothing but `answer-chats`
  /// @param neighbour another such agent
  /// @param idle holds no permission at all
  /// @param managers one for each permission that is about managing, holding that one alone
  /// @param keys one for each scope, holding that one alone
  public record Staff(
      Person admin,
      Person agent,
      Person neighbour,
      Person idle,
      Map<Permission, Person> managers,
      Map<Scope, Company.Key> keys) {}

  /// The permissions of which each has a manager who holds nothing else.
  public static final List<Permission> MANAGING =
      List.of(
          Permission.MANAGE_AGENTS,
          Permission.MANAGE_ROOMS,
          Permission.MANAGE_SETTINGS,
          Permission.VIEW_AUDIT,
          Permission.MANAGE_KEYS,
          Permission.MANAGE_BILLING);

  public static House build(Installation installation) {
    Person olga = Person.olga(installation);
    String mark = UUID.randomUUID().toString().substring(0, 6);
    try (Crew crew = new Crew()) {
      var harbor = crew.go(() -> Company.create(olga, "Harbor " + mark, "reseller"));
      var inland = crew.go(() -> Company.create(olga, "Inland " + mark, "reseller"));
      var platform =
          crew.go(() ->
              new Company(installation, olga.organization(), "", "platform", "", olga)
                  .hire(List.of(Job.manager("Otto", "manage-customers"), Job.agent("Paula"))));
      Person rosa = crew.get(harbor).owner();
      Person ida = crew.get(inland).owner();
      var tea = crew.go(() -> Company.create(rosa, "Tea " + mark, "customer"));
      var books = crew.go(() -> Company.create(rosa, "Books " + mark, "customer"));
      var bikes = crew.go(() -> Company.create(ida, "Bikes " + mark, "customer"));
      var boats = crew.go(() -> Company.create(ida, "Boats " + mark, "customer"));
      var harborPeople =
          crew.go(() ->
              crew.get(harbor)
                  .hire(List.of(Job.manager("Hanna", "manage-customers"), Job.agent("Hugo"))));
      var staff = crew.go(() -> staff(crew.get(tea)));
      return new House(
          installation,
          olga,
          crew.get(platform).get(0),
          crew.get(platform).get(1),
          crew.get(harbor),
          crew.get(harborPeople).get(0),
          crew.get(harborPeople).get(1),
          crew.get(inland),
          crew.get(tea),
          crew.get(books),
          crew.get(bikes),
          crew.get(boats),
          crew.get(staff));
    }
  }

  public List<Company> customers() {
    return List.of(tea, books, bikes, boats);
  }

  private static Staff staff(Company company) {
    List<Job> jobs =
        new ArrayList<>(
            List.of(Job.admin("Ada"), Job.agent("Ann"), Job.agent("Ben"), Job.manager("Idle")));
    MANAGING.forEach(one -> jobs.add(Job.manager("Only " + one.word(), one.word())));
    List<Person> people = company.hire(jobs);
    Map<Permission, Person> managers = new EnumMap<>(Permission.class);
    for (int i = 0; i < MANAGING.size(); i++) {
      managers.put(MANAGING.get(i), people.get(i + 4));
    }
    Map<Scope, Company.Key> keys = new EnumMap<>(Scope.class);
    Arrays.stream(Scope.values())
        .forEach(scope -> keys.put(scope, company.key(List.of(scope.word()))));
    return new Staff(people.get(0), people.get(1), people.get(2), people.get(3), managers, keys);
  }

  /// Several things at once; the first that fails fails all.
  private static final class Crew implements AutoCloseable {
    private final java.util.concurrent.ExecutorService threads =
        Executors.newVirtualThreadPerTaskExecutor();

    <T> Future<T> go(Callable<T> work) {
      return threads.submit(work);
    }

    <T> T get(Future<T> work) {
      try {
        return work.get();
      } catch (ExecutionException e) {
        throw new IllegalStateException("the house was not built: " + e.getCause(), e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
    }

    @Override
    public void close() {
      threads.close();
    }
  }
}
