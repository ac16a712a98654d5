package app.firstbell.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.organization.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class VerificationTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private final List<AuditRecord> chain = chain(7);

  @Test
  void aChainAsItWasWrittenIsIntact() {
    assertEquals(new Verification(7, end(chain), Optional.empty()), verify(chain));
    assertEquals(new Verification(0, AuditHead.START, Optional.empty()), verify(List.of()));
  }

  /// The keys are ordered by time, and the facts of two streams may come in another order.
  @Test
  void theOrderOfTheKeysNeedNotBeTheChains() {
    for (int seed = 0; seed < 50; seed++) {
      List<AuditRecord> shuffled = new ArrayList<>(chain);
      Collections.shuffle(shuffled, new Random(seed));
      assertTrue(verify(shuffled, end(chain)).isIntact(), "seed " + seed);
    }
  }

  @Test
  void anythingAlteredInAnyRecordIsFound() {
    for (int i = 0; i < chain.size(); i++) {
      AuditRecord was = chain.get(i);
      for (Fact fact : alterations(was.fact())) {
        List<AuditRecord> altered = new ArrayList<>(chain);
        altered.set(i, new AuditRecord(was.n(), fact, was.hash()));
        assertBroken(was.n(), Verification.Why.ALTERED, verify(altered));
        // The same by one who writes the hash anew: the next one, or the head, does not fit.
        altered.set(i, AuditRecord.after(i == 0 ? AuditHead.START : chain.get(i - 1).head(), fact));
        boolean last = i + 1 == chain.size();
        assertBroken(
            last ? was.n() : was.n() + 1,
            last ? Verification.Why.HEAD : Verification.Why.ALTERED,
            verify(altered, end(chain)));
      }
    }
  }

  @Test
  void aRemovedRecordIsFound() {
    for (int i = 0; i < chain.size() - 1; i++) {
      List<AuditRecord> without = new ArrayList<>(chain);
      without.remove(i);
      assertBroken(i + 1, Verification.Why.REMOVED, verify(without));
    }
  }

  @Test
  void truncationIsFoundByTheHead() {
    for (int left = 0; left < chain.size(); left++) {
      assertBroken(
          left + 1, Verification.Why.TRUNCATED, verify(chain.subList(0, left), end(chain)));
    }
  }

  /// Whoever truncates the head along with the records is found by a head noted elsewhere.
  @Test
  void truncationWithTheHeadIsFoundByANotedHead() {
    List<AuditRecord> left = chain.subList(0, 3);
    assertTrue(verify(left).isIntact());
    assertBroken(4, Verification.Why.TRUNCATED, verify(left, end(left), end(left), end(chain)));
  }

  @Test
  void aChainWrittenAnewIsFoundByANotedHead() {
    List<AuditRecord> anew = chain("anew", 7);
    assertTrue(verify(anew).isIntact());
    for (AuditRecord noted : chain) {
      assertBroken(
          noted.n(), Verification.Why.EXPECTED, verify(anew, end(anew), end(anew), noted.head()));
      assertTrue(verify(chain, end(chain), end(chain), noted.head()).isIntact());
    }
  }

  @Test
  void anInsertedRecordIsFound() {
    List<AuditRecord> twice = new ArrayList<>(chain);
    twice.add(3, AuditRecord.after(chain.get(2).head(), fact("inserted", 3)));
    assertBroken(4, Verification.Why.INSERTED, verify(twice));
    List<AuditRecord> behind = new ArrayList<>(chain);
    behind.add(AuditRecord.after(end(chain), fact("behind the head", 8)));
    assertBroken(8, Verification.Why.INSERTED, verify(behind, end(chain)));
  }

  @Test
  void exchangedRecordsAreFound() {
    AuditRecord third = chain.get(2);
    AuditRecord fifth = chain.get(4);
    List<AuditRecord> numbers = new ArrayList<>(chain);
    numbers.set(2, new AuditRecord(5, third.fact(), third.hash()));
    numbers.set(4, new AuditRecord(3, fifth.fact(), fifth.hash()));
    assertBroken(3, Verification.Why.REORDERED, verify(numbers, end(chain)));
    List<AuditRecord> contents = new ArrayList<>(chain);
    contents.set(2, new AuditRecord(3, fifth.fact(), third.hash()));
    contents.set(4, new AuditRecord(5, third.fact(), fifth.hash()));
    assertBroken(3, Verification.Why.REORDERED, verify(contents, end(chain)));
  }

  @Test
  void recordsWithoutAHeadAreFound() {
    assertBroken(7, Verification.Why.HEAD, verify(chain, AuditHead.START));
  }

  @Test
  void whatLiesThereAndIsNoRecordIsFound() {
    List<StoredRecord> stored = new ArrayList<>(sound(chain));
    stored.set(4, new StoredRecord.Unreadable(Optional.of(NOON)));
    Verification verification =
        Verification.of(end(chain), stored.iterator(), () -> end(chain), Optional.empty());
    assertBroken(5, Verification.Why.ALTERED, verification);
  }

  /// Somebody writes while the chain is looked through: what came since is neither missed nor held
  /// against it.
  @Test
  void whatIsWrittenMeanwhileDoesNoHarm() {
    AuditHead before = chain.get(4).head();
    assertTrue(verify(chain, before, end(chain), null).isIntact());
    assertTrue(verify(chain.subList(0, 5), before, end(chain), null).isIntact());
    List<AuditRecord> partly = new ArrayList<>(chain);
    partly.remove(5);
    assertTrue(verify(partly, before, end(chain), null).isIntact());
  }

  /// Lengths stand before values, so that no value can pretend to be two.
  @Test
  void noTwoFactsHaveOneText() {
    Fact.By system = new Fact.By("system", null, null, null);
    Fact one = fact(system, Map.of("a", "1\nvalue 1:2", "b", "c"));
    Fact two = fact(system, Map.of("a", "1", "b", "2\nvalue 1:c"));
    assertNotEquals(AuditRecord.hash("p", 1, one), AuditRecord.hash("p", 1, two));
    Fact named = fact(new Fact.By("agent", null, "x", null), Map.of());
    Fact numbered = fact(new Fact.By("agent", "x", null, null), Map.of());
    assertNotEquals(AuditRecord.hash("p", 1, named), AuditRecord.hash("p", 1, numbered));
  }

  /// A verifier of somebody else must come to the same.
  @Test
  void theHashIsWhatItsDescriptionSays() {
    Fact fact = fact(new Fact.By("member", "m1", "Zoë", null), Map.of("b", "2", "a", "1"));
    assertEquals(
        """
        firstbell audit 1
        previous 3:abc
        organization 4:demo
        n 1:9
        at 13:1795348800000
        id 2:f1
        application 6:agents
        what 14:agents.invited
        by.kind 6:member
        by.id 2:m1
        by.name 4:Zoë
        subject.kind 6:member
        subject.id 2:m2
        detail 1:a
        value 1:1
        detail 1:b
        value 1:2
        """,
        AuditRecord.text("abc", 9, fact));
  }

  @Test
  void aHeadIsNotedAndReadBack() {
    assertEquals(end(chain), AuditHead.parse(end(chain).toString()));
  }

  private static void assertBroken(long n, Verification.Why why, Verification verification) {
    Verification.Broken broken = verification.broken().orElseThrow();
    assertEquals(n + " " + why, broken.n() + " " + broken.why());
  }

  private static List<Fact> alterations(Fact was) {
    Fact.By other = new Fact.By("agent", "priya", "Priya", null);
    return List.of(
        new Fact(
            new TenantId("other"),
            was.at(),
            was.id(),
            "agents",
            "w",
            was.by(),
            null,
            null,
            was.details()),
        new Fact(
            was.tenant(),
            was.at().plusMillis(1),
            was.id(),
            was.application(),
            was.what(),
            was.by(),
            was.as(),
            was.subject(),
            was.details()),
        new Fact(
            was.tenant(),
            was.at(),
            was.id() + "x",
            was.application(),
            was.what(),
            was.by(),
            was.as(),
            was.subject(),
            was.details()),
        new Fact(
            was.tenant(),
            was.at(),
            was.id(),
            was.application(),
            was.what() + ".not",
            was.by(),
            was.as(),
            was.subject(),
            was.details()),
        new Fact(
            was.tenant(),
            was.at(),
            was.id(),
            was.application(),
            was.what(),
            other,
            was.as(),
            was.subject(),
            was.details()),
        new Fact(
            was.tenant(),
            was.at(),
            was.id(),
            was.application(),
            was.what(),
            was.by(),
            "Acme",
            was.subject(),
            was.details()),
        new Fact(
            was.tenant(),
            was.at(),
            was.id(),
            was.application(),
            was.what(),
            was.by(),
            was.as(),
            null,
            was.details()),
        new Fact(
            was.tenant(),
            was.at(),
            was.id(),
            was.application(),
            was.what(),
            was.by(),
            was.as(),
            was.subject(),
            Map.of()));
  }

  private static Fact fact(Fact.By by, Map<String, String> details) {
    return new Fact(
        new TenantId("demo"),
        NOON,
        "f1",
        "agents",
        "agents.invited",
        by,
        null,
        new Fact.Subject("member", "m2", null),
        details);
  }

  private static Fact fact(String id, int second) {
    return new Fact(
        new TenantId("demo"),
        NOON.plusSeconds(second),
        id,
        "agents",
        "agents.updated",
        new Fact.By("member", "marta", "Marta", null),
        null,
        new Fact.Subject("member", "priya", "Priya"),
        Map.of("changed", id));
  }

  private static List<AuditRecord> chain(int length) {
    return chain("fact", length);
  }

  private static List<AuditRecord> chain(String name, int length) {
    List<AuditRecord> chain = new ArrayList<>();
    AuditHead head = AuditHead.START;
    for (int i = 1; i <= length; i++) {
      AuditRecord next = AuditRecord.after(head, fact(name + i, i));
      chain.add(next);
      head = next.head();
    }
    return chain;
  }

  private static AuditHead end(List<AuditRecord> chain) {
    return chain.isEmpty() ? AuditHead.START : chain.getLast().head();
  }

  private static List<StoredRecord> sound(List<AuditRecord> records) {
    return records.stream().<StoredRecord>map(StoredRecord.Sound::new).toList();
  }

  private static Verification verify(List<AuditRecord> records) {
    return verify(records, end(records));
  }

  private static Verification verify(List<AuditRecord> records, AuditHead head) {
    return verify(records, head, head, null);
  }

  private static Verification verify(
      List<AuditRecord> records, AuditHead before, AuditHead after, @Nullable AuditHead noted) {
    return Verification.of(
        before, sound(records).iterator(), () -> after, Optional.ofNullable(noted));
  }
}
