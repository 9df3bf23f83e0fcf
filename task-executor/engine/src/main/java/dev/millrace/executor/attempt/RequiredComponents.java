package dev.millrace.executor.attempt;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedField;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;

/// A component of a record is required unless it is `@Nullable`, as the schema of parameters says:
/// it is neither left out nor null.
final class RequiredComponents extends JacksonAnnotationIntrospector {

  private static final long serialVersionUID = 1;

  @Override
  public @Nullable Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
    return isRequired(member) ? Boolean.TRUE : super.hasRequiredMarker(config, member);
  }

  @Override
  public JsonSetter.Value findSetterInfo(MapperConfig<?> config, Annotated member) {
    return isRequired(member)
        ? JsonSetter.Value.forValueNulls(Nulls.FAIL)
        : super.findSetterInfo(config, member);
  }

  private static boolean isRequired(Annotated member) {
    return component(member)
        .filter(component -> !component.getAnnotatedType().isAnnotationPresent(Nullable.class))
        .isPresent();
  }

  private static Optional<RecordComponent> component(Annotated member) {
    return switch (member) {
      case AnnotatedParameter parameter when parameter.getDeclaringClass().isRecord() -> {
        RecordComponent[] components = parameter.getDeclaringClass().getRecordComponents();
        // Another constructor than the canonical one, or a factory method, says itself what it
        // takes.
        yield parameter.getOwner().getParameterCount() == components.length
            ? Optional.of(components[parameter.getIndex()])
            : Optional.empty();
      }
      case AnnotatedField field when field.getDeclaringClass().isRecord() ->
          Arrays.stream(field.getDeclaringClass().getRecordComponents())
              .filter(component -> component.getName().equals(field.getName()))
              .findFirst();
      default -> Optional.empty();
    };
  }
}
