@NullMarked
package app.firstbell.organization;

import org.jspecify.annotations.NullMarked;
