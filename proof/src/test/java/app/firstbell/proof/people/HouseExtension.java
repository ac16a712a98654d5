package app.firstbell.proof.people;

import app.firstbell.proof.flow.InstallationExtension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// One [House] for all tests of a run that ask for it. Nobody moves the clock of its installation:
/// its people stay signed in for ten minutes.
public final class HouseExtension implements ParameterResolver {
  private static final ExtensionContext.Namespace SPACE =
      ExtensionContext.Namespace.create(HouseExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == House.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(SPACE)
        .getOrComputeIfAbsent(
            "house", _ -> House.build(InstallationExtension.running(context)), House.class);
  }
}
