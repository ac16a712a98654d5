/// Interaction credits where chats meet them: whether there is one to ring operators for, and the
/// one that an accept reserves.
@NullMarked
package app.firstbell.credit;

import org.jspecify.annotations.NullMarked;
