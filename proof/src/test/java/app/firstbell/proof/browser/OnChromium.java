package app.firstbell.proof.browser;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/// A test in a real browser: gets a [Chromium.Stage] as a parameter of its constructor.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("browser")
@ExtendWith(Chromium.class)
public @interface OnChromium {
  /// The installation that the class shares with others of this name; nobody's when empty. Who
  /// shares makes organizations of their own, and leaves those of the demo as they are.
  String shared() default "";
}
