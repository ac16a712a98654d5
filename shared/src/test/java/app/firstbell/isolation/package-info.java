@NullMarked
package app.firstbell.isolation;

import org.jspecify.annotations.NullMarked;
