package app.firstbell.emulator.page;

import java.util.List;
import java.util.stream.Collectors;

/// Markup. Whatever is put into it is escaped unless it is markup itself, so there is no way to
/// forget it.
record Html(String markup) {
  static final Html NOTHING = new Html("");

  /// Fills each `{}` of a template, in order: markup as it is, lists of markup one after another,
  /// all else as text.
  static Html of(String template, Object... values) {
    StringBuilder out = new StringBuilder(template.length() + 64);
    int from = 0;
    for (Object value : values) {
      int hole = template.indexOf("{}", from);
      if (hole < 0) {
        throw new IllegalArgumentException("expected a {} for " + value + " in: " + template);
      }
      out.append(template, from, hole).append(markupOf(value));
      from = hole + 2;
    }
    return new Html(out.append(template, from, template.length()).toString());
  }

  private static String markupOf(Object value) {
    return switch (value) {
      case Html html -> html.markup();
      case List<?> list -> list.stream().map(Html::markupOf).collect(Collectors.joining());
      default -> escape(String.valueOf(value));
    };
  }

  private static String escape(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(c);
      }
    }
    return out.toString();
  }
}
