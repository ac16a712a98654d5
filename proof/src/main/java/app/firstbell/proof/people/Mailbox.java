package app.firstbell.proof.people;

import app.firstbell.proof.client.Line;
import app.firstbell.proof.run.Installation;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The mails that somebody got, read where the emulator keeps what was sent.
///
/// @param address whose
public record Mailbox(Installation installation, String address) {

  /// What a mailed link is for, as its address in the console says it.
  public enum Link {
    INVITATION("invitation"),
    RESET("reset"),
    CONFIRM("confirm"),
    EMAIL("email"),
    RENEWAL("renewal");

    private final Pattern form;

    Link(String word) {
      this.form = Pattern.compile("(\\S+)/#/" + word + "/([A-Za-z0-9._~-]+)");
    }
  }

  /// A link as it was mailed.
  ///
  /// @param origin what stands before the fragment: where the link leads
  /// @param token what the API takes
  public record Mailed(String origin, String token, String address) {}

  /// All mails to this address, the oldest first.
  public List<JsonNode> mails() {
    return installation.emulator().mail().stream()
        .filter(mail -> mail.path("to").toString().contains("\"" + address + "\""))
        .sorted(Comparator.comparing(mail -> mail.path("at").asText()))
        .toList();
  }

  public List<Mailed> links(Link link) {
    return mails().stream()
        .map(mail -> link.form.matcher(mail.path("text").asText()))
        .filter(Matcher::find)
        .map(found -> new Mailed(found.group(1), found.group(2), found.group()))
        .toList();
  }

  /// Waits for the first link.
  public Mailed link(Link link) {
    return link(link, 1);
  }

  /// Waits for the link of that place, from 1.
  public Mailed link(Link link, int place) {
    long deadline = System.nanoTime() + Line.PATIENCE.toNanos();
    List<Mailed> found = links(link);
    while (found.size() < place) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(
            "expected %d mails with a link %s to %s, got %s"
                    .formatted(place, link, address, mails())
                + installation.emulator().stats());
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
      found = links(link);
    }
    return found.get(place - 1);
  }
}
