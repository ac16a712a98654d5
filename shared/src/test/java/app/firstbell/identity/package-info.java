@NullMarked
package app.firstbell.identity;

import org.jspecify.annotations.NullMarked;
