/// Who may do what: the actors, the actions, and the one table that joins them.
@NullMarked
package app.firstbell.access;

import org.jspecify.annotations.NullMarked;
