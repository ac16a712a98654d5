/// The function by which an operator makes organizations.
@NullMarked
package app.firstbell.functions.provision;

import org.jspecify.annotations.NullMarked;
