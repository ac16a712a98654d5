/// Two tables in memory that answer as DynamoDB does, and forget nothing: every version of every
/// item is kept, for old reads and for whoever checks afterwards.
@NullMarked
package app.firstbell.simulator.table;

import org.jspecify.annotations.NullMarked;
