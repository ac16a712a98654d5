package app.firstbell.proof.race;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.proof.flow.OnInstallation;
import app.firstbell.proof.run.Installation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// 50 agents accept at once, 200 chats: one winner each, 49 told who.
@Tag("race")
@OnInstallation
class AcceptRaceTest {
  private static final int AGENTS = 50;
  private static final int CHATS = 200;
  private final Installation installation;

  AcceptRaceTest(Installation installation) {
    this.installation = installation;
  }

  @Test
  @Tag("soak")
  void twoHundredChatsHaveOneWinnerEach() throws Exception {
    assertEquals(List.of(), contest(CHATS));
  }

  private List<String> contest(int chats) throws Exception {
    List<String> wrong = new ArrayList<>();
    try (AcceptContest contest = AcceptContest.of(installation.organization(AGENTS))) {
      for (int i = 0; i < chats; i++) {
        wrong.addAll(contest.run());
      }
    }
    return wrong;
  }

  /// The planted bug: the same functions, whose writes lose their conditions on the way. The
  /// contest must notice.
  @Test
  void withoutTheConditionTheContestFails() throws Exception {
    try (Unconditional planted = Unconditional.start("accept-race-planted", "AcceptHandler");
        AcceptContest contest = AcceptContest.of(planted.installation().organization(AGENTS))) {
      List<String> wrong = new ArrayList<>();
      for (int i = 0; i < 20 && wrong.isEmpty(); i++) {
        wrong.addAll(contest.run());
      }
      assertTrue(planted.stripped() > 0, "the bug was planted");
      assertTrue(!wrong.isEmpty(), "20 contests without a condition, and nothing was noticed");
    }
  }
}
