@NullMarked
package app.firstbell.photo;

import org.jspecify.annotations.NullMarked;
