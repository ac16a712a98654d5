package app.firstbell.chat;

import app.firstbell.dynamo.BusyException;
import app.firstbell.dynamo.Pause;
import app.firstbell.organization.TenantId;
import app.firstbell.presence.ConnectionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// Moves a chat from stage to stage: reads where it stands, lets a pure rule decide, writes on
/// condition, and looks again when somebody was faster.
public final class Moves {
  private static final int TRIES = 12;
  private final ChatLog log;
  private final StageStore stages;
  private final Pause pause;

  public Moves(ChatLog log, StageStore stages, Pause pause) {
    this.log = log;
    this.stages = stages;
    this.pause = pause;
  }

  /// What a rule decides about a chat as it stands.
  ///
  /// @param <R> what is answered when nothing is to be changed
  public sealed interface Decision<R> {
    /// Change the chat.
    ///
    /// @param joining the connection by which the agent comes in; null when nobody does
    /// @param price without which the change is not made; null when it costs nothing
    record Go<R>(
        Stage next,
        Author by,
        Happening happening,
        Guard guard,
        @Nullable ConnectionId joining,
        @Nullable Price<R> price)
        implements Decision<R> {
      /// A change that costs nothing.
      public Go(
          Stage next, Author by, Happening happening, Guard guard, @Nullable ConnectionId joining) {
        this(next, by, happening, guard, joining, null);
      }
    }

    /// Change nothing, and answer this.
    record Stay<R>(R answer) implements Decision<R> {}
  }

  /// What is written in the transaction of a change, and what is answered when it is refused there.
  public record Price<R>(List<TransactWriteItem> writes, R unpaid) {
    public Price {
      writes = List.copyOf(writes);
    }
  }

  /// Either the chat was moved, or the rule's answer to why not.
  public sealed interface Outcome<R> {
    record Moved<R>(Head head, Entry entry) implements Outcome<R> {}

    record Stayed<R>(R answer) implements Outcome<R> {}

    record Absent<R>() implements Outcome<R> {}
  }

  /// @param now the time of the entry, to the millisecond
  /// @throws BusyException when the chat changed faster than twelve looks: nothing was written
  public <R> Outcome<R> move(
      TenantId tenant, ChatId chat, Instant now, Function<LogEnd, Decision<R>> rule) {
    for (int attempt = 1; attempt <= TRIES; attempt++) {
      Optional<LogEnd> end = log.end(tenant, chat, Freshness.CONSISTENT);
      if (end.isEmpty()) {
        return new Outcome.Absent<>();
      }
      switch (rule.apply(end.get())) {
        case Decision.Stay<R> stay -> {
          return new Outcome.Stayed<>(stay.answer());
        }
        case Decision.Go<R> go -> {
          long seq = end.get().last().seq() + 1;
          Price<R> price = go.price();
          Change change =
              stages.change(
                  end.get().head().at(go.next(), seq),
                  new Entry(seq, now, go.by(), go.happening()),
                  go.guard(),
                  go.joining(),
                  price == null ? List.of() : price.writes());
          switch (change) {
            case Change.Done done -> {
              return new Outcome.Moved<>(done.head(), done.entry());
            }
            case Change.Overtaken overtaken -> {
              // The failed condition brought the winner's head along: the loser needs no second
              // read.
              if (rule.apply(new LogEnd(overtaken.now(), end.get().last()))
                  instanceof Decision.Stay<R> stay) {
                return new Outcome.Stayed<>(stay.answer());
              }
            }
            case Change.Unpaid _ -> {
              if (price != null) {
                return new Outcome.Stayed<>(price.unpaid());
              }
            }
            case Change.PlaceTaken _ -> {}
          }
        }
      }
      pause.before(attempt);
    }
    throw new BusyException("chat " + chat + " changes too fast");
  }
}
