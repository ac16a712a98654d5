/// The stores on a real engine: the same classes on DynamoDB Local and ElasticMQ, and on
/// LocalStack.
@NullMarked
package app.firstbell.proof.store;

import org.jspecify.annotations.NullMarked;
