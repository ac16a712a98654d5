package app.firstbell.proof.flow;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/// A test over real sockets: gets the run's one [app.firstbell.proof.run.Installation] as a
/// parameter of its constructor. Each test takes an organization of its own. Moving the clock moves
/// it for all, forward only.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("flow")
@ExtendWith(InstallationExtension.class)
public @interface OnInstallation {}
