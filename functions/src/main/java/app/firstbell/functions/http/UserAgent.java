package app.firstbell.functions.http;

import java.util.Locale;

/// A browser's `User-Agent` in the words in which people know their computers. It decides nothing:
/// it helps to tell one's sessions apart.
final class UserAgent {
  private UserAgent() {}

  /// Such as `Firefox on Linux`; `another program` for what is no browser.
  static String shown(String userAgent) {
    String text = userAgent.toLowerCase(Locale.ROOT);
    String program = program(text);
    String system = system(text);
    return system.isEmpty() ? program : program + " on " + system;
  }

  private static String program(String text) {
    if (text.contains("edg/")) {
      return "Edge";
    }
    if (text.contains("opr/")) {
      return "Opera";
    }
    if (text.contains("firefox/")) {
      return "Firefox";
    }
    if (text.contains("chrome/") || text.contains("crios/")) {
      return "Chrome";
    }
    return text.contains("safari/") ? "Safari" : "another program";
  }

  private static String system(String text) {
    if (text.contains("android")) {
      return "Android";
    }
    if (text.contains("iphone") || text.contains("ipad")) {
      return "iOS";
    }
    if (text.contains("windows")) {
      return "Windows";
    }
    if (text.contains("mac os")) {
      return "macOS";
    }
    return text.contains("linux") ? "Linux" : "";
  }
}
