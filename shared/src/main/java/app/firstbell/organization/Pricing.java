package app.firstbell.organization;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Whether an organization pays before (credits) or after (a debt up to a limit); P1.
public enum Pricing {
  PREPAID,
  POSTPAID;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Pricing> of(String word) {
    return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
  }
}
