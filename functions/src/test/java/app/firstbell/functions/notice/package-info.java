@NullMarked
package app.firstbell.functions.notice;

import org.jspecify.annotations.NullMarked;
