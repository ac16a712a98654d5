/// Where the stores are proved: DynamoDB Local in this process, or LocalStack, made from the same
/// synthesized template.
@NullMarked
package app.firstbell.proof.engine;

import org.jspecify.annotations.NullMarked;
