/// Who is calling: passwords, sessions, tickets, and the caller that they prove.
@NullMarked
package app.firstbell.identity;

import org.jspecify.annotations.NullMarked;
