package dev.millrace.standalone;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/// One of the services, as an application context of its own in this process.
///
/// @param application its Spring Boot application class
/// @param configuration the name of its configuration file, without ending
/// @param properties addresses and secrets of this process; they win over the file
/// @param more what else runs in its context
record Service(
    Class<?> application,
    String configuration,
    Map<String, String> properties,
    Consumer<SpringApplicationBuilder> more) {

  Service(Class<?> application, String configuration, Map<String, String> properties) {
    this(application, configuration, properties, _ -> {});
  }

  ConfigurableApplicationContext start() {
    List<String> arguments = new ArrayList<>();
    arguments.add("--spring.config.name=" + configuration);
    properties.forEach((name, value) -> arguments.add("--" + name + "=" + value));
    SpringApplicationBuilder builder = new SpringApplicationBuilder(application);
    more.accept(builder);
    return builder
        .bannerMode(Banner.Mode.OFF)
        .logStartupInfo(false)
        // The process stops its services in order itself.
        .registerShutdownHook(false)
        .run(arguments.toArray(String[]::new));
  }
}
