package app.firstbell.agent;

import java.util.regex.Pattern;

/// A WhatsApp number: digits only, with the country code, without leading zeros, as `wa.me` wants
/// it (A7): `1XXXXXXXXXX`, never `+001-(XXX)XXXXXXX`. 8 to 15 digits: E.164 allows 15 at most.
public record WhatsAppNumber(String digits) {
  private static final Pattern FORM = Pattern.compile("[1-9][0-9]{7,14}");

  /// @throws IllegalArgumentException with a sentence for whoever typed it
  public WhatsAppNumber {
    if (!FORM.matcher(digits).matches()) {
      throw new IllegalArgumentException(
          "expected digits only, with the country code and without leading zeros, 8 to 15 of"
              + " them, such as 15551234567");
    }
  }
}
