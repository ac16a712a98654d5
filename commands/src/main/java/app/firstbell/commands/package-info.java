/// The commands of an operator: `firstbell audit verify`, `firstbell admin create`.
@NullMarked
package app.firstbell.commands;

import org.jspecify.annotations.NullMarked;
