@NullMarked
package app.firstbell.functions.provision;

import org.jspecify.annotations.NullMarked;
