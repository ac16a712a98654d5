/// Visitors: anonymous until they say who they are.
@NullMarked
package app.firstbell.visitor;

import org.jspecify.annotations.NullMarked;
