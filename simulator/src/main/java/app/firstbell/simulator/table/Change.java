package app.firstbell.simulator.table;

/// One step of an update expression.
sealed interface Change {
  Operand.Path path();

  record Set(Operand.Path path, Operand value) implements Change {}

  record Remove(Operand.Path path) implements Change {}

  record Add(Operand.Path path, Operand value) implements Change {}

  record Delete(Operand.Path path, Operand value) implements Change {}
}
