package app.firstbell.ledger;

import app.firstbell.identity.Digest;
import app.firstbell.organization.TenantId;
import app.firstbell.transaction.By;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One fact about money or credits. Once written it never changes; what was wrong is reversed.
///
/// @param id of the fact; a repeat has the same
/// @param at when it happened, to the millisecond
/// @param legs at least two, of sum zero in each unit
/// @param note what is told of it besides
public record Posting(
    TenantId tenant, PostingId id, Instant at, PostingKind kind, By by, List<Leg> legs, Note note) {
  /// What is told of a posting besides its legs.
  ///
  /// @param memo for people
  /// @param reference such as a wire's, or an order's id
  /// @param chat that an operator answered
  /// @param reverses the posting of which this is the opposite
  /// @param request SHA-256 of the request that asked for it, in hex, where another request under
  ///   the same id must be told from a repeat
  /// @param fee which months a fee paid for
  public record Note(
      @Nullable String memo,
      @Nullable String reference,
      @Nullable String chat,
      @Nullable PostingId reverses,
      @Nullable String request,
      @Nullable FeeChange fee) {
    public static final Note NONE = new Note(null, null, null, null, null, null);
  }

  /// @throws IllegalArgumentException when the legs of a unit do not sum to zero, a guarded account
  ///   has two units, or a reversal does not say of what
  public Posting {
    at = at.truncatedTo(ChronoUnit.MILLIS);
    legs = List.copyOf(legs);
    Map<Unit, Amount> sums = new HashMap<>();
    legs.forEach(leg -> sums.merge(leg.amount().unit(), leg.amount(), Amount::plus));
    if (legs.isEmpty() || !sums.values().stream().allMatch(Amount::isZero)) {
      throw new IllegalArgumentException("expected legs of sum zero in each unit, got " + sums);
    }
    if ((kind == PostingKind.REVERSAL) != (note.reverses() != null)) {
      throw new IllegalArgumentException("expected a reversal, and no other, to say of what");
    }
    net(legs);
  }

  public static Posting of(
      TenantId tenant, PostingId id, Instant at, PostingKind kind, By by, List<Leg> legs) {
    return new Posting(tenant, id, at, kind, by, legs, Note.NONE);
  }

  /// The opposite of an earlier posting, leg by leg (facts: corrections follow the original legs).
  /// There is one at most, whoever asks: its id comes of the posting's.
  ///
  /// @throws IllegalArgumentException for a reversal: what was reversed in error is posted anew
  public static Posting reversing(Posting earlier, Instant at, By by, @Nullable String memo) {
    if (earlier.kind == PostingKind.REVERSAL) {
      throw new IllegalArgumentException("expected a posting that is no reversal itself");
    }
    return new Posting(
        earlier.tenant,
        PostingId.ofReversal(earlier.tenant, earlier.id),
        at,
        PostingKind.REVERSAL,
        by,
        earlier.legs.stream().map(Leg::negated).toList(),
        new Note(memo, null, earlier.note.chat, earlier.id, null, null));
  }

  /// @param memo for people; null for none
  /// @param reference null for none
  public Posting noting(@Nullable String memo, @Nullable String reference) {
    return with(new Note(memo, reference, note.chat, note.reverses, note.request, note.fee));
  }

  public Posting ofChat(String chat) {
    return with(new Note(note.memo, note.reference, chat, note.reverses, note.request, note.fee));
  }

  /// Bound to one request: another one under the same id is told from a repeat also when its legs
  /// are the same.
  ///
  /// @param requestHash SHA-256 of route, path and body, in hex
  public Posting asked(String requestHash) {
    return with(
        new Note(note.memo, note.reference, note.chat, note.reverses, requestHash, note.fee));
  }

  /// With the months that it pays for, so that its reversal takes back the very same.
  public Posting paying(FeeChange months) {
    return with(
        new Note(note.memo, note.reference, note.chat, note.reverses, note.request, months));
  }

  private Posting with(Note other) {
    return new Posting(tenant, id, at, kind, by, legs, other);
  }

  /// What the posting adds to each guarded account, in the order of the accounts. Zero where legs
  /// of one account cancel out: it is touched all the same.
  public Map<LedgerAccount, Amount> net() {
    return net(legs);
  }

  private static Map<LedgerAccount, Amount> net(List<Leg> legs) {
    Map<LedgerAccount, Amount> net = new EnumMap<>(LedgerAccount.class);
    legs.stream()
        .filter(leg -> leg.account().isGuarded())
        .forEach(leg -> net.merge(leg.account(), leg.amount(), Amount::plus));
    return net;
  }

  /// How many legs an account has.
  int legsOf(LedgerAccount account) {
    return (int) legs.stream().filter(leg -> leg.account() == account).count();
  }

  /// Whether this is the same fact as an earlier posting under its id: organization, kind, legs,
  /// what it reverses, and the request if it is bound to one. Not the time, which a repeat has
  /// another of, nor who brings it.
  public boolean isRepeatOf(Posting earlier) {
    return tenant.equals(earlier.tenant)
        && id.equals(earlier.id)
        && kind == earlier.kind
        && legs.equals(earlier.legs)
        && Objects.equals(note.reverses, earlier.note.reverses)
        && Objects.equals(note.request, earlier.note.request);
  }

  /// SHA-256 of everything that is told of it, in hex: whoever alters a word of it is found out.
  public String hash() {
    FeeChange fee = note.fee;
    List<@Nullable Object> parts = new ArrayList<>();
    parts.addAll(List.of(tenant, id, at.toEpochMilli(), kind.word(), by.kind()));
    parts.addAll(Arrays.asList(by.id(), by.name(), by.organization(), by.as()));
    parts.addAll(Arrays.asList(note.memo, note.reference, note.chat, note.reverses, note.request));
    parts.add(fee == null ? null : fee.text());
    legs.forEach(leg ->
        parts.addAll(
            List.of(leg.account().word(), leg.amount().minor(), leg.amount().unit().code())));
    return Digest.hex(parts.stream().map(Posting::part).collect(Collectors.joining("\n")));
  }

  /// Its length goes before it, so that no text of somebody's looks like two.
  private static String part(@Nullable Object part) {
    return part == null ? "-" : part.toString().length() + ":" + part;
  }
}
