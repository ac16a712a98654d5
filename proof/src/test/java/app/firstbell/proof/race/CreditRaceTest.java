package app.firstbell.proof.race;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.proof.flow.OnInstallation;
import app.firstbell.proof.run.Installation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// 25 operators and 25 own agents accept a dozen chats at once on three credits: never more chats
/// of operators than credits, and the total is kept. `-Dfirstbell.seed=N` repeats who tries what in
/// which order.
@Tag("race")
@OnInstallation
class CreditRaceTest {
  private static final int CHATS = 12;
  private static final int CREDITS = 3;
  private final Installation installation;

  CreditRaceTest(Installation installation) {
    this.installation = installation;
  }

  @Test
  void fiftyAtOnceTakeNoMoreChatsThanThereAreCredits() throws Exception {
    long seed = Long.getLong("firstbell.seed", System.nanoTime());
    System.out.printf("credit race: seed %d%n", seed);
    try (CreditContest contest = CreditContest.of(installation, 25, 25)) {
      for (int round = 0; round < 4; round++) {
        assertEquals(List.of(), contest.run(CHATS, CREDITS, seed + round));
      }
    }
  }

  @Test
  void operatorsAloneTakeAsManyAsThereAre() throws Exception {
    try (CreditContest contest = CreditContest.of(installation, 12, 0)) {
      for (int round = 0; round < 3; round++) {
        assertEquals(List.of(), contest.run(CHATS, CREDITS, round));
      }
    }
  }

  /// The planted bug: the accept's transaction loses what it asks of the balance, and nothing else.
  @Test
  void withoutTheGuardMoreChatsAreTakenAndItIsNoticed() throws Exception {
    try (Unconditional planted =
            Unconditional.start("credits-planted", "AcceptHandler", "#balance");
        CreditContest contest = CreditContest.of(planted.installation(), 12, 0)) {
      List<String> wrong = new ArrayList<>();
      for (int round = 0; round < 5 && wrong.isEmpty(); round++) {
        wrong.addAll(contest.run(CHATS, CREDITS, round));
      }
      assertTrue(planted.stripped() > 0, "the bug was planted");
      assertFalse(wrong.isEmpty(), "contests without a guard, and nothing was noticed");
    }
  }
}
