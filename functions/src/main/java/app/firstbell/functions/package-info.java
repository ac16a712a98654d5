/// What all functions share: their environment, their clients, and how they log.
@NullMarked
package app.firstbell.functions;

import org.jspecify.annotations.NullMarked;
