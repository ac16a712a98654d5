package app.firstbell.emulator.mail;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Enough of a MIME message for a mailbox: headers, the text, the HTML. Attachments are left out.
record RawMail(Map<String, String> headers, String text, String html) {
  private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";]+)\"?");
  private static final Pattern ENCODED_WORD =
      Pattern.compile("=\\?[Uu][Tt][Ff]-8\\?([BbQq])\\?([^?]*)\\?=");

  static RawMail parse(byte[] raw) {
    return part(new String(raw, StandardCharsets.UTF_8).replace("\r\n", "\n"));
  }

  private static RawMail part(String source) {
    int blank = source.indexOf("\n\n");
    String head = blank < 0 ? source : source.substring(0, blank);
    String body = blank < 0 ? "" : source.substring(blank + 2);
    Map<String, String> headers = headers(head);
    String type = headers.getOrDefault("content-type", "text/plain");
    Matcher boundary = BOUNDARY.matcher(type);
    if (type.startsWith("multipart/") && boundary.find()) {
      String text = "";
      String html = "";
      String[] pieces = body.split("(?m)^--" + Pattern.quote(boundary.group(1)));
      for (int i = 1; i < pieces.length && !pieces[i].startsWith("--"); i++) {
        RawMail inner = part(pieces[i].stripLeading());
        text = text.isEmpty() ? inner.text() : text;
        html = html.isEmpty() ? inner.html() : html;
      }
      return new RawMail(headers, text, html);
    }
    String decoded = decoded(body, headers.getOrDefault("content-transfer-encoding", ""));
    if (type.startsWith("text/html")) {
      return new RawMail(headers, "", decoded);
    }
    return new RawMail(headers, type.startsWith("text/") ? decoded : "", "");
  }

  private static Map<String, String> headers(String head) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (String line : head.replaceAll("\n[ \t]+", " ").split("\n")) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers.put(
            line.substring(0, colon).toLowerCase(Locale.ROOT).strip(),
            words(line.substring(colon + 1).strip()));
      }
    }
    return headers;
  }

  private static String words(String value) {
    return ENCODED_WORD
        .matcher(value)
        .replaceAll(m ->
            Matcher.quoteReplacement(
                m.group(1).equalsIgnoreCase("b")
                    ? new String(Base64.getDecoder().decode(m.group(2)), StandardCharsets.UTF_8)
                    : quoted(m.group(2).replace('_', ' '))));
  }

  private static String decoded(String body, String encoding) {
    return switch (encoding.toLowerCase(Locale.ROOT)) {
      case "base64" ->
          new String(Base64.getMimeDecoder().decode(body.strip()), StandardCharsets.UTF_8);
      case "quoted-printable" -> quoted(body.strip().replaceAll("=\n", ""));
      default -> body.strip();
    };
  }

  private static String quoted(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    byte[] out = new byte[bytes.length];
    int length = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '=' && i + 2 < bytes.length) {
        out[length++] =
            (byte) Integer.parseInt(new String(bytes, i + 1, 2, StandardCharsets.US_ASCII), 16);
        i += 2;
      } else {
        out[length++] = bytes[i];
      }
    }
    return new String(out, 0, length, StandardCharsets.UTF_8);
  }

  String header(String name) {
    return headers.getOrDefault(name, "");
  }

  List<String> recipients() {
    List<String> all = new ArrayList<>();
    for (String name : List.of("to", "cc", "bcc")) {
      for (String each : header(name).split(",")) {
        if (!each.isBlank()) {
          all.add(each.strip());
        }
      }
    }
    return all;
  }
}
