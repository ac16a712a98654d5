@NullMarked
package app.firstbell.transaction;

import org.jspecify.annotations.NullMarked;
