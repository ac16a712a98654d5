package app.firstbell.isolation;

import app.firstbell.organization.TenantId;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The organizations whose rows the work of one event may touch. It begins empty with the event and
/// grows by proof: by the token that was verified, by the policy's decision, by the record at hand.
/// [TenantFence] refuses every call of DynamoDB that is for another's rows, whatever store makes
/// it, and every call outside of a scope.
///
/// It is bound to the thread of the work, and seen by nothing that the work starts elsewhere.
/// Functions work on one thread; the virtual threads that post to connections touch no table.
///
/// Without a fence a scope does nothing: tests and commands give stores a client of their own.
public final class TenantScope {
  private static final ScopedValue<TenantScope> CURRENT = ScopedValue.newInstance();

  /// What belongs to no organization: whose a login is, and counts of tries by address.
  private static final Set<String> COMMON =
      Set.of("platform#login", "platform#throttle", "platform#rate");

  /// How far the scope goes for an organization.
  private enum Reach {
    /// The organization's own row is read by its key, which tells its name and its parent, by which
    /// it is decided whether there is more.
    GLANCE,
    READ,
    WRITE
  }

  /// By the tenant as keys begin with it: whoever looks at a key need not make a tenant of it.
  private final Map<String, Reach> entered = new HashMap<>();

  private final Set<String> places = new HashSet<>();
  private final Set<Proof> proofs = EnumSet.noneOf(Proof.class);
  private final boolean readsAll;

  private TenantScope(boolean readsAll) {
    this.readsAll = readsAll;
  }

  /// Runs the work of one event, in a scope that is empty.
  public static <T> T opened(Supplier<T> work) {
    return ScopedValue.where(CURRENT, new TenantScope(false)).call(work::get);
  }

  /// Runs work about one organization and no other, also within the work of an event about several.
  public static <T> T of(TenantId tenant, Proof proof, Supplier<T> work) {
    return opened(() -> {
      enter(tenant, proof);
      return work.get();
    });
  }

  /// The same for work that answers nothing.
  public static void of(TenantId tenant, Proof proof, Runnable work) {
    of(
        tenant,
        proof,
        () -> {
          work.run();
          return tenant;
        });
  }

  /// Runs work that looks through everything and writes nothing: the nightly check.
  public static <T> T readingAll(Supplier<T> work) {
    return ScopedValue.where(CURRENT, new TenantScope(true)).call(work::get);
  }

  /// From now on the work may touch this organization's rows.
  public static void enter(TenantId tenant, Proof proof) {
    grow(tenant, Reach.WRITE, proof);
  }

  /// From now on the work may read these organizations' rows.
  public static void read(Collection<TenantId> tenants, Proof proof) {
    tenants.forEach(tenant -> grow(tenant, Reach.READ, proof));
  }

  /// From now on the work may touch one kind of an organization's rows, and no other of it.
  ///
  /// @param kinds what follows the organization in the partition key, such as `#orgs`
  public static void enterPart(TenantId tenant, Proof proof, Collection<String> kinds) {
    if (CURRENT.isBound()) {
      for (String kind : kinds) {
        CURRENT.get().places.add(tenant + kind);
      }
      CURRENT.get().proofs.add(proof);
    }
  }

  /// From now on the work may read this organization's own row, and nothing else of it.
  public static void glance(TenantId tenant) {
    if (CURRENT.isBound()) {
      CURRENT.get().reach(tenant, Reach.GLANCE);
    }
  }

  private static void grow(TenantId tenant, Reach reach, Proof proof) {
    if (CURRENT.isBound()) {
      CURRENT.get().reach(tenant, reach);
      CURRENT.get().proofs.add(proof);
    }
  }

  private void reach(TenantId tenant, Reach reach) {
    entered.merge(tenant.value(), reach, (a, b) -> a.compareTo(b) < 0 ? b : a);
  }

  /// What the work at hand has proved, for whoever looks why a call was refused.
  static Set<Proof> proofs() {
    return CURRENT.isBound() ? Set.copyOf(CURRENT.get().proofs) : Set.of();
  }

  static boolean isOpened() {
    return CURRENT.isBound();
  }

  /// Whether the work at hand may make this call.
  static boolean admits(Touch touch) {
    return CURRENT.isBound() && CURRENT.get().isOpenTo(touch);
  }

  private boolean isOpenTo(Touch touch) {
    if (touch.isEverything()) {
      return readsAll && !touch.isWrite();
    }
    if (COMMON.contains(touch.pk()) || places.contains(touch.pk())) {
      return true;
    }
    @Nullable Reach reach = reach(touch.tenant());
    return reach != null
        && switch (reach) {
          case GLANCE -> !touch.isWrite() && touch.isOwnRow();
          case READ -> !touch.isWrite();
          case WRITE -> true;
        };
  }

  private @Nullable Reach reach(String tenant) {
    Reach reach = entered.get(tenant);
    return reach == null && readsAll && TenantId.isValid(tenant) ? Reach.READ : reach;
  }
}
