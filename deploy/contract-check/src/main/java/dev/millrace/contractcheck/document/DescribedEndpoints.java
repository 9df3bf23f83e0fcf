package dev.millrace.contractcheck.document;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// Compares a document with the controllers of a service: every endpoint is described, every
/// operation is there, and both read and write the same media types.
public final class DescribedEndpoints {

  private DescribedEndpoints() {}

  /// What does not fit.
  ///
  /// @param basePackage under which the controllers are
  /// @param folder where the pieces of the document are, for the advice
  public static List<String> complaints(
      OpenApiDocument document, String basePackage, String folder) {
    Map<String, Endpoint> endpoints = endpoints(basePackage);
    Map<String, Operation> operations =
        document.operations().stream()
            .collect(Collectors.toMap(Operation::key, o -> o, (a, b) -> a, TreeMap::new));
    List<String> complaints = new ArrayList<>();
    endpoints.forEach((key, endpoint) -> {
      Operation operation = operations.get(key);
      if (operation == null) {
        complaints.add(
            ("%s (%s) is not described. Add it under 'paths' to the piece of its feature in %s,"
                    + " with operationId, tags, summary, description, x-scope, parameters,"
                    + " requestBody, responses with examples, and x-problems; CONTRIBUTING.md,"
                    + " \"To add an endpoint\".")
                .formatted(endpoint.name(), endpoint.where(), folder));
      } else {
        compare(operation, endpoint, complaints);
      }
    });
    operations.forEach((key, operation) -> {
      if (!endpoints.containsKey(key)) {
        complaints.add(operation + " is described in " + folder + ", but no controller has it.");
      }
    });
    return complaints;
  }

  private static void compare(Operation operation, Endpoint endpoint, List<String> complaints) {
    // An endpoint that says nothing of what it reads reads anything.
    Set<String> reads = endpoint.reads().isEmpty() ? Set.of("*/*") : endpoint.reads();
    if (!operation.body().isMissingNode()
        && !new TreeSet<>(operation.reads()).equals(new TreeSet<>(reads))) {
      complaints.add(
          "%s reads %s, its description says %s.".formatted(operation, reads, operation.reads()));
    }
    if (!endpoint.writes().isEmpty()
        && !operation.writes().isEmpty()
        && !endpoint.writes().equals(operation.writes())) {
      complaints.add(
          "%s writes %s, its description says %s."
              .formatted(operation, endpoint.writes(), operation.writes()));
    }
  }

  private static Map<String, Endpoint> endpoints(String basePackage) {
    var scanner = new ClassPathScanningCandidateComponentProvider(false);
    scanner.addIncludeFilter(new AnnotationTypeFilter(RestController.class));
    var mappings = new Mappings();
    Map<String, Endpoint> endpoints = new TreeMap<>();
    for (var found : scanner.findCandidateComponents(basePackage)) {
      Class<?> controller =
          ClassUtils.resolveClassName(
              String.valueOf(found.getBeanClassName()), DescribedEndpoints.class.getClassLoader());
      for (Method method : controller.getDeclaredMethods()) {
        RequestMappingInfo info = mappings.of(method, controller);
        if (info != null) {
          add(info, controller.getSimpleName() + "." + method.getName(), endpoints);
        }
      }
    }
    return endpoints;
  }

  private static void add(RequestMappingInfo info, String where, Map<String, Endpoint> endpoints) {
    for (String path : info.getPatternValues()) {
      // What is elsewhere is about the service itself, such as its descriptions.
      if (!path.startsWith("/api/")) {
        continue;
      }
      for (var method : info.getMethodsCondition().getMethods()) {
        var one =
            new Endpoint(
                method + " " + path,
                where,
                texts(info.getConsumesCondition().getConsumableMediaTypes()),
                texts(info.getProducesCondition().getProducibleMediaTypes()));
        endpoints.merge(one.name().replaceAll("\\{[^}]*}", "{}"), one, Endpoint::with);
      }
    }
  }

  private static Set<String> texts(Set<?> mediaTypes) {
    return mediaTypes.stream().map(Object::toString).collect(Collectors.toCollection(TreeSet::new));
  }

  private record Endpoint(String name, String where, Set<String> reads, Set<String> writes) {

    Endpoint with(Endpoint other) {
      Set<String> all = new TreeSet<>(reads);
      all.addAll(other.reads);
      Set<String> written = new TreeSet<>(writes);
      written.addAll(other.writes);
      return new Endpoint(name, where, all, written);
    }
  }

  /// What Spring makes of a method's annotations.
  private static final class Mappings extends RequestMappingHandlerMapping {

    Mappings() {
      afterPropertiesSet();
    }

    @Override
    protected void initHandlerMethods() {}

    @Nullable RequestMappingInfo of(Method method, Class<?> controller) {
      return getMappingForMethod(method, controller);
    }
  }
}
