package dev.millrace.standalone.stable;

import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A type as lines of text: its declaration, and what callers and subclasses see of it. A change
/// that can break the build of somebody changes a line.
final class ApiLines {

  /// Every class has these, whether it says so or not.
  private static final Set<String> OF_EVERY_CLASS = Set.of("equals", "hashCode", "toString");

  private ApiLines() {}

  static List<String> of(Class<?> type) {
    List<String> members = new ArrayList<>();
    // What a class inherits from one that nobody else can name is its own.
    Class<?> from = type;
    do {
      members.addAll(members(from, from == type));
      from = from.getSuperclass();
    } while (from != null && !StableModule.isVisible(from));
    members.sort(null);

    List<String> lines = new ArrayList<>();
    lines.add(declaration(type));
    members.stream().distinct().forEach(member -> lines.add("  " + member));
    return lines;
  }

  static boolean isVisible(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }

  private static String declaration(Class<?> type) {
    String all = type.toGenericString();
    Class<?> above = type.getSuperclass();
    if (above != null && above != Object.class && StableModule.isVisible(above)) {
      all += " extends " + type.getAnnotatedSuperclass();
    }
    all += joined(type.getAnnotatedInterfaces(), Object::toString, " implements ");
    if (type.isSealed()) {
      Class<?>[] permitted = type.getPermittedSubclasses();
      Arrays.sort(permitted, Comparator.comparing(Class::getName));
      all += joined(permitted, Class::getName, " permits ");
    }
    return plain(all);
  }

  private static Stream<String> constructors(Class<?> type) {
    return Stream.of(type.getDeclaredConstructors())
        .filter(one -> isVisible(one.getModifiers()) && !one.isSynthetic())
        .map(one -> modifiers(one) + variables(one.getTypeParameters()) + "new" + rest(one));
  }

  private static List<String> members(Class<?> type, boolean withConstructors) {
    Stream<String> methods =
        Stream.of(type.getDeclaredMethods())
            .filter(one -> isVisible(one.getModifiers()) && !one.isSynthetic())
            .filter(one -> !OF_EVERY_CLASS.contains(one.getName()))
            .map(ApiLines::method);
    Stream<String> fields =
        Stream.of(type.getDeclaredFields())
            .filter(one -> isVisible(one.getModifiers()) && !one.isSynthetic())
            .map(ApiLines::field);
    return Stream.of(withConstructors ? constructors(type) : Stream.<String>of(), methods, fields)
        .flatMap(Function.identity())
        .map(ApiLines::plain)
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private static String method(Method one) {
    String all =
        modifiers(one)
            + (one.isDefault() ? "default " : "")
            + variables(one.getTypeParameters())
            + one.getAnnotatedReturnType()
            + " "
            + one.getName()
            + rest(one);
    Object standard = one.getDefaultValue();
    return standard == null
        ? all
        : all + " default " + Arrays.deepToString(new Object[] {standard});
  }

  private static String field(Field one) {
    String all =
        Modifier.toString(one.getModifiers()) + " " + one.getAnnotatedType() + " " + one.getName();
    boolean isConstant =
        Modifier.isStatic(one.getModifiers())
            && Modifier.isFinal(one.getModifiers())
            && (one.getType().isPrimitive() || one.getType() == String.class);
    return isConstant ? all + " = " + value(one) : all;
  }

  /// Compilers copy it into what is built with it.
  private static Object value(Field constant) {
    try {
      constant.setAccessible(true);
      return constant.get(null);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String modifiers(Executable one) {
    int mask =
        one instanceof Method
            ? Modifier.methodModifiers() & ~Modifier.SYNCHRONIZED & ~Modifier.NATIVE
            : Modifier.constructorModifiers();
    return Modifier.toString(one.getModifiers() & mask) + " ";
  }

  private static String variables(TypeVariable<?>[] variables) {
    return variables.length == 0
        ? ""
        : "<"
            + Stream.of(variables).map(ApiLines::variable).collect(Collectors.joining(", "))
            + "> ";
  }

  private static String variable(TypeVariable<?> one) {
    return one.getName() + joined(one.getAnnotatedBounds(), Object::toString, " extends ");
  }

  private static String rest(Executable one) {
    AnnotatedType[] parameters = one.getAnnotatedParameterTypes();
    return "("
        + joined(parameters, Object::toString, "")
        + (one.isVarArgs() ? " varargs" : "")
        + ")"
        + joined(one.getAnnotatedExceptionTypes(), Object::toString, " throws ");
  }

  private static <T> String joined(T[] all, Function<T, String> text, String before) {
    return all.length == 0
        ? ""
        : before + Stream.of(all).map(text).collect(Collectors.joining(", "));
  }

  private static String plain(String line) {
    return line.replace("org.jspecify.annotations.", "")
        .replace("@Nullable()", "@Nullable")
        .replace("java.lang.", "");
  }
}
