/// Organizations, which are the tenants, and their rooms.
@NullMarked
package app.firstbell.organization;

import org.jspecify.annotations.NullMarked;
