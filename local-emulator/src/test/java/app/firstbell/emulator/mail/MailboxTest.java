package app.firstbell.emulator.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailboxTest {
  @TempDir Path directory;

  private Mailbox open() {
    return new Mailbox(Optional.of(directory.resolve("kept/mails.jsonl")));
  }

  @Test
  void aRestartFindsTheMails() throws IOException {
    Mailbox before = open();
    before.add(mail("1"));
    before.add(mail("2"));
    // The process ended while a third was written.
    Files.writeString(directory.resolve("kept/mails.jsonl"), "{\"id\":", StandardOpenOption.APPEND);
    assertEquals(List.of(mail("2"), mail("1")), open().list());
    open().add(mail("4"));
    assertEquals(List.of(mail("4"), mail("2"), mail("1")), open().list());
    open().clear();
    assertEquals(List.of(), open().list());
  }

  @Test
  void withoutAFileNothingIsKept() {
    new Mailbox(Optional.empty()).add(mail("1"));
    assertEquals(List.of(), new Mailbox(Optional.empty()).list());
  }

  private static Mail mail(String id) {
    return new Mail(
        id,
        "bell@firstbell.example",
        List.of("ana@example.com"),
        "Hello \uD83D\uDC4B",
        "line\nline",
        "<p>line</p>",
        Instant.parse("2026-12-01T00:00:00.123Z"));
  }
}
