package app.firstbell.functions.http;

import app.firstbell.access.Action;
import app.firstbell.access.Decision;
import app.firstbell.access.Policy;
import app.firstbell.access.Target;
import app.firstbell.agent.AgentId;
import app.firstbell.agent.Member;
import app.firstbell.agent.MemberStore;
import app.firstbell.functions.http.OrganizationJson.Shown;
import app.firstbell.isolation.Proof;
import app.firstbell.isolation.TenantScope;
import app.firstbell.json.JsonObjectWriter;
import app.firstbell.organization.Account;
import app.firstbell.organization.Amending;
import app.firstbell.organization.Amending.Part;
import app.firstbell.organization.Balance;
import app.firstbell.organization.Balances;
import app.firstbell.organization.Directory;
import app.firstbell.organization.Directory.Place;
import app.firstbell.organization.Listing;
import app.firstbell.organization.OrganizationKind;
import app.firstbell.organization.OrganizationState;
import app.firstbell.organization.Plan;
import app.firstbell.organization.Pricing;
import app.firstbell.organization.Search;
import app.firstbell.organization.TenantId;
import app.firstbell.organization.Use;
import app.firstbell.transaction.Act;
import app.firstbell.transaction.Answer;
import app.firstbell.transaction.Application;
import app.firstbell.transaction.Closes;
import app.firstbell.use.UseStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// Finds, shows and edits organizations.
final class Organizations {
  private static final int LONGEST_SEARCH = 80;
  private final Accounts accounts;
  private final Directory directory;
  private final MemberStore members;
  private final UseStore uses;
  private final Balances balances;

  Organizations(
      Accounts accounts,
      Directory directory,
      MemberStore members,
      UseStore uses,
      Balances balances) {
    this.accounts = accounts;
    this.directory = directory;
    this.members = members;
    this.uses = uses;
    this.balances = balances;
  }

  /// The customers of the caller's organization; or, for the platform, those of one reseller. Each
  /// parent has a directory of its own, so either is read page by page, however many others have.
  Answer list(Call call) {
    TenantId parent = parent(call);
    Directory.Page page = directory.find(parent, search(call), call.limit(), call.after());
    TenantScope.read(page.listings().stream().map(Listing::id).toList(), Proof.DIRECTORY);
    Map<TenantId, Use> used = uses.use(page.listings(), call.now());
    // Read only for whoever is shown them.
    List<Listing> shown =
        page.listings().stream()
            .filter(row -> maySeeBalance(call, row.id(), Optional.of(parent)))
            .toList();
    Map<TenantId, Balance> left = balances.of(shown);
    return Http.json(
        200,
        json -> {
          json.objects("items", page.listings(), (one, listing) -> write(one, listing, used, left));
          page.next().ifPresent(position -> json.text("next", call.next(position)));
        });
  }

  Answer read(Call call) {
    return shown(call, 200, accounts.of(call));
  }

  Answer edit(Call call) {
    Account before = accounts.ofVersion(call);
    Account after = OrganizationFields.patched(call, before);
    return Accounts.ruled(() -> {
      Amending.decide(call.actor(), before, after);
      return changed(call, before, after, edited(call, before, after));
    });
  }

  Answer acceptTerms(Call call) {
    String version = call.body("version").text("version", 20);
    if (!version.equals(Account.Terms.IN_FORCE)) {
      throw Problem.invalid(
          "/version",
          "expected the version in force, " + Account.Terms.IN_FORCE + ": read it again");
    }
    return accounts.changing(
        call,
        before -> {
          Amending.notDeleted(before);
          Account.Terms accepted = new Account.Terms(version, call.now(), call.member().id());
          Account.Terms known = before.terms();
          Account after =
              known != null && known.version().equals(version) ? before : before.with(accepted);
          Act act =
              call.act(Application.ORGANIZATION, "organization.terms-accepted")
                  .on("organization", before.id().value(), before.name())
                  .with("version", version);
          return changed(call, before, after, act);
        });
  }

  /// Stores what differs, with its places in the directory, and shows the organization; nothing is
  /// written when nothing differs.
  Answer changed(Call call, Account before, Account after, Act act) {
    if (before.equals(after)) {
      return shown(call, 200, before);
    }
    Account edited = after.edited();
    return call.commit(writes(before, after), act, shown(call, 200, edited), _ -> Problem.stale());
  }

  /// The writes that bring an organization from one state to another.
  List<TransactWriteItem> writes(Account before, Account after) {
    List<TransactWriteItem> writes = new ArrayList<>();
    writes.add(accounts.store().editing(before, after));
    // Its rows in the directories of the one that it belongs to, and will.
    Stream.of(before, after)
        .flatMap(account -> Optional.ofNullable(account.parent()).stream())
        .forEach(parent -> TenantScope.enterPart(parent, Proof.DIRECTORY, Directory.PARTITIONS));
    writes.addAll(directory.moving(Place.of(before), Place.of(after)));
    return writes;
  }

  Answer shown(Call call, int status, Account account) {
    Account.Terms terms = account.terms();
    return shown(
        call,
        status,
        account,
        Optional.ofNullable(account.owner()).flatMap(owner -> member(account.id(), owner)),
        terms == null ? Optional.empty() : member(account.id(), terms.by()));
  }

