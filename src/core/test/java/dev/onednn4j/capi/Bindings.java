package dev.onednn4j.capi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.GroupLayout;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The generated classes as reflection shows them, next to the list that they were generated from.
final class Bindings {
    static final Path SOURCES = Path.of("generated", "dev", "onednn4j", "capi");

    private static final Path ARGUMENTS = Path.of("native", "onednn.args");

    /// The layouts that stand for C's own types.
    static final Map<String, MemoryLayout> NUMBERS =
            Map.of(
                    "char", onednn_h.C_CHAR,
                    "int8_t", onednn_h.C_CHAR,
                    "uint8_t", onednn_h.C_CHAR,
                    "int", onednn_h.C_INT,
                    "unsigned", onednn_h.C_INT,
                    "int32_t", onednn_h.C_INT,
                    "int64_t", onednn_h.C_LONG_LONG,
                    "size_t", onednn_h.C_LONG_LONG,
                    "float", onednn_h.C_FLOAT);

    private Bindings() {}

    /// The names that jextract was told to include.
    ///
    /// @param kind `function`, `constant` or `typedef`
    static Set<String> included(String kind) {
        String option = "--include-" + kind + " ";
        try {
            return Files.readAllLines(ARGUMENTS).stream()
                    .filter(line -> line.startsWith(option))
                    .map(line -> line.substring(option.length()))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The names of all functions that there is a method handle for.
    static Set<String> functions() {
        String suffix = "$handle";
        return publicMethods(onednn_h.class)
                .map(Method::getName)
                .filter(name -> name.endsWith(suffix))
                .map(name -> name.substring(0, name.length() - suffix.length()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static FunctionDescriptor descriptor(String function) {
        return (FunctionDescriptor) call(onednn_h.class, function + "$descriptor");
    }

    static MethodHandle handle(String function) {
        return (MethodHandle) call(onednn_h.class, function + "$handle");
    }

    static MemorySegment address(String function) {
        return (MemorySegment) call(onednn_h.class, function + "$address");
    }

    /// The value of a constant: an `Integer`, a `Long` or a `MemorySegment`.
    static Object constant(String name) {
        return call(onednn_h.class, name);
    }

    /// The layout of a type: that of its class for a struct, or of its field for a handle or a
    /// number. An enum and an array have none.
    static Optional<MemoryLayout> layout(String type) {
        if (structs().contains(type)) {
            return Optional.of(structLayout(type));
        }
        return publicFields(onednn_h.class)
                .filter(field -> field.getName().equals(type))
                .map(Bindings::value)
                .map(MemoryLayout.class::cast)
                .findFirst();
    }

    /// The names of the structs, each of which has a class of its own.
    static Set<String> structs() {
        try (Stream<Path> files = Files.list(SOURCES)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java") && !name.startsWith("onednn_h"))
                    .map(name -> name.substring(0, name.length() - ".java".length()))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static GroupLayout structLayout(String struct) {
        try {
            Class<?> type = Class.forName(Bindings.class.getPackageName() + "." + struct);
            return (GroupLayout) call(type, "layout");
        } catch (ClassNotFoundException e) {
            throw new AssertionError("No class for struct " + struct, e);
        }
    }

    static Stream<Method> publicMethods(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .filter(method -> method.getDeclaringClass() != Object.class);
    }

    static Stream<Field> publicFields(Class<?> type) {
        return Arrays.stream(type.getFields());
    }

    private static Object value(Field field) {
        try {
            return field.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(field.getName(), e);
        }
    }

    private static Object call(Class<?> type, String method) {
        try {
            return type.getMethod(method).invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("Cannot call " + type.getSimpleName() + "." + method, e);
        }
    }
}
