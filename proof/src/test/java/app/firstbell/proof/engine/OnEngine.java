package app.firstbell.proof.engine;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/// A test that stores: gets an [Engine] as a parameter of its constructor or methods, on the leg
/// chosen by `-Dfirstbell.leg=embedded|localstack`.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("engine")
@ExtendWith(EngineExtension.class)
public @interface OnEngine {}
