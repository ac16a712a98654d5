/// The WebSocket API's functions: one per concern, each decodes, asks the domain, and answers.
@NullMarked
package app.firstbell.functions.websocket;

import org.jspecify.annotations.NullMarked;
