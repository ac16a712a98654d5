package app.firstbell.functions.provision;

import app.firstbell.agent.Member;
import app.firstbell.agent.MemberStatus;
import app.firstbell.agent.MemberStore;
import app.firstbell.agent.PhotoKind;
import app.firstbell.agent.Standing;
import app.firstbell.dynamo.Contention;
import app.firstbell.identity.Passwords;
import app.firstbell.isolation.Proof;
import app.firstbell.isolation.TenantScope;
import app.firstbell.organization.Account;
import app.firstbell.organization.Directory;
import app.firstbell.organization.Directory.Place;
import app.firstbell.organization.Locality;
import app.firstbell.organization.Organization;
import app.firstbell.organization.OrganizationKind;
import app.firstbell.organization.OrganizationStore;
import app.firstbell.organization.Plan;
import app.firstbell.organization.Pricing;
import app.firstbell.organization.Room;
import app.firstbell.organization.RoomName;
import app.firstbell.organization.TenantId;
import app.firstbell.transaction.Outcome;
import app.firstbell.transaction.Transaction;
import app.firstbell.transaction.Transactions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// Brings what is stored to what a blueprint says. A repeat writes nothing.
public final class Provisioning {
  private final OrganizationStore organizations;
  private final Directory directory;
  private final MemberStore members;
  private final Transactions transactions;
  private final Passwords passwords;
  private final FirstCredits credits;
  private final InstantSource clock;

  public Provisioning(
      DynamoDbClient client,
      String table,
      Contention contention,
      Passwords passwords,
      InstantSource clock) {
    this.organizations = new OrganizationStore(client, table);
    this.directory = new Directory(client, table);
    this.members = new MemberStore(client, table);
    this.transactions = new Transactions(client, table, contention);
    this.passwords = passwords;
    this.credits = new FirstCredits(client, table, contention, clock);
    this.clock = clock;
  }

  /// @throws IllegalArgumentException when an e-mail address belongs to somebody else; what came
  ///   before it in the blueprint is done, and a repeat goes on from there
  void apply(Blueprint blueprint) {
    Blueprint.Office office = blueprint.organization();
    Optional<Account> stored = organizations.account(office.id());
    Account wanted = wanted(blueprint, stored);
    Stream.concat(stored.flatMap(Place::of).stream(), Place.of(wanted).stream())
        .forEach(
            place -> TenantScope.enterPart(place.parent(), Proof.INVOKED, Directory.PARTITIONS));
    if (stored.isEmpty()) {
      List<TransactWriteItem> beside =
          new ArrayList<>(directory.moving(Optional.empty(), Place.of(wanted)));
      beside.addAll(credits.opening(wanted));
      commit(organizations.creating(wanted), beside);
    } else if (!stored.get().equals(wanted)) {
      credits.open(stored.get());
      List<TransactWriteItem> beside =
          new ArrayList<>(directory.moving(stored.flatMap(Place::of), Place.of(wanted)));
      beside.addAll(credits.redenominating(stored.get(), wanted));
      commit(organizations.editing(stored.get(), wanted), beside);
    }
    credits.open(wanted);
    office.credits().ifPresent(first -> credits.post(wanted, first));
    limit(office);
    for (Room room : blueprint.rooms()) {
      Optional<Room> there = organizations.room(office.id(), room.id());
      long version = there.map(Room::version).orElse(0L);
      Room same = new Room(room.name(), room.ringTime(), version);
      if (!there.equals(Optional.of(same))) {
        organizations.put(office.id(), new Room(room.name(), room.ringTime(), version + 1));
      }
    }
    blueprint.agents().forEach(agent -> apply(office.id(), agent));
  }

