package app.firstbell.proof.threat;

import app.firstbell.proof.client.Api;
import app.firstbell.proof.client.Door;
import app.firstbell.proof.client.Door.Answer;
import app.firstbell.proof.client.Request;
import app.firstbell.proof.people.Computers;
import app.firstbell.proof.run.Installation;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// One link, used many times in the same moment, each time with a password of its own.
///
/// @param winners the passwords of those who were told that it worked
/// @param others what the others were answered
record LinkRace(List<String> winners, List<Answer> others) {

  /// @param route which takes `token`
  /// @param withPassword whether it takes `password` too
  static LinkRace run(Installation installation, String route, String token, int uses, Body body)
      throws Exception {
    List<String> winners = new ArrayList<>();
    List<Answer> others = new ArrayList<>();
    CountDownLatch go = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Answer>> answers = new ArrayList<>();
      for (int i = 0; i < uses; i++) {
        String password = password(i);
        Door door = installation.door().from(Computers.next());
        answers.add(
            threads.submit(() -> {
              go.await();
              return door.send(
                  Request.of(route).json(body.of(Api.object().put("token", token), password)), "");
            }));
      }
      go.countDown();
      for (int i = 0; i < uses; i++) {
        Answer answer = answers.get(i).get();
        if (answer.status() < 300) {
          winners.add(password(i));
        } else {
          others.add(answer);
        }
      }
    }
    return new LinkRace(winners, others);
  }

  static String password(int number) {
    return "quiet bell number " + number;
  }

  /// What is sent with the token.
  interface Body {
    ObjectNode of(ObjectNode withToken, String password);
  }
}
