/// The AWS side of Firstbell as a CDK app: what is created, under which names, and who may do what.
@NullMarked
package app.firstbell.infra;

import org.jspecify.annotations.NullMarked;
