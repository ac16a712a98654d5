package app.firstbell.chat;

import org.jspecify.annotations.Nullable;

/// The page on which the visitor asked.
public record Page(String url, @Nullable String title) {}
