package com.treasuredata.tiktok.events.support;

import java.io.IOException;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Calls the public methods of packages with null for each argument that may not be null; callers in
 * other languages, and those without a null checker, do.
 */
public final class NullArguments {
  private static final Path CLASSES = Path.of("target/classes");

  private final List<Object> samples;
  private final List<String> silent = new ArrayList<>();
  private int calls;

  private NullArguments(List<Object> samples) {
    this.samples = samples;
  }

  /**
   * Returns what doesn't say at once, by a {@link NullPointerException}, which argument is null.
   *
   * @param packages their names, such as {@code com.example.http}
   * @param samples one of each type that has methods with arguments, or is one
   */
  public static List<String> notNamed(List<String> packages, List<Object> samples)
      throws IOException, ReflectiveOperationException {
    NullArguments arguments = new NullArguments(samples);
    for (String name : packages) {
      for (Class<?> type : types(name)) {
        arguments.callAll(type);
      }
    }
    if (arguments.calls < 20) {
      throw new AssertionError("only " + arguments.calls + " calls");
    }
    return arguments.silent;
  }

  private static List<Class<?>> types(String packageName)
      throws IOException, ReflectiveOperationException {
    List<Class<?>> types = new ArrayList<>();
    try (Stream<Path> files = Files.list(CLASSES.resolve(packageName.replace('.', '/')))) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith(".class") && !name.equals("package-info.class")) {
          Class<?> type =
              Class.forName(packageName + '.' + name.substring(0, name.indexOf(".class")));
          if (isPublic(type)) {
            types.add(type);
          }
        }
      }
    }
    return types;
  }

  private static boolean isPublic(Class<?> type) {
    Class<?> outer = type.getEnclosingClass();
    return Modifier.isPublic(type.getModifiers()) && (outer == null || isPublic(outer));
  }

  private void callAll(Class<?> type) throws ReflectiveOperationException {
    for (Constructor<?> constructor : type.getConstructors()) {
      call(type, constructor);
    }
    for (Method method : type.getMethods()) {
      boolean isOurs = method.getDeclaringClass().getName().startsWith("com.treasuredata.");
      if (isOurs
          && !method.isSynthetic()
          && !method.getName().equals("equals")
          && !(type.isEnum() && method.getName().equals("valueOf"))
          && (!type.isInterface() || Modifier.isStatic(method.getModifiers()))) {
        call(type, method);
      }
    }
  }

  private void call(Class<?> type, Executable executable) throws ReflectiveOperationException {
    Parameter[] parameters = executable.getParameters();
    for (int i = 0; i < parameters.length; i++) {
      if (!parameters[i].getType().isPrimitive()
          && !parameters[i].isVarArgs()
          && !isNullable(parameters[i])) {
        call(type, executable, i);
      }
    }
  }

  private static boolean isNullable(Parameter parameter) {
    return parameter.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }

  private void call(Class<?> type, Executable executable, int missing)
      throws ReflectiveOperationException {
    Parameter[] parameters = executable.getParameters();
    String call =
        type.getSimpleName() + '.' + executable.getName() + " without " + parameters[missing];
    @Nullable Object[] arguments = new @Nullable Object[parameters.length];
    for (int i = 0; i < arguments.length; i++) {
      if (i != missing) {
        Optional<Object> sample = sample(parameters[i].getType());
        if (sample.isEmpty() && !isNullable(parameters[i])) {
          silent.add(call + ": no sample of " + parameters[i].getType());
          return;
        }
        arguments[i] = sample.orElse(null);
      }
    }
    calls++;
    executable.setAccessible(true); // Its class may be inherited from, and not public.
    try {
      if (executable instanceof Constructor<?> constructor) {
        constructor.newInstance(arguments);
      } else if (Modifier.isStatic(executable.getModifiers())) {
        ((Method) executable).invoke(null, arguments);
      } else {
        Optional<Object> receiver = sample(type);
        if (receiver.isEmpty()) {
          silent.add(call + ": no sample of " + type);
          return;
        }
        ((Method) executable).invoke(receiver.get(), arguments);
      }
      silent.add(call + ": nothing happens");
    } catch (InvocationTargetException e) {
      if (!names(e.getCause(), parameters[missing])) {
        silent.add(call + ": " + e.getCause());
      }
    }
  }

  /** Returns whether a message is the parameter's name, in one word or several. */
  private static boolean names(@Nullable Throwable thrown, Parameter parameter) {
    String message = thrown instanceof NullPointerException ? thrown.getMessage() : null;
    return message != null
        && (message.equals(parameter.getName())
            || message.matches("[a-z]+(?:[A-Z][a-z]+| [a-z]+)?"));
  }

  private Optional<Object> sample(Class<?> type) {
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants()).map(Object.class::cast).findFirst();
    }
    if (type == int.class) {
      return Optional.of(1);
    }
    if (type == boolean.class) {
      return Optional.of(true);
    }
    if (type.isArray()) {
      return Optional.of(Array.newInstance(type.getComponentType(), 0));
    }
    return samples.stream().filter(type::isInstance).findFirst();
  }
}
