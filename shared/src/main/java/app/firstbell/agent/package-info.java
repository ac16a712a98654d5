/// Agents: members of an organization who answer chats.
@NullMarked
package app.firstbell.agent;

import org.jspecify.annotations.NullMarked;
