package dev.onednn4j.fuzz.calls;

import dev.onednn4j.FormatTag;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// A value that no step gives.
///
/// @param maker makes it anew for each run
/// @param constant what it always is, where another one can be made of that; null otherwise
record Literal(Class<?> type, String java, Maker maker, @Nullable Object constant)
        implements Operand {
    Literal(Class<?> type, String java, Maker maker) {
        this(type, java, maker, null);
    }

    /// Makes a value.
    interface Maker {
        @Nullable Object make(Situation situation);
    }

    /// The memory with margins, by the name `memory`.
    static Literal memory() {
        return new Literal(CanaryMemory.class, "memory", Situation::memory);
    }

    /// Null, for a parameter of a class.
    static Literal nothing(Class<?> type) {
        return new Literal(type, "(" + type.getSimpleName() + ") null", _ -> null);
    }

    static Literal of(long value) {
        boolean isLong = value != (int) value;
        return new Literal(long.class, value + (isLong ? "L" : ""), _ -> value);
    }

    static Literal of(int value) {
        return new Literal(int.class, Integer.toString(value), _ -> value);
    }

    static Literal of(double value) {
        return new Literal(double.class, floating("Double", value, ""), _ -> value);
    }

    static Literal of(float value) {
        return new Literal(float.class, floating("Float", value, "f"), _ -> value);
    }

    static Literal of(boolean value) {
        return new Literal(boolean.class, Boolean.toString(value), _ -> value);
    }

    static Literal of(String value) {
        return new Literal(String.class, '"' + value + '"', _ -> value);
    }

    static Literal of(Enum<?> value) {
        Class<?> type = value.getDeclaringClass();
        return new Literal(type, type.getSimpleName() + "." + value.name(), _ -> value);
    }

    static Literal of(FormatTag tag) {
        return new Literal(FormatTag.class, "FormatTag.of(\"" + tag + "\")", _ -> tag);
    }

    static Literal of(long... values) {
        String text =
                Arrays.stream(values)
                        .mapToObj(value -> of(value).java())
                        .collect(Collectors.joining(", "));
        return new Literal(long[].class, "new long[] {" + text + "}", _ -> values.clone(), values);
    }

    static Literal of(int... values) {
        String text =
                Arrays.stream(values).mapToObj(Integer::toString).collect(Collectors.joining(", "));
        return new Literal(int[].class, "new int[] {" + text + "}", _ -> values.clone(), values);
    }

    /// An array of numbers that follow from their place.
    static Literal floats(int length, float first) {
        return new Literal(
                float[].class,
                "floats(" + length + ", " + of(first).java() + ")",
                _ -> {
                    float[] values = new float[length];
                    for (int i = 0; i < length; i++) {
                        values[i] = i == 0 ? first : i * 7 % 5 - 2;
                    }
                    return values;
                });
    }

    private static String floating(String type, double value, String suffix) {
        if (Double.isNaN(value)) {
            return type + ".NaN";
        }
        if (Double.isInfinite(value)) {
            return type + (value > 0 ? ".POSITIVE_INFINITY" : ".NEGATIVE_INFINITY");
        }
        return suffix.isEmpty() ? Double.toString(value) : (float) value + suffix;
    }

    @Override
    public @Nullable Object value(Situation situation) {
        return maker.make(situation);
    }

    @Override
    public List<Integer> needs() {
        return List.of();
    }
}
