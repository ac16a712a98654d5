/// The HTTP API's functions: sign-in, tickets, visitors and sites.
@NullMarked
package app.firstbell.functions.http;

import org.jspecify.annotations.NullMarked;
