package dev.millrace.executor.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.executor.handler.TaskHandler;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class HandlerWithPolicyTest {

  /// What it did not hand on would be the default of the interface, whatever the handler says.
  @Test
  void everyMethodOfAHandlerIsHandedOn() {
    assertThat(TaskHandler.class.getMethods())
        .allSatisfy(method ->
            assertThat(HandlerWithPolicy.class.getDeclaredMethods())
                .anyMatch(own ->
                    own.getName().equals(method.getName())
                        && Arrays.equals(own.getParameterTypes(), method.getParameterTypes())));
    assertThat(Arrays.stream(TaskHandler.class.getMethods()).map(Method::getName))
        .contains("parametersType", "retries", "policy");
  }
}
