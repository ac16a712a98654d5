package app.firstbell.emulator.mail;

import app.firstbell.emulator.aws.AwsAnswer;
import app.firstbell.emulator.aws.AwsFailure;
import app.firstbell.emulator.aws.JsonProtocol;
import app.firstbell.emulator.aws.QueryProtocol;
import app.firstbell.emulator.iam.Access;
import app.firstbell.emulator.lambda.Principal;
import app.firstbell.emulator.template.Assembly;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/// SES v1's `SendEmail` and `SendRawEmail` into the [Mailbox].
public final class MailApi {
  private static final String NAMESPACE = "http://ses.amazonaws.com/doc/2010-12-01/";
  private static final int MOST_RECIPIENTS = 50;
  // SES takes ASCII only, with an optional display name before an address in angle brackets.
  private static final Pattern ADDRESS =
      Pattern.compile("(?:[^<>\\r\\n]*<)?([!-~&&[^@<>,;\"]]+@[A-Za-z0-9.-]+)>?\\s*");

  private final Mailbox mailbox;
  private final Access access;
  private final InstantSource clock;

  public MailApi(Mailbox mailbox, Access access, InstantSource clock) {
    this.mailbox = mailbox;
    this.access = access;
    this.clock = clock;
  }

  /// Answers one call of the Query protocol; errors are SES's own.
  public AwsAnswer answer(Principal caller, Map<String, String> form) {
    String action = form.getOrDefault("Action", "");
    try {
      String messageId =
          switch (action) {
            case "SendEmail" -> send(caller, form);
            case "SendRawEmail" -> sendRaw(caller, form);
            default ->
                throw new AwsFailure(
                    400,
                    "InvalidAction",
                    "the emulator does not do SES's '%s'; it does SendEmail and SendRawEmail"
                        .formatted(action));
          };
      return QueryProtocol.ok(
          NAMESPACE, action, JsonProtocol.MAPPER.createObjectNode().put("MessageId", messageId));
    } catch (AwsFailure e) {
      return QueryProtocol.error(NAMESPACE, e);
    }
  }

  private String send(Principal caller, Map<String, String> form) {
    String from = required(form, "Source");
    List<String> to = new ArrayList<>();
    for (String kind : List.of("To", "Cc", "Bcc")) {
      to.addAll(members(form, "Destination." + kind + "Addresses.member."));
    }
    String subject = required(form, "Message.Subject.Data");
    String text = form.getOrDefault("Message.Body.Text.Data", "");
    String html = form.getOrDefault("Message.Body.Html.Data", "");
    if (text.isEmpty() && html.isEmpty()) {
      throw invalid("Missing required field 'Body'.");
    }
    return keep(caller, "ses:SendEmail", from, to, subject, text, html);
  }

  private String sendRaw(Principal caller, Map<String, String> form) {
    byte[] raw = Base64.getMimeDecoder().decode(required(form, "RawMessage.Data"));
    RawMail mail = RawMail.parse(raw);
    List<String> to = new ArrayList<>(members(form, "Destinations.member."));
    if (to.isEmpty()) {
      to.addAll(mail.recipients());
    }
    String from = form.getOrDefault("Source", mail.header("from"));
    return keep(
        caller, "ses:SendRawEmail", from, to, mail.header("subject"), mail.text(), mail.html());
  }

  private String keep(
      Principal caller,
      String action,
      String from,
      List<String> to,
      String subject,
      String text,
      String html) {
    String sender = address(from);
    to.forEach(MailApi::address);
    if (to.isEmpty()) {
      throw invalid("Missing final '@domain'");
    }
    if (to.size() > MOST_RECIPIENTS) {
      throw invalid("Recipient count exceeds " + MOST_RECIPIENTS + ".");
    }
    if (subject.indexOf('\n') >= 0 || subject.indexOf('\r') >= 0) {
      throw invalid("Header field 'Subject' must not contain a line break.");
    }
    String identity =
        "arn:aws:ses:%s:%s:identity/%s"
            .formatted(
                Assembly.REGION, Assembly.ACCOUNT, sender.substring(sender.indexOf('@') + 1));
    String whole =
        "arn:aws:ses:%s:%s:identity/%s".formatted(Assembly.REGION, Assembly.ACCOUNT, sender);
    // A policy may name the address or its whole domain.
    if (access.decide(caller, action, identity) instanceof Access.Decision.Denied
        && access.decide(caller, action, whole) instanceof Access.Decision.Denied(String reason)) {
      throw new AwsFailure(403, "AccessDenied", reason);
    }
    String id = "0100" + UUID.randomUUID() + "-000000";
    mailbox.add(new Mail(id, from, List.copyOf(to), subject, text, html, clock.instant()));
    return id;
  }

  private static List<String> members(Map<String, String> form, String prefix) {
    List<String> all = new ArrayList<>();
    for (int i = 1; form.containsKey(prefix + i); i++) {
      all.add(form.getOrDefault(prefix + i, ""));
    }
    return all;
  }

  private static String required(Map<String, String> form, String field) {
    String value = form.get(field);
    if (value == null || value.isEmpty()) {
      throw new AwsFailure(
          400,
          "ValidationError",
          "1 validation error detected: Value null at '%s' failed to satisfy constraint: Member must not be null"
              .formatted(field));
    }
    return value;
  }

  /// The bare address.
  private static String address(String given) {
    var matcher = ADDRESS.matcher(given);
    if (!matcher.matches()) {
      throw invalid(given.contains("@") ? "Illegal address" : "Missing final '@domain'");
    }
    return matcher.group(1);
  }

  private static AwsFailure invalid(String message) {
    return new AwsFailure(400, "InvalidParameterValue", message);
  }
}
