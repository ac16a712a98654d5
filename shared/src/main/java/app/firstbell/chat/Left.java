package app.firstbell.chat;

import org.jspecify.annotations.Nullable;

/// What the visitor of a missed chat left, to be answered by e-mail (C6).
public record Left(String email, @Nullable String name, @Nullable String text) {
  @Override
  public String toString() {
    return "Left[…]";
  }
}