  Answer shown(
      Call call, int status, Account account, Optional<Member> owner, Optional<Member> termsBy) {
    Shown shown =
        new Shown(
            account,
            owner,
            termsBy,
            uses.use(account.id(), account.locality(), call.now()),
            Optional.of(account)
                .filter(it -> maySeeBalance(call, it.id(), Optional.ofNullable(it.parent())))
                .map(balances::of));
    return Http.json(status, json -> OrganizationJson.write(json, shown))
        .withVersion(account.version());
  }

  /// Whoever may ask for the balance by itself sees it here too, and nobody else.
  private static boolean maySeeBalance(
      Call call, TenantId organization, Optional<TenantId> parent) {
    Target target = new Target(organization, parent);
    return Policy.decide(call.actor(), Action.READ_BALANCE, Optional.of(target))
        == Decision.ALLOWED;
  }

  private Optional<Member> member(TenantId tenant, AgentId id) {
    return members.member(tenant, id);
  }

  private static Act edited(Call call, Account before, Account after) {
    Set<Part> parts = Amending.parts(before, after);
    Act act =
        parts.equals(Set.of(Part.SETTINGS))
            ? call.act(Application.SETTINGS, "settings.updated")
            : parts.equals(Set.of(Part.BILLING))
                ? call.act(Application.BILLING, "billing.updated")
                : call.act(Application.ORGANIZATION, "organization.updated");
    if (isFeltByAgents(before, after)) {
      act = act.renewing(new Closes.OfAgents());
    }
    return act.on("organization", after.id().value(), after.name())
        .with("name", change(before.name(), after.name()))
        .with("country", change(before.locality().country(), after.locality().country()))
        .with("timezone", change(before.locality().timezone(), after.locality().timezone()))
        .with("plan", change(before.plan().id(), after.plan().id()))
        .with(
            "computers",
            change(before.settings().computers().word(), after.settings().computers().word()))
        .with("changed", changes(before, after));
  }

  /// Which rooms ring follows from the plan, and what another computer does from the settings.
  private static boolean isFeltByAgents(Account before, Account after) {
    return !before.plan().equals(after.plan())
        || before.settings().computers() != after.settings().computers();
  }

  /// The names of what else differs: an address or a greeting itself is nobody's business here.
  private static @Nullable String changes(Account before, Account after) {
    List<String> names = new ArrayList<>();
    add(names, "billing name", before.billing().ownName(), after.billing().ownName());
    add(names, "billing address", before.billing().address(), after.billing().address());
    add(names, "tax id", before.billing().taxId(), after.billing().taxId());
    add(names, "sites", before.settings().sites(), after.settings().sites());
    add(names, "greeting", before.settings().greeting(), after.settings().greeting());
    add(names, "reply time", before.settings().replyMinutes(), after.settings().replyMinutes());
    return names.isEmpty() ? null : String.join(", ", names);
  }

  private static void add(
      List<String> names, String name, @Nullable Object before, @Nullable Object after) {
    if (!Objects.equals(before, after)) {
      names.add(name);
    }
  }

  private static @Nullable String change(String before, String after) {
    return before.equals(after) ? null : before + " → " + after;
  }

  private static void write(
      JsonObjectWriter json,
      Listing listing,
      Map<TenantId, Use> used,
      Map<TenantId, Balance> left) {
    Use use = used.getOrDefault(listing.id(), Use.none(""));
    OrganizationJson.write(json, listing, use, Optional.ofNullable(left.get(listing.id())));
  }

  /// Whose customers are asked for. Somebody else's reseller and none at all are one answer.
  private TenantId parent(Call call) {
    return call.query("parent")
        .filter(text -> !text.equals(call.tenant().value()))
        .map(text ->
            Optional.of(text)
                .filter(TenantId::isValid)
                .flatMap(id -> reseller(call, new TenantId(id)))
                .orElseThrow(Problem::absent))
        .orElse(call.tenant());
  }

  /// One of the platform's resellers, whose directory is open from now on.
  private Optional<TenantId> reseller(Call call, TenantId id) {
    if (Accounts.kind(call.actor()) != OrganizationKind.PLATFORM) {
      return Optional.empty();
    }
    Optional<TenantId> found =
        accounts
            .glance(id)
            .filter(account -> account.kind() == OrganizationKind.RESELLER)
            .filter(account -> call.tenant().equals(account.parent()))
            .map(Account::id);
    found.ifPresent(
        reseller -> TenantScope.enterPart(reseller, Proof.DIRECTORY, Directory.PARTITIONS));
    return found;
  }

  private static Search search(Call call) {
    String text = call.query("search").orElse("");
    if (text.codePointCount(0, text.length()) > LONGEST_SEARCH) {
      throw Problem.invalid("/search", "expected at most " + LONGEST_SEARCH + " characters");
    }
    return new Search(
            List.of(),
            word(call, "state", OrganizationState::of, "active, suspended or deleted"),
            word(call, "pricing", Pricing::of, "prepaid or postpaid"),
            word(call, "plan", Plan::of, Plan.words()),
            call.query("country"))
        .of(text);
  }

  private static <T> Optional<T> word(
      Call call, String name, Function<String, Optional<T>> of, String expected) {
    return call.query(name)
        .map(text ->
            of.apply(text).orElseThrow(() -> Problem.invalid("/" + name, "expected " + expected)));
  }
}
