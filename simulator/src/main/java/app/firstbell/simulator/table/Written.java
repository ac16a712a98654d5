package app.firstbell.simulator.table;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// One change of one item, as the table's stream tells it.
///
/// @param commit the number of the write; all items of one transaction have the same
/// @param at milliseconds since 1970
/// @param before null when the item is new
/// @param after null when the item is gone
public record Written(
    String table,
    long commit,
    long at,
    Place place,
    @Nullable Map<String, AttributeValue> before,
    @Nullable Map<String, AttributeValue> after) {}
