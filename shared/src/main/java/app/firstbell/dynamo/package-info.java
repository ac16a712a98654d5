/// DynamoDB's attributes and its contention, as every feature's store needs them.
@NullMarked
package app.firstbell.dynamo;

import org.jspecify.annotations.NullMarked;
