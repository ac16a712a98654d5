@NullMarked
package app.firstbell.access;

import org.jspecify.annotations.NullMarked;
