package app.firstbell.use;

import app.firstbell.chat.ChatAddress;
import app.firstbell.chat.ChatLog;
import app.firstbell.chat.ChatTable;
import app.firstbell.chat.Happening;
import app.firstbell.chat.Head;
import app.firstbell.chat.HeadReader;
import app.firstbell.chat.LoggedEntry;
import app.firstbell.dynamo.Contention;
import app.firstbell.ledger.Holds;
import app.firstbell.organization.Organization;
import app.firstbell.organization.OrganizationStore;
import app.firstbell.organization.TenantId;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// What follows when an organization's chats are over: its use, what is left of its plan, and the
/// credits of chats that operators answered.
///
/// Every effect has the identity of its fact, so entries may come twice, late and in any order, and
/// after a crash anywhere all of them again.
public final class Metering {
  private final HeadReader heads;
  private final OrganizationStore organizations;
  private final UseCounter counter;
  private final ChatAllowances allowances;
  private final Settlement settlement;
  private final InstantSource clock;

  public Metering(
      HeadReader heads,
      OrganizationStore organizations,
      UseCounter counter,
      ChatAllowances allowances,
      Settlement settlement,
      InstantSource clock) {
    this.heads = heads;
    this.organizations = organizations;
    this.counter = counter;
    this.allowances = allowances;
    this.settlement = settlement;
    this.clock = clock;
  }

  /// On the two tables of an installation.
  public static Metering on(
      ChatTable chats, DynamoDbClient client, String accounts, InstantSource clock) {
    Contention contention = chats.contention();
    return new Metering(
        new HeadReader(chats),
        new OrganizationStore(client, accounts),
        new UseCounter(client, accounts, contention),
        new ChatAllowances(client, accounts, contention),
        new Settlement(new ChatLog(chats), new Holds(client, accounts, contention)),
        clock);
  }

  /// Meters entries of one organization's chats.
  ///
  /// @throws RuntimeException when something could not be done: all of them must come again
  public void meter(TenantId tenant, List<LoggedEntry> entries) {
    Map<ChatAddress, List<LoggedEntry>> ofChat = new HashMap<>();
    entries.forEach(
        entry -> ofChat.computeIfAbsent(entry.chat(), _ -> new ArrayList<>()).add(entry));
    Map<ChatAddress, Head> known =
        heads.heads(
            ofChat.keySet(),
            head ->
                ofChat.getOrDefault(new ChatAddress(head.tenant(), head.id()), List.of()).stream()
                    .allMatch(entry -> Counted.isKnownTo(head, entry)));
    count(tenant, entries, known);
    entries.stream()
        .filter(entry -> entry.entry().happening() instanceof Happening.Ended)
        .forEach(entry -> settlement.settle(head(known, entry)));
  }

  private void count(TenantId tenant, List<LoggedEntry> entries, Map<ChatAddress, Head> known) {
    Optional<Instant> oldest =
        entries.stream().map(it -> it.entry().at()).min(Comparator.naturalOrder());
    Optional<Organization> organization = organizations.organization(tenant);
    ZoneId zone = organization.map(Organization::timezone).orElse(ZoneOffset.UTC);
    List<Counted> counted =
        entries.stream()
            .flatMap(entry -> Counted.of(entry, head(known, entry), zone).stream())
            .toList();
    if (counted.isEmpty() || oldest.isEmpty()) {
      return;
    }
    Instant now = clock.instant();
    List<UseCounter.Now> months = counter.count(tenant, counted, oldest.get(), now);
    organization.ifPresent(it -> months.forEach(month -> allowances.watch(it, month, now)));
  }

  private static Head head(Map<ChatAddress, Head> heads, LoggedEntry entry) {
    Head head = heads.get(entry.chat());
    if (head == null) {
      throw new IllegalStateException("expected the head of the chat " + entry.chat().chat());
    }
    return head;
  }
}
