/// JSON as Firstbell reads and writes it: strict, bounded, and without reflection.
@NullMarked
package app.firstbell.json;

import org.jspecify.annotations.NullMarked;
