@NullMarked
package app.firstbell.audit;

import org.jspecify.annotations.NullMarked;
