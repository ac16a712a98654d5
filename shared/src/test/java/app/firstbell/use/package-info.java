@NullMarked
package app.firstbell.use;

import org.jspecify.annotations.NullMarked;
