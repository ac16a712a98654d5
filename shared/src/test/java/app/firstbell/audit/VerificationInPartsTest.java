package app.firstbell.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.organization.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// A chain that is looked through in parts is found whole or broken exactly as in one go.
class VerificationInPartsTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final int PLENTY = 1_000;
  private final List<AuditRecord> chain = chain(12);
  private final AuditHead head = chain.getLast().head();

  @Test
  void partsOfAnySizeComeToTheSameEnd() {
    for (int enough = 1; enough <= 13; enough++) {
      assertEquals(whole(chain), inParts(chain, enough, PLENTY));
      assertEquals(whole(List.of()), inParts(List.of(), enough, PLENTY));
    }
  }

  @Test
  void recordsThatWaitForTheirTurnStayInOnePart() {
    for (int seed = 0; seed < 200; seed++) {
      List<AuditRecord> shuffled = new ArrayList<>(chain);
      Collections.shuffle(shuffled, new Random(seed));
      assertTrue(inParts(shuffled, 1 + seed % 5, PLENTY).isIntact(), "seed " + seed);
    }
  }

  @Test
  void whateverIsWrongIsFoundWhereverPartsEnd() {
    for (int i = 0; i < chain.size(); i++) {
      List<AuditRecord> altered = new ArrayList<>(chain);
      AuditRecord was = chain.get(i);
      altered.set(i, new AuditRecord(was.n(), fact(77), was.hash()));
      List<AuditRecord> removed = new ArrayList<>(chain);
      removed.remove(i);
      List<AuditRecord> twice = new ArrayList<>(chain);
      twice.add(was);
      for (int enough = 1; enough <= 12; enough++) {
        for (List<AuditRecord> wrong : List.of(altered, removed, twice)) {
          Verification found = inParts(wrong, enough, PLENTY);
          assertFalse(found.isIntact());
          assertEquals(whole(wrong).broken().orElseThrow().n(), found.broken().orElseThrow().n());
        }
      }
    }
  }

  /// A part is bounded also when the next record is nowhere to be seen.
  @Test
  void aRecordThatIsFarFromItsPlaceIsNotLookedForWithoutEnd() {
    List<AuditRecord> removed = new ArrayList<>(chain);
    removed.remove(2);
    Verification found = inParts(removed, 2, 5);
    assertEquals(
        new Verification.Broken(3, Optional.empty(), Verification.Why.SCATTERED),
        found.broken().orElseThrow());
    assertEquals(chain.get(1).head(), found.head());
  }

  @Test
  void whatIsWrittenBetweenTwoPartsDoesNoHarm() {
    AuditHead then = chain.get(7).head();
    Verification.Part first =
        Verification.part(
            Checkpoint.start(then), at(chain.subList(0, 8), 0).iterator(), () -> then, 4, PLENTY);
    Checkpoint next = first.next().orElseThrow();
    assertEquals(4, first.soFar().head().n());
    Verification rest =
        Verification.part(next, at(chain, 4).iterator(), () -> head, PLENTY, PLENTY).soFar();
    assertTrue(rest.isIntact(), rest.toString());
    assertEquals(then, rest.head());
  }

  @Test
  void aCheckpointIsReadAsItWasWritten() {
    Checkpoint checkpoint = new Checkpoint(head, chain.get(3).head(), 4, 9, Optional.of("k:#\"1"));
    assertEquals(checkpoint, Checkpoint.parse(checkpoint.text()));
    Checkpoint start = Checkpoint.start(AuditHead.START);
    assertEquals(start, Checkpoint.parse(start.text()));
  }

  private Verification whole(List<AuditRecord> records) {
    AuditHead end = records.isEmpty() ? AuditHead.START : head;
    return Verification.of(
        end,
        records.stream().<StoredRecord>map(StoredRecord.Sound::new).iterator(),
        () -> end,
        Optional.empty());
  }

  private Verification inParts(List<AuditRecord> records, int enough, int most) {
    AuditHead end = records.isEmpty() ? AuditHead.START : head;
    Verification.Part part;
    Optional<Checkpoint> from = Optional.of(Checkpoint.start(end));
    do {
      Checkpoint at = Checkpoint.parse(from.orElseThrow().text());
      int seen = at.key().map(Integer::parseInt).orElse(-1) + 1;
      part = Verification.part(at, at(records, seen).iterator(), () -> end, enough, most);
      from = part.next();
    } while (from.isPresent());
    return part.soFar();
  }

  /// The records behind some, each under its place as its key.
  private static List<StoredRecord.At> at(List<AuditRecord> records, int from) {
    List<StoredRecord.At> at = new ArrayList<>();
    for (int i = from; i < records.size(); i++) {
      at.add(new StoredRecord.At(Integer.toString(i), new StoredRecord.Sound(records.get(i))));
    }
    return at;
  }

  private static List<AuditRecord> chain(int length) {
    List<AuditRecord> chain = new ArrayList<>();
    AuditHead end = AuditHead.START;
    for (int i = 0; i < length; i++) {
      chain.add(AuditRecord.after(end, fact(i)));
      end = chain.getLast().head();
    }
    return chain;
  }

  private static Fact fact(int i) {
    return new Fact(
        new TenantId("tea"),
        NOON.plusSeconds(i),
        "f" + i,
        "rooms",
        "rooms.created",
        new Fact.By("member", "ada", "Ada", null),
        null,
        null,
        Map.of());
  }
}
