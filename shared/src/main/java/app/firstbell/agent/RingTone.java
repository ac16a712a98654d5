package app.firstbell.agent;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The tones that the console can ring with (A7).
public enum RingTone {
  BELL,
  CHIME,
  MARIMBA,
  DIGITAL;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<RingTone> of(String word) {
    return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
  }
}
