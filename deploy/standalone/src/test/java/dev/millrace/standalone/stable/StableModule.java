package dev.millrace.standalone.stable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/// A module with packages that stay as they are.
enum StableModule {
  TYPES("contracts/types", "dev.millrace.type"),
  EVENTS(
      "contracts/events",
      "dev.millrace.events",
      "dev.millrace.events.catalogue",
      "dev.millrace.events.command",
      "dev.millrace.events.lifecycle",
      "dev.millrace.events.stored",
      "dev.millrace.events.task",
      "dev.millrace.events.wire"),
  CLIENT(
      "client/core",
      "dev.millrace.client",
      "dev.millrace.client.problem",
      "dev.millrace.client.task"),
  CLIENT_STARTER("client/spring", "dev.millrace.client.spring"),
  LISTENER("client/listener", "dev.millrace.listener"),
  HANDLER("task-executor/handler", "dev.millrace.executor.handler"),
  STARTER("task-executor/starter", "dev.millrace.starter"),
  SCHEMA("contracts/schema", "dev.millrace.schema"),
  TESTKIT(
      "task-executor/testkit",
      "dev.millrace.executor.testkit",
      "dev.millrace.executor.testkit.database");

  private final String folder;

  @SuppressWarnings("ImmutableEnumChecker") // it is a List.of
  private final List<String> packages;

  StableModule(String folder, String... packages) {
    this.folder = folder;
    this.packages = List.of(packages);
  }

  Path file() {
    return Path.of("../..", folder, "api.txt");
  }

  List<String> packages() {
    return packages;
  }

  static boolean isStable(String name) {
    return Stream.of(values()).anyMatch(one -> one.packages.contains(name));
  }

  /// The types that other packages can name, by name.
  List<Class<?>> types() {
    List<Class<?>> types = new ArrayList<>();
    packages.forEach(name -> types.addAll(types(name)));
    types.sort(Comparator.comparing(Class::getName));
    return types;
  }

  private static List<Class<?>> types(String name) {
    List<Class<?>> types = new ArrayList<>();
    try {
      Resource[] files =
          new PathMatchingResourcePatternResolver()
              .getResources("classpath*:" + name.replace('.', '/') + "/*.class");
      for (Resource file : files) {
        String simple = String.valueOf(file.getFilename()).replace(".class", "");
        Class<?> type = load(name + "." + simple);
        if (!simple.equals("package-info") && isVisible(type)) {
          types.add(type);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return types;
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name, false, StableModule.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  static boolean isVisible(Class<?> type) {
    Class<?> outer = type.getDeclaringClass();
    return !type.isSynthetic()
        && !type.isAnonymousClass()
        && !type.isLocalClass()
        && ApiLines.isVisible(type.getModifiers())
        && (outer == null ? Modifier.isPublic(type.getModifiers()) : isVisible(outer));
  }
}
