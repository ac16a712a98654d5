@NullMarked
package app.firstbell.commands;

import org.jspecify.annotations.NullMarked;
