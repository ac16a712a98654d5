/// The people of a whole house, made through the product's own API as they would come to it: a
/// platform administrator, resellers, their customers, administrators, managers, agents, visitors,
/// programs, support. Links come out of the emulator's mailbox.
@NullMarked
package app.firstbell.proof.people;

import org.jspecify.annotations.NullMarked;