  /// An account as the blueprint says; what it does not say stays.
  private Account wanted(Blueprint blueprint, Optional<Account> stored) {
    Blueprint.Office office = blueprint.organization();
    OrganizationKind kind =
        office.kind().or(() -> stored.map(Account::kind)).orElse(OrganizationKind.CUSTOMER);
    Account base =
        stored.orElseGet(() ->
            Account.created(
                office.id(),
                kind,
                kind == OrganizationKind.PLATFORM ? null : TenantId.PLATFORM,
                office.name(),
                Locality.UNKNOWN,
                Pricing.PREPAID,
                Plan.BUSINESS,
                now()));
    Account.Settings settings = base.settings();
    Account wanted =
        base.withName(office.name())
            .with(office.locality().orElse(base.locality()))
            .with(office.plan().orElse(base.plan()))
            .with(office.service().orElse(base.service()))
            .with(
                new Account.Settings(
                    office.computers().orElse(settings.computers()),
                    office.sites(),
                    office.greeting().orElse(settings.greeting()),
                    office.replyMinutes().orElse(settings.replyMinutes())))
            .withRooms(rooms(base, blueprint.rooms(), stored.isPresent()));
    Account priced = office.pricing().map(wanted::with).orElse(wanted);
    Account placed = office.parent().map(priced::withParent).orElse(priced);
    return blueprint.owner().map(placed::withOwner).orElse(placed);
  }

  /// The rooms of the blueprint, and those that somebody has opened since.
  private static List<RoomName> rooms(Account base, List<Room> wanted, boolean isThere) {
    List<RoomName> rooms = new ArrayList<>(wanted.stream().map(Room::name).toList());
    if (isThere) {
      base.rooms().stream()
          .filter(room -> wanted.stream().noneMatch(one -> one.id().equals(room.id())))
          .forEach(rooms::add);
    }
    return rooms;
  }

  private void limit(Blueprint.Office office) {
    Organization stored = organizations.organization(office.id()).orElseThrow();
    if (!stored.limits().equals(office.limits())) {
      organizations.put(stored.with(office.limits()));
    }
  }

  private void apply(TenantId tenant, Blueprint.Agent agent) {
    Optional<Member> stored = members.memberNow(tenant, agent.card().id());
    if (stored.filter(it -> it.status() == MemberStatus.DELETED).isPresent()) {
      return;
    }
    MemberStore.Login login = new MemberStore.Login(agent.email(), tenant, agent.card().id());
    if (!members.login(agent.email()).equals(Optional.of(login)) && !members.claim(login)) {
      throw new IllegalArgumentException(
          "agent " + agent.card().id() + ": the e-mail address belongs to another member");
    }
    // A hash is salted, so it is compared by the password, and kept when that is the same.
    String hash =
        stored
            .flatMap(it -> Optional.ofNullable(it.passwordHash()))
            .filter(kept -> passwords.matches(agent.password(), kept))
            .orElseGet(() -> passwords.hash(agent.password()));
    Member base =
        stored.orElseGet(() ->
            new Member(agent.card(), agent.email(), hash, agent.rooms())
                .with(Member.Times.createdAt(now())));
    PhotoKind kind =
        Objects.equals(base.card().photo(), agent.card().photo())
            ? base.profile().photoKind()
            : agent.card().photo() == null ? PhotoKind.AVATAR : PhotoKind.URL;
    Member wanted =
        base.with(agent.card())
            .withEmail(agent.email(), base.pendingEmail())
            .withPassword(hash)
            .withRooms(agent.rooms())
            .with(
                new Standing(
                    agent.role(),
                    agent.permissions(),
                    base.status(),
                    base.standing().portalAccess()))
            .with(base.profile().with(kind));
    if (!stored.equals(Optional.of(wanted))) {
      members.put(tenant, wanted.edited());
    }
  }

  private void commit(TransactWriteItem first, List<TransactWriteItem> others) {
    List<TransactWriteItem> writes = new ArrayList<>();
    writes.add(first);
    writes.addAll(others);
    if (!(transactions.commit(Transaction.untold(writes)) instanceof Outcome.Committed)) {
      throw new IllegalStateException("somebody else changed the organization: please try again");
    }
  }

  private Instant now() {
    return clock.instant();
  }
}
