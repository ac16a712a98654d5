package app.firstbell.simulator.table;

import java.util.Set;

/// An expression, and the placeholders that it uses.
record Parsed<T>(T meaning, Set<String> placeholders) {}
