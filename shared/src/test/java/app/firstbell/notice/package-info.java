@NullMarked
package app.firstbell.notice;

import org.jspecify.annotations.NullMarked;
