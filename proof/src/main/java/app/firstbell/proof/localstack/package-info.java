/// Real LocalStack without a container: made, seeded, started, deployed to, and ended.
@NullMarked
package app.firstbell.proof.localstack;

import org.jspecify.annotations.NullMarked;
