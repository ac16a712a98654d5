package app.firstbell.organization;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Names as they are sorted and found: without case, accents and punctuation. What remains has no
/// `#`, so that it can stand in a key.
final class Words {
  private static final int MOST = 8;
  private static final int LONGEST = 100;
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern OTHERS = Pattern.compile("[^\\p{L}\\p{N}]+");

  private Words() {}

  /// `Café-Haus "Zürich"` becomes `cafe haus zurich`.
  static String folded(String name) {
    String bare = MARKS.matcher(Normalizer.normalize(name, Normalizer.Form.NFKD)).replaceAll("");
    String words = OTHERS.matcher(bare.toLowerCase(Locale.ROOT)).replaceAll(" ").strip();
    return words.codePointCount(0, words.length()) > LONGEST
        ? words.substring(0, words.offsetByCodePoints(0, LONGEST))
        : words;
  }

  /// The first eight different words of a name.
  static List<String> of(String name) {
    return Arrays.stream(folded(name).split(" ", -1))
        .filter(word -> !word.isEmpty())
        .distinct()
        .limit(MOST)
        .toList();
  }
}
