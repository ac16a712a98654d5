package app.firstbell.notice;

import java.util.ArrayList;
import java.util.List;

/// Builds the two bodies of a mail from the same lines, so that they cannot differ. In HTML all of
/// it is escaped: what a visitor wrote is text, whatever it looks like.
final class MailText {
  private final List<String> text = new ArrayList<>();
  private final StringBuilder html = new StringBuilder();

  MailText paragraph(String words) {
    text.add(words);
    text.add("");
    html.append("<p>").append(lines(words)).append("</p>\n");
    return this;
  }

  /// What somebody said: the name stands out.
  MailText said(String who, String when, String words) {
    text.add(who + " (" + when + ")");
    text.add(words);
    text.add("");
    html.append("<p><strong>")
        .append(escaped(who))
        .append("</strong> <small>")
        .append(escaped(when))
        .append("</small><br>\n")
        .append(lines(words))
        .append("</p>\n");
    return this;
  }

  /// A link of our own.
  MailText link(String words, String address) {
    text.add(words + ":");
    text.add(address);
    text.add("");
    html.append("<p><a href=\"")
        .append(escaped(address))
        .append("\">")
        .append(escaped(words))
        .append("</a></p>\n");
    return this;
  }

  String text() {
    return String.join("\n", text);
  }

  String html() {
    return "<!doctype html>\n<html><body style=\"font-family: sans-serif\">\n"
        + html
        + "</body></html>\n";
  }

  static String escaped(String words) {
    StringBuilder escaped = new StringBuilder(words.length() + 16);
    words
        .chars()
        .forEach(c -> {
          switch (c) {
            case '&' -> escaped.append("&amp;");
            case '<' -> escaped.append("&lt;");
            case '>' -> escaped.append("&gt;");
            case '"' -> escaped.append("&quot;");
            case '\'' -> escaped.append("&#39;");
            default -> escaped.append((char) c);
          }
        });
    return escaped.toString();
  }

  private static String lines(String words) {
    return escaped(words).replace("\n", "<br>\n");
  }
}
