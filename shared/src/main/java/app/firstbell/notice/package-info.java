/// Mails that Firstbell sends, each once.
@NullMarked
package app.firstbell.notice;

import org.jspecify.annotations.NullMarked;
