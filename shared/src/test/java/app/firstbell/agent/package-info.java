@NullMarked
package app.firstbell.agent;

import org.jspecify.annotations.NullMarked;
