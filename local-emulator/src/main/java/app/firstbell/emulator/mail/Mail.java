package app.firstbell.emulator.mail;

import java.time.Instant;
import java.util.List;

/// A mail that a function sent. `text` and `html` are empty when it had none.
public record Mail(
    String messageId,
    String from,
    List<String> to,
    String subject,
    String text,
    String html,
    Instant at) {}
