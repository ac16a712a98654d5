package app.firstbell.chat;

import app.firstbell.agent.AgentId;
import app.firstbell.dynamo.Contention;
import app.firstbell.dynamo.Item;
import app.firstbell.organization.TenantId;
import app.firstbell.visitor.VisitorId;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The table `Chats`: its keys, and how to call it.
///
/// Everything of a chat lies in one partition, sorted so that the head and the last entry are
/// neighbours: `a#declined#…`, `a#late#…`, `a#marks`, `e#0000000001` … `e#0000000042`, `head`. One
/// query backwards reads both.
public record ChatTable(DynamoDbClient client, String name, Contention contention) {
  public static final String LISTS_INDEX = "lists";
  public static final String VISITS_INDEX = "visits";
  static final String HEAD = "head";
  static final String MARKS = "a#marks";
  static final String DECLINED = "a#declined#";
  static final String LATE = "a#late#";
  private static final String ENTRY = "e#";

  static String pk(TenantId tenant, ChatId chat) {
    return tenant + "#chat#" + chat;
  }

  static Map<String, AttributeValue> headKey(TenantId tenant, ChatId chat) {
    return Item.key(pk(tenant, chat), HEAD).build();
  }

  static String entry(long seq) {
    return String.format(Locale.ROOT, "%s%010d", ENTRY, seq);
  }

  static boolean isEntry(String sk) {
    return sk.startsWith(ENTRY);
  }

  static long seq(String sk) {
    return Long.parseLong(sk.substring(ENTRY.length()));
  }

  static String ringing(TenantId tenant) {
    return tenant + "#ringing";
  }

  static String missed(TenantId tenant) {
    return tenant + "#missed";
  }

  /// Where chats of other organizations stand while they ring for the operators of `home`.
  static String operatorRings(TenantId home) {
    return home + "#operator-rings";
  }

  static Item operatorRing(TenantId home, ChatAddress chat) {
    return Item.key(operatorRings(home), chat.tenant() + "#" + chat.chat());
  }

  static String open(TenantId tenant, AgentId agent) {
    return tenant + "#agent#" + agent;
  }

  static String closed(TenantId tenant, AgentId agent) {
    return tenant + "#closed#" + agent;
  }

  static String visit(TenantId tenant, VisitorId visitor) {
    return tenant + "#visitor#" + visitor;
  }
}
