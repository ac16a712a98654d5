package app.firstbell.proof.race;

import app.firstbell.proof.client.AgentClient;
import app.firstbell.proof.client.OperatorClient;
import app.firstbell.proof.client.VisitorClient;
import app.firstbell.proof.people.Company.Job;
import app.firstbell.proof.people.Operations;
import app.firstbell.proof.people.Person;
import app.firstbell.proof.people.Purse.Credits;
import app.firstbell.proof.run.Installation;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Many operators and an organization's own agents, many chats, few credits, and all accept
/// everything in the same moment. What went wrong comes back as sentences, none when all is well:
/// each chat has one winner at most, operators have no more chats than there were credits, and none
/// of the credits came or went otherwise.
record CreditContest(Operations house, List<OperatorClient> operators, List<AgentClient> agents)
    implements AutoCloseable {

  static CreditContest of(Installation installation, int operators, int agents) throws IOException {
    Operations house = Operations.open(installation, operators, 0);
    List<Job> jobs = new ArrayList<>();
    for (int i = 1; i <= agents; i++) {
      jobs.add(Job.agent("Agent " + i));
    }
    List<OperatorClient> answering = new ArrayList<>();
    for (int place = 1; place <= operators; place++) {
      answering.add(house.operator(place));
    }
    List<AgentClient> own = new ArrayList<>();
    for (Person person : jobs.isEmpty() ? List.<Person>of() : house.customer().hire(jobs)) {
      AgentClient agent = person.connect();
      agent.show("online");
      own.add(agent);
    }
    return new CreditContest(house, answering, own);
  }

  /// Who won which chat.
  private record Result(
      Map<String, OperatorClient> byOperators, Map<String, AgentClient> byAgents) {
    static Result empty() {
      return new Result(new ConcurrentHashMap<>(), new ConcurrentHashMap<>());
    }
  }

  /// One accept of one chat.
  private interface Accept {
    void now(String chat);
  }

  List<String> run(int chats, int credits, long seed) throws Exception {
    house.purse().grant(credits).orFail(201);
    Queue<String> wrong = new ConcurrentLinkedQueue<>();
    List<VisitorClient> visitors = new ArrayList<>();
    try {
      List<String> ringing = ring(visitors, chats);
      Result result = accept(ringing, wrong, seed);
      if (result.byOperators().size() > credits) {
        wrong.add(
            "operators have %d chats on %d credits"
                .formatted(result.byOperators().size(), credits));
      }
      Credits held = house.purse().credits();
      int reserved = result.byOperators().size();
      if (held.posted() != credits
          || held.reserved() != reserved
          || held.available() != credits - reserved) {
        wrong.add("%d of %d credits are taken, but %s".formatted(reserved, credits, held));
      }
      if (wrong.isEmpty()) {
        settle(result, credits, wrong);
      }
    } finally {
      visitors.forEach(VisitorClient::close);
    }
    return List.copyOf(wrong);
  }

  private List<String> ring(List<VisitorClient> visitors, int chats) throws IOException {
    List<String> ringing = new ArrayList<>();
    for (int i = 0; i < chats; i++) {
      VisitorClient visitor = house.visitor();
      visitors.add(visitor);
      String chat = visitor.start("Who is first?").path("chat").path("id").asText();
      ringing.add(chat);
      operators.forEach(operator -> operator.awaitRing(chat));
      agents.forEach(agent -> agent.awaitRing(chat));
    }
    return ringing;
  }

  /// Everybody accepts every chat, each in an order of their own.
  private Result accept(List<String> ringing, Queue<String> wrong, long seed) throws Exception {
    Result result = Result.empty();
    List<Accept> everybody = new ArrayList<>();
    for (OperatorClient operator : operators) {
      everybody.add(chat -> {
        JsonNode answer = operator.accept(house.customer().id(), chat);
        if (won(answer, wrong) && result.byOperators().put(chat, operator) != null) {
          wrong.add("chat " + chat + " has two winners");
        }
      });
    }
    for (AgentClient agent : agents) {
      everybody.add(chat -> {
        if (won(agent.accept(chat), wrong) && result.byAgents().put(chat, agent) != null) {
          wrong.add("chat " + chat + " has two winners");
        }
      });
    }
    CountDownLatch go = new CountDownLatch(1);
    Random random = new Random(seed);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      for (Accept one : everybody) {
        List<String> order = new ArrayList<>(ringing);
        Collections.shuffle(order, random);
        all.add(
            threads.submit(() -> {
              go.await();
              order.forEach(one::now);
              return null;
            }));
      }
      go.countDown();
      for (Future<?> one : all) {
        one.get();
      }
    }
    result.byOperators().keySet().stream()
        .filter(result.byAgents()::containsKey)
        .forEach(chat -> wrong.add("chat " + chat + " has an operator and an agent"));
    return result;
  }

  private static boolean won(JsonNode answer, Queue<String> wrong) {
    String what = answer.path("type").asText();
    if (what.equals("accepted")) {
      return true;
    }
    if (!what.equals("taken") && !answer.path("code").asText().equals("no-credit")) {
      wrong.add("an accept was answered " + answer);
    }
    return false;
  }

  /// Every other operator writes a word before the end: those chats are paid, the others are not.
  private void settle(Result result, int credits, Queue<String> wrong) {
    String tenant = house.customer().id();
    int paid = 0;
    for (var won : result.byOperators().entrySet()) {
      OperatorClient operator = won.getValue();
      if (paid * 2 <= result.byOperators().size()) {
        long last = operator.sync(tenant, won.getKey()).path("last").asLong();
        operator.say(tenant, won.getKey(), last, "Good evening.");
        paid++;
      }
      operator.end(tenant, won.getKey());
    }
    result.byAgents().forEach((chat, agent) -> agent.end(chat));
    Credits settled = house.purse().awaitCredits(held -> held.reserved() == 0);
    if (settled.posted() != credits - paid || settled.available() != credits - paid) {
      wrong.add("%d of %d credits were used, but %s".formatted(paid, credits, settled));
    }
    if (settled.posted() > 0) {
      house.purse().takeBack(settled.posted()).orFail(201);
    }
  }

  @Override
  public void close() {
    operators.forEach(OperatorClient::close);
    agents.forEach(AgentClient::close);
  }
}
