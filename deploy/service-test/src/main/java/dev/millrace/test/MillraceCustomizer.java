package dev.millrace.test;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.test.context.support.TestPropertySourceUtils;
import org.springframework.util.ClassUtils;

/// Gives a test's context the settings of the one [MillraceServer], and the server as a bean. All
/// of them are equal: contexts are shared between tests as without it.
record MillraceCustomizer() implements ContextCustomizer {

  private static final String GROUP = "millrace.executor.group";
  private static final String REGISTRY = "dev.millrace.executor.catalogue.HandlerRegistry";

  @Override
  public void customizeContext(
      ConfigurableApplicationContext context, MergedContextConfiguration test) {
    MillraceServer server = MillraceServer.shared();
    Map<String, Object> settings = new HashMap<>(server.properties());
    Object group = Objects.requireNonNull(settings.remove(GROUP));
    MutablePropertySources sources = context.getEnvironment().getPropertySources();
    // A service that has named its group is tested under that name.
    sources.addLast(new MapPropertySource("millraceTestGroup", Map.of(GROUP, group)));
    var ours = new MapPropertySource("millraceTest", settings);
    String ofTheTest = TestPropertySourceUtils.INLINED_PROPERTIES_PROPERTY_SOURCE_NAME;
    if (sources.contains(ofTheTest)) {
      sources.addAfter(ofTheTest, ours);
    } else {
      sources.addFirst(ours);
    }
    context.getBeanFactory().registerSingleton("millraceServer", server);
    if (ClassUtils.isPresent(REGISTRY, context.getClassLoader())) {
      ((BeanDefinitionRegistry) context.getBeanFactory())
          .registerBeanDefinition(
              "millraceAnnouncedTypes", new RootBeanDefinition(AnnouncedTypes.class));
    }
  }
}
