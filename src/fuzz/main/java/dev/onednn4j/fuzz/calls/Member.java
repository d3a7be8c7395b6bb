package dev.onednn4j.fuzz.calls;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A method or constructor of the public API.
///
/// @param type the class of what it gives, where that is known better than it is declared
record Member(Executable executable, Class<?> type) implements Callee {
    Member(Executable executable) {
        this(executable, result(executable));
    }

    private static Class<?> result(Executable executable) {
        return executable instanceof Method method
                ? method.getReturnType()
                : executable.getDeclaringClass();
    }

    boolean isStatic() {
        return executable instanceof Constructor || Modifier.isStatic(executable.getModifiers());
    }

    /// The classes of the operands; that of the object comes first where there is one.
    List<Class<?>> parameters() {
        List<Class<?>> parameters = new ArrayList<>();
        if (!isStatic()) {
            parameters.add(executable.getDeclaringClass());
        }
        parameters.addAll(Arrays.asList(executable.getParameterTypes()));
        return parameters;
    }

    /// Whether it returns the builder that it is called on.
    boolean givesItself() {
        return !isStatic()
                && type.getSimpleName().endsWith("Builder")
                && executable.getDeclaringClass().isAssignableFrom(type);
    }

    /// Whether null is one of its results; a record gives back what it was made of.
    boolean mayGiveNull() {
        return !(executable instanceof Method method)
                || method.getReturnType() == void.class
                || method.getDeclaringClass().isRecord()
                || method.getAnnotatedReturnType().isAnnotationPresent(Nullable.class);
    }

    /// The class and the method.
    @Override
    public String name() {
        String owner = executable.getDeclaringClass().getSimpleName();
        return executable instanceof Method ? owner + "." + executable.getName() : "new " + owner;
    }

    @Override
    public boolean accepts(@Nullable Object... values) {
        return isStatic() || executable.getDeclaringClass().isInstance(values[0]);
    }

    @Override
    public @Nullable Object invoke(@Nullable Object... values) throws Throwable {
        try {
            if (executable instanceof Constructor<?> constructor) {
                return constructor.newInstance(values);
            }
            Method method = (Method) executable;
            return isStatic()
                    ? method.invoke(null, values)
                    : method.invoke(values[0], Arrays.copyOfRange(values, 1, values.length));
        } catch (InvocationTargetException thrown) {
            throw thrown.getTargetException();
        }
    }

    @Override
    public String java(List<String> operands) {
        String owner = executable.getDeclaringClass().getSimpleName();
        if (executable instanceof Constructor) {
            return "new " + owner + arguments(operands);
        }
        return isStatic()
                ? owner + "." + executable.getName() + arguments(operands)
                : operands.getFirst()
                        + "."
                        + executable.getName()
                        + arguments(operands.subList(1, operands.size()));
    }

    private static String arguments(List<String> operands) {
        return "(" + String.join(", ", operands) + ")";
    }

    @Override
    public boolean isTested() {
        return true;
    }
}
