/// Support: a reseller or the platform enters a customer's account, for a reason and for a time
/// (P7).
@NullMarked
package app.firstbell.support;

import org.jspecify.annotations.NullMarked;
