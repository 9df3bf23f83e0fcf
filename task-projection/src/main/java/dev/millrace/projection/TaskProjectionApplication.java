package dev.millrace.projection;

import dev.millrace.access.AccessConfiguration;
import dev.millrace.http.HttpConfiguration;
import java.util.Locale;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Import;

/// The service. Its settings are in `task-projection.yaml`.
@SpringBootApplication(proxyBeanMethods = false)
@Import({AccessConfiguration.class, HttpConfiguration.class})
public class TaskProjectionApplication {

  /// The name of the settings' file, without `.yaml`.
  public static final String CONFIG_NAME = "task-projection";

  public static void main(String[] args) {
    // Also for the libraries: what they write for machines depends on it.
    Locale.setDefault(Locale.ROOT);
    var application = new SpringApplication(TaskProjectionApplication.class);
    application.setDefaultProperties(Map.of("spring.config.name", CONFIG_NAME));
    application.run(args);
  }
}
