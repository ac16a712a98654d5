package app.firstbell.emulator.mail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Every mail that was sent, newest first. Nothing leaves this machine. With a file, a restart
/// finds them again: a line is written before the sender hears that the mail was taken. Thread
/// safe.
public final class Mailbox {
  private static final Logger log = LoggerFactory.getLogger(Mailbox.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int KEPT = 1_000;

  private final List<Mail> mails = new ArrayList<>();
  private final Optional<Path> journal;

  /// @param journal where mails are kept, a line each; empty keeps them in memory
  public Mailbox(Optional<Path> journal) {
    this.journal = journal;
    journal.filter(Files::exists).ifPresent(this::restore);
  }

  private void restore(Path file) {
    try {
      for (String line : Files.readAllLines(file)) {
        try {
          keep(read(JSON.readTree(line)));
        } catch (IOException cut) {
          // The process ended while it was written; its sender never heard back.
          log.warn("left out a line of {} that is not whole", file);
        }
      }
      // Only what is still shown goes into the new file.
      StringBuilder kept = new StringBuilder();
      mails.reversed().forEach(mail -> kept.append(json(mail)).append('\n'));
      Files.writeString(file, kept);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the mails in " + file, e);
    }
  }

  synchronized void add(Mail mail) {
    journal.ifPresent(file -> append(file, json(mail) + "\n"));
    keep(mail);
  }

  public synchronized List<Mail> list() {
    return List.copyOf(mails);
  }

  public synchronized Optional<Mail> find(String messageId) {
    return mails.stream().filter(m -> m.messageId().equals(messageId)).findFirst();
  }

  public synchronized void clear() {
    mails.clear();
    journal.ifPresent(file -> {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot empty " + file, e);
      }
    });
  }

  private void keep(Mail mail) {
    mails.addFirst(mail);
    if (mails.size() > KEPT) {
      mails.removeLast();
    }
  }

  private static void append(Path file, String line) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(
          file, line, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep a mail in " + file, e);
    }
  }

  private static ObjectNode json(Mail mail) {
    ObjectNode json =
        JSON.createObjectNode()
            .put("id", mail.messageId())
            .put("from", mail.from())
            .put("subject", mail.subject())
            .put("text", mail.text())
            .put("html", mail.html())
            .put("at", mail.at().toString());
    mail.to().forEach(json.putArray("to")::add);
    return json;
  }

  private static Mail read(JsonNode json) {
    return new Mail(
        json.path("id").asText(),
        json.path("from").asText(),
        json.path("to").valueStream().map(JsonNode::asText).toList(),
        json.path("subject").asText(),
        json.path("text").asText(),
        json.path("html").asText(),
        Instant.parse(json.path("at").asText()));
  }
}
