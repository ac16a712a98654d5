package app.firstbell.simulator.table;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/// One write, alone or in a transaction, and its condition.
///
/// @param tellsOld whether a failed condition hands out what is there
record Step(
    String table,
    Place place,
    @Nullable Parsed<Condition> condition,
    Bindings bindings,
    boolean tellsOld,
    Effect effect) {
  /// What is done when the condition holds.
  sealed interface Effect {
    record Put(Map<String, AttributeValue> item) implements Effect {}

    record Update(@Nullable Parsed<List<Change>> changes) implements Effect {}

    record Delete() implements Effect {}

    record OnlyLook() implements Effect {}
  }

  boolean writes() {
    return !(effect instanceof Effect.OnlyLook);
  }

  boolean holds(@Nullable Map<String, AttributeValue> there) {
    return condition == null
        || condition.meaning().holds(there == null ? Map.of() : there, bindings);
  }

  @Nullable Map<String, AttributeValue> result(@Nullable Map<String, AttributeValue> there) {
    return switch (effect) {
      case Effect.Put put -> put.item();
      case Effect.Update update -> {
        @Nullable Parsed<List<Change>> changes = update.changes();
        yield Updating.apply(
            changes == null ? List.of() : changes.meaning(), place.key(), there, bindings);
      }
      case Effect.Delete _ -> null;
      case Effect.OnlyLook _ -> there;
    };
  }

  ConditionalCheckFailedException failure(@Nullable Map<String, AttributeValue> there) {
    return Refusals.failed(tellsOld ? there : null);
  }

  CancellationReason reason(@Nullable Map<String, AttributeValue> there) {
    CancellationReason.Builder reason =
        CancellationReason.builder()
            .code("ConditionalCheckFailed")
            .message("The conditional request failed");
    return (tellsOld && there != null ? reason.item(there) : reason).build();
  }
}
