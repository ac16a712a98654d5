/// Keeps tenants apart: whose rows the work of one event may touch, and the fence before DynamoDB
/// that holds it to that.
@NullMarked
package app.firstbell.isolation;

import org.jspecify.annotations.NullMarked;
