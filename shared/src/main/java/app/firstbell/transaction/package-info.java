/// One change, one transaction: the writes, the act that the audit log will tell, and the answer
/// that a repeat will get, committed together or not at all.
@NullMarked
package app.firstbell.transaction;

import org.jspecify.annotations.NullMarked;
