/// The tables in memory beside DynamoDB Local.
@NullMarked
package app.firstbell.simulator.table;

import org.jspecify.annotations.NullMarked;
