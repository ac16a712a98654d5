package app.firstbell.proof.people;

import app.firstbell.proof.client.AgentClient;
import app.firstbell.proof.client.Api;
import app.firstbell.proof.client.OperatorClient;
import app.firstbell.proof.client.VisitorClient;
import app.firstbell.proof.people.Company.Job;
import app.firstbell.proof.run.Installation;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// A reseller with operators of its own, and a customer of it on the package Operations.
///
/// @param purse the customer's, held by its reseller
/// @param operators members of the reseller who may answer for its customers
public record Operations(Company reseller, Company customer, Purse purse, List<Person> operators) {

  /// With its fee paid for a month and that many credits.
  public static Operations open(Installation installation, int operators, long credits) {
    Operations made = unpaid(installation, operators, credits);
    made.purse().payFee(1).orFail(201);
    return made;
  }

  /// With credits that are frozen: no fee was ever paid. Nobody is told when they become few.
  public static Operations unpaid(Installation installation, int operators, long credits) {
    Company reseller = reseller(installation);
    List<Job> jobs = new ArrayList<>();
    for (int i = 1; i <= operators; i++) {
      jobs.add(operator("Operator " + i));
    }
    List<Person> people = jobs.isEmpty() ? List.of() : reseller.hire(jobs);
    Company customer = customer(reseller, draft("Tea of " + reseller.name()));
    Purse purse = new Purse(reseller.owner().api(), customer.id());
    purse.operations("reseller").orFail(200);
    purse.threshold(0).orFail(200);
    if (credits > 0) {
      purse.grant(credits).orFail(201);
    }
    return new Operations(reseller, customer, purse, people);
  }

  public static Company reseller(Installation installation) {
    return Company.create(
        Person.olga(installation),
        "Harbor " + UUID.randomUUID().toString().substring(0, 6),
        "reseller");
  }

  /// A customer whose currency has prices.
  public static Company customer(Company reseller, ObjectNode draft) {
    return Company.create(reseller.owner(), draft);
  }

  public static ObjectNode draft(String name) {
    return Company.draft(name)
        .put("country", "PT")
        .put("currency", "EUR")
        .put("timezone", "Europe/Lisbon");
  }

  /// Answers chats of the own organization and, as an operator, of others.
  public static Job operator(String name) {
    return Job.manager(name, "answer-chats", "answer-as-operator");
  }

  /// The money as the customer's own administrator sees it.
  public Purse owners() {
    return purse.as(customer.owner().api());
  }

  /// The operator of that place (from 1), connected and online.
  public OperatorClient operator(int place) throws IOException {
    AgentClient agent = operators.get(place - 1).connect();
    agent.show("online");
    return new OperatorClient(agent);
  }

  /// The customer's own agent: its owner, connected and online.
  public AgentClient agent() throws IOException {
    AgentClient agent = customer.owner().connect();
    agent.show("online");
    return agent;
  }

  public VisitorClient visitor() throws IOException {
    return customer.visitor();
  }

  /// Lets an operator answer a chat of a new visitor, say a word, and end it.
  ///
  /// @return the chat
  public String answered(OperatorClient operator) throws IOException {
    try (VisitorClient visitor = visitor()) {
      String chat = visitor.start("Is anybody there?").path("chat").path("id").asText();
      operator.awaitRing(chat);
      var accepted = operator.accept(customer.id(), chat);
      if (!accepted.path("type").asText().equals("accepted")) {
        throw new AssertionError("expected accepted, got " + accepted);
      }
      operator.say(customer.id(), chat, accepted.path("chat").path("last").asLong(), "Yes, I am.");
      operator.end(customer.id(), chat);
      return chat;
    }
  }

  /// Where the customer's notices go.
  public Mailbox mailbox() {
    return customer.owner().mailbox();
  }

  public Api owner() {
    return customer.owner().api();
  }
}
