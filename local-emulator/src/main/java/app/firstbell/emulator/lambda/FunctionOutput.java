package app.firstbell.emulator.lambda;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Standard output and error of the process, split by who writes: what a function prints goes to
/// the log of its invocation, everything else where it always went.
final class FunctionOutput extends PrintStream {
  private static boolean installed;

  private final PrintStream process;

  private FunctionOutput(PrintStream process) {
    super(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    this.process = process;
  }

  /// Puts itself before `System.out` and `System.err`, once for the process.
  static synchronized void install() {
    if (!installed) {
      installed = true;
      System.setOut(new FunctionOutput(System.out));
      System.setErr(new FunctionOutput(System.err));
    }
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    CurrentFunction.get()
        .ifPresentOrElse(
            current -> current.log().write(bytes, offset, length),
            () -> process.write(bytes, offset, length));
  }

  @Override
  public void write(byte[] bytes) {
    write(bytes, 0, bytes.length);
  }

  @Override
  public void writeBytes(byte[] bytes) {
    write(bytes, 0, bytes.length);
  }

  @Override
  public void flush() {
    process.flush();
  }

  @Override
  public void close() {
    // A function that closes its output must not close the process's.
  }

  @Override
  public boolean checkError() {
    return process.checkError();
  }

  private void text(String text) {
    CurrentFunction.get()
        .ifPresentOrElse(current -> current.log().write(text), () -> process.print(text));
  }

  @Override
  public void print(@Nullable String text) {
    text(String.valueOf(text));
  }

  @Override
  public void print(@Nullable Object value) {
    text(String.valueOf(value));
  }

  @Override
  public void print(char value) {
    text(String.valueOf(value));
  }

  @Override
  public void print(char[] value) {
    text(String.valueOf(value));
  }

  @Override
  public void print(boolean value) {
    text(String.valueOf(value));
  }

  @Override
  public void print(int value) {
    text(String.valueOf(value));
  }

  @Override
  public void print(long value) {
    text(String.valueOf(value));
  }

  @Override
  public void print(float value) {
    text(String.valueOf(value));
  }

  @Override
  public void print(double value) {
    text(String.valueOf(value));
  }

  @Override
  public void println() {
    text("\n");
  }

  @Override
  public void println(@Nullable String text) {
    text(text + "\n");
  }

  @Override
  public void println(@Nullable Object value) {
    text(value + "\n");
  }

  @Override
  public void println(char value) {
    text(value + "\n");
  }

  @Override
  public void println(char[] value) {
    text(String.valueOf(value) + "\n");
  }

  @Override
  public void println(boolean value) {
    text(value + "\n");
  }

  @Override
  public void println(int value) {
    text(value + "\n");
  }

  @Override
  public void println(long value) {
    text(value + "\n");
  }

  @Override
  public void println(float value) {
    text(value + "\n");
  }

  @Override
  public void println(double value) {
    text(value + "\n");
  }

  @Override
  public PrintStream printf(String format, @Nullable Object... values) {
    return format(format, values);
  }

  @Override
  public PrintStream printf(@Nullable Locale locale, String format, @Nullable Object... values) {
    return format(locale, format, values);
  }

  @Override
  public PrintStream format(String format, @Nullable Object... values) {
    text(String.format(format, values));
    return this;
  }

  @Override
  public PrintStream format(@Nullable Locale locale, String format, @Nullable Object... values) {
    text(String.format(locale, format, values));
    return this;
  }

  @Override
  public PrintStream append(@Nullable CharSequence text) {
    text(String.valueOf(text));
    return this;
  }

  @Override
  public PrintStream append(@Nullable CharSequence text, int start, int end) {
    text(String.valueOf(text).substring(start, end));
    return this;
  }

  @Override
  public PrintStream append(char value) {
    text(String.valueOf(value));
    return this;
  }
}
