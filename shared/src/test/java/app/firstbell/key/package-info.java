@NullMarked
package app.firstbell.key;

import org.jspecify.annotations.NullMarked;
