package app.firstbell.use;

import app.firstbell.organization.TenantId;
import java.time.YearMonth;
import java.util.Locale;

/// A part of a month's counted chats: `{tenant}#use` / `2026-11#000017`. Parts are filled one after
/// the other; so they sort behind their month's own row, `2026-11`, in the order of counting.
///
/// @param month of the organization's own clock
/// @param number 0 for the first
record PartKey(YearMonth month, int number) {
  private static final int MONTH = "2026-11".length();

  static String pk(TenantId tenant) {
    return tenant + "#use";
  }

  String sk() {
    return String.format(Locale.ROOT, "%s#%06d", month, number);
  }

  /// Whether a row of an organization's use is a part, and not a month's own.
  static boolean isPart(String sk) {
    return sk.length() > MONTH;
  }

  static PartKey parse(String sk) {
    return new PartKey(
        YearMonth.parse(sk.substring(0, MONTH)), Integer.parseInt(sk.substring(MONTH + 1)));
  }

  PartKey next() {
    return new PartKey(month, number + 1);
  }
}
