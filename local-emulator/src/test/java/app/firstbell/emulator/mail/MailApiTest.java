package app.firstbell.emulator.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.emulator.Local;
import app.firstbell.emulator.SmallAssembly;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.ses.model.SesException;

class MailApiTest {
  private static Local local;

  @BeforeAll
  static void start() {
    local =
        Local.start(
            new SmallAssembly()
                .role(
                    "NoticesRole",
                    "{'Effect':'Allow','Action':'ses:SendEmail','Resource':'arn:aws:ses:us-east-1:000000000000:identity/firstbell.example'}")
                .function("Notices", "NoticesRole")
                .role("MuteRole", "{'Effect':'Allow','Action':'sqs:*','Resource':'*'}")
                .function("Mute", "MuteRole"));
  }

  @AfterAll
  static void stop() {
    local.close();
  }

  @BeforeEach
  void empty() {
    local.data.mailbox().clear();
  }

  private static void send(String caller, String from, String to, String subject, String text) {
    local
        .ses(caller)
        .sendEmail(r ->
            r.source(from)
                .destination(d -> d.toAddresses(to))
                .message(m ->
                    m.subject(s -> s.data(subject))
                        .body(b ->
                            b.text(t -> t.data(text)).html(h -> h.data("<p>" + text + "</p>")))));
  }

  @Test
  void aMailLiesInTheMailbox() {
    send(
        "Notices",
        "Firstbell <bell@firstbell.example>",
        "ana@example.com",
        "You wrote to us – \uD83D\uDC4B",
        "a & b = c");
    Mail mail = local.data.mailbox().list().getFirst();
    assertEquals("Firstbell <bell@firstbell.example>", mail.from());
    assertEquals(List.of("ana@example.com"), mail.to());
    assertEquals("You wrote to us – \uD83D\uDC4B", mail.subject());
    assertEquals("a & b = c", mail.text());
    assertEquals("<p>a & b = c</p>", mail.html());
    assertEquals(mail, local.data.mailbox().find(mail.messageId()).orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ana", "ana@", "a b@example.com", "x@example.com\r\nBcc: y@z.com"})
  void anAddressThatIsNoneIsRefused(String to) {
    var refused =
        assertThrows(
            SesException.class, () -> send("operator", "bell@firstbell.example", to, "s", "t"));
    assertTrue(
        List.of("InvalidParameterValue", "ValidationError")
            .contains(refused.awsErrorDetails().errorCode()));
    assertTrue(local.data.mailbox().list().isEmpty());
  }

  @Test
  void aFunctionWhoseRoleDoesNotSaySoSendsNothing() {
    var refused =
        assertThrows(
            SesException.class,
            () -> send("Mute", "bell@firstbell.example", "ana@example.com", "s", "t"));
    assertEquals("AccessDenied", refused.awsErrorDetails().errorCode());
    assertThrows(
        SesException.class,
        () -> send("Notices", "bell@other.example", "ana@example.com", "s", "t"),
        "another identity");
    assertTrue(local.data.mailbox().list().isEmpty());
  }

  @Test
  void aRawMailIsTakenApart() {
    String raw =
        """
        From: bell@firstbell.example
        To: ana@example.com, bo@example.com
        Subject: =?UTF-8?B?R3LDvMOfZQ==?=
        MIME-Version: 1.0
        Content-Type: multipart/alternative; boundary="xyz"

        --xyz
        Content-Type: text/plain; charset=utf-8
        Content-Transfer-Encoding: quoted-printable

        Gr=C3=BC=C3=9Fe
        --xyz
        Content-Type: text/html; charset=utf-8

        <b>hi</b>
        --xyz--
        """;
    local
        .ses("operator")
        .sendRawEmail(r -> r.rawMessage(m -> m.data(SdkBytes.fromUtf8String(raw))));
    Mail mail = local.data.mailbox().list().getFirst();
    assertEquals("Grüße", mail.subject());
    assertEquals(List.of("ana@example.com", "bo@example.com"), mail.to());
    assertEquals("Grüße", mail.text());
    assertEquals("<b>hi</b>", mail.html());
  }
}
