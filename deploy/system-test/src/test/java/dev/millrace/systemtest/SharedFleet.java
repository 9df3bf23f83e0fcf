package dev.millrace.systemtest;

import dev.millrace.systemtest.fleet.Fleet;
import dev.millrace.systemtest.fleet.FleetShape;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Hands the module's one fleet to whichever test asks for it. Its logs are in `target/fleet-...`.
final class SharedFleet implements ParameterResolver {

  private static @Nullable Fleet fleet;

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Scene.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return new Scene(healthy());
  }

  private static synchronized Fleet healthy() {
    Fleet found = fleet;
    if (found == null) {
      Path folder = Path.of("target", "fleet-" + ProcessHandle.current().pid()).toAbsolutePath();
      found = Fleet.start(folder, FleetShape.USUAL);
      fleet = found;
    }
    found.awaitHealthy();
    return found;
  }
}
