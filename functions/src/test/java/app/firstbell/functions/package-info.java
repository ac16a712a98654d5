@NullMarked
package app.firstbell.functions;

import org.jspecify.annotations.NullMarked;
