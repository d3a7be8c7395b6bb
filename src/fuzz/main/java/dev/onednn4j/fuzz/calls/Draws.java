package dev.onednn4j.fuzz.calls;

import dev.onednn4j.Attributes;
import dev.onednn4j.FormatTag;
import dev.onednn4j.PostOps;
import dev.onednn4j.RuntimeArguments;
import dev.onednn4j.Tensor;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Operands for the parameters of any method, drawn at random from what there is and from what
/// should not be.
final class Draws {
    private static final List<String> TAGS = FormatTag.names().stream().sorted().toList();
    private static final List<String> NAMES =
            List.of(
                    "src",
                    "weights",
                    "bias",
                    "dst",
                    "diff_src",
                    "diff_weights",
                    "diff_dst",
                    "src_scales",
                    "dst_zero_points",
                    "operand",
                    "mean",
                    "workspace",
                    "dw_weights",
                    "abcd",
                    "aBcd16b",
                    "acdb",
                    "",
                    " ",
                    "f32",
                    "bf16",
                    "no such thing",
                    "%s\\u0000");

    private final Choices choices;
    private final Scope scope;

    Draws(Choices choices, Scope scope) {
        this.choices = choices;
        this.scope = scope;
    }

    /// An operand for a parameter.
    Operand draw(Class<?> type) {
        if (type.isPrimitive()) {
            return primitive(type);
        }
        if (choices.percent(5)) {
            return Literal.nothing(type);
        }
        // What a list holds is not known; the compiler lets no other list through than of tensors.
        Optional<Result> one = type == List.class ? Optional.empty() : scope.find(type, choices);
        return one.isPresent() && choices.percent(85) ? one.get() : literal(type, one);
    }

    /// An object to call, where there is one.
    Optional<Operand> object(Class<?> type) {
        return type.isEnum()
                ? Optional.of(Literal.of((Enum<?>) choices.of(type.getEnumConstants())))
                : scope.find(type, choices).map(found -> found);
    }

    private Operand primitive(Class<?> type) {
        if (type == boolean.class) {
            return Literal.of(choices.percent(50));
        }
        if (type == int.class) {
            return Literal.of(Numbers.small(choices));
        }
        if (type == long.class) {
            return Literal.of(Numbers.whole(choices));
        }
        double number = Numbers.floating(choices);
        return type == float.class ? Literal.of((float) number) : Literal.of(number);
    }

    private Operand literal(Class<?> type, Optional<Result> otherwise) {
        if (type.isEnum()) {
            return Literal.of((Enum<?>) choices.of(type.getEnumConstants()));
        }
        return switch (type.getName()) {
            case "[J" -> Literal.of(longs());
            case "[I" -> Literal.of(ints());
            case "[F" -> Literal.floats(choices.of(0, 1, 2, 3, 24, 1000), floating());
            case "java.lang.String" -> Literal.of(choices.of(NAMES));
            case "java.lang.Object" -> Literal.of("another object");
            case "java.util.List" -> tensors();
            case "java.util.function.Predicate" -> predicate();
            case "java.lang.foreign.Arena" ->
                    new Literal(Arena.class, "Arena.ofAuto()", _ -> Arena.ofAuto());
            case "java.lang.foreign.MemorySegment" -> segment();
            case "java.nio.ByteBuffer" -> buffer();
            case "java.nio.file.Path" -> path();
            case "java.nio.channels.FileChannel$MapMode" -> mode();
            case "dev.onednn4j.FormatTag" -> Literal.of(FormatTag.of(choices.of(TAGS)));
            case "dev.onednn4j.PostOps" ->
                    new Literal(PostOps.class, "PostOps.relu()", _ -> PostOps.relu());
            case "dev.onednn4j.Attributes" ->
                    new Literal(Attributes.class, "Attributes.none()", _ -> Attributes.none());
            case "dev.onednn4j.RuntimeArguments" ->
                    new Literal(
                            RuntimeArguments.class,
                            "RuntimeArguments.none()",
                            _ -> RuntimeArguments.none());
            default -> otherwise.isPresent() ? otherwise.get() : Literal.nothing(type);
        };
    }

    private float floating() {
        return (float) Numbers.floating(choices);
    }

    private long[] longs() {
        long[] values = new long[choices.of(0, 1, 1, 2, 2, 3, 4, 4, 5, 6, 12, 13)];
        for (int i = 0; i < values.length; i++) {
            values[i] = choices.percent(80) ? choices.between(0, 4) : Numbers.whole(choices);
        }
        return values;
    }

    private int[] ints() {
        int[] values = choices.shuffled(choices.of(0, 1, 2, 3, 4, 4, 5));
        if (values.length > 0 && choices.percent(30)) {
            values[choices.between(0, values.length - 1)] = Numbers.small(choices);
        }
        return values;
    }

    private Operand tensors() {
        List<Operand> several = new ArrayList<>();
        int count = choices.between(0, 3);
        for (int i = 0; i < count; i++) {
            several.add(draw(Tensor.class));
        }
        String format = String.join(", ", several.stream().map(_ -> "%s").toList());
        return new Expression(
                new Snippet(
                        List.class,
                        "Arrays.asList(" + format + ")",
                        values -> Arrays.asList(values)),
                several);
    }

    private Operand predicate() {
        if (choices.percent(60) && !scope.steps().isEmpty()) {
            // Its own number, so that what it gives does not take the place of the first result.
            Step step = choices.late(scope.steps());
            if (step.callee().isTested() && step.place() != Place.AT_ONCE) {
                return new Callback(
                        new Step(-step.id() - 1, step.callee(), step.operands(), Place.HERE),
                        choices.percent(50),
                        choices.percent(70));
            }
        }
        return choices.of(
                predicate("name -> true", _ -> true),
                predicate("name -> false", _ -> false),
                predicate("name -> name.contains(\"ref\")", name -> name.contains("ref")),
                predicate("name -> !name.contains(\"ref\")", name -> !name.contains("ref")),
                predicate(
                        "name -> { throw new IllegalStateException(name); }",
                        name -> {
                            throw new IllegalStateException(name);
                        }));
    }

    private static Literal predicate(String java, Predicate<String> predicate) {
        return new Literal(Predicate.class, java, _ -> predicate);
    }

    private Operand segment() {
        return choices.of(
                new Literal(MemorySegment.class, "MemorySegment.NULL", _ -> MemorySegment.NULL),
                new Literal(
                        MemorySegment.class,
                        "MemorySegment.ofArray(new float[100])",
                        _ -> MemorySegment.ofArray(new float[100])));
    }

    private Operand buffer() {
        return choices.of(
                new Literal(
                        ByteBuffer.class,
                        "ByteBuffer.allocateDirect(256)",
                        _ -> ByteBuffer.allocateDirect(256)),
                new Literal(
                        ByteBuffer.class,
                        "ByteBuffer.allocateDirect(256).position(3)",
                        _ -> ByteBuffer.allocateDirect(256).position(3)),
                new Literal(
                        ByteBuffer.class,
                        "ByteBuffer.allocateDirect(256).asReadOnlyBuffer()",
                        _ -> ByteBuffer.allocateDirect(256).asReadOnlyBuffer()),
                new Literal(
                        ByteBuffer.class,
                        "ByteBuffer.allocate(256)",
                        _ -> ByteBuffer.allocate(256)));
    }

    private Operand path() {
        String name = choices.of("full", "full", "small", "empty", "missing", "folder", "new");
        return new Literal(
                Path.class, "scratch.resolve(\"" + name + "\")", _ -> Scratch.file(name));
    }

    private Operand mode() {
        return choices.of(
                new Literal(MapMode.class, "MapMode.READ_ONLY", _ -> MapMode.READ_ONLY),
                new Literal(MapMode.class, "MapMode.READ_WRITE", _ -> MapMode.READ_WRITE),
                new Literal(MapMode.class, "MapMode.PRIVATE", _ -> MapMode.PRIVATE));
    }

    /// An operand instead of another one of a call.
    ///
    /// @param isObject whether it is the object that is called: one of that class, never null
    Operand instead(Operand before, Class<?> type, boolean isObject) {
        if (isObject) {
            Optional<Result> other = scope.find(type, choices);
            return other.isPresent() ? other.get() : before;
        }
        if (before instanceof Literal literal && choices.percent(70)) {
            if (literal.constant() instanceof long[] values) {
                return Literal.of(changed(values));
            }
            if (literal.constant() instanceof int[] values) {
                return Literal.of(changed(values));
            }
        }
        return draw(type);
    }

    private long[] changed(long[] values) {
        int length = values.length;
        if (length == 0 || choices.percent(15)) {
            return Arrays.copyOf(values, Math.max(0, length + choices.of(-1, 1, 1)));
        }
        long[] changed = values.clone();
        int at = choices.between(0, length - 1);
        changed[at] =
                choices.percent(40) ? changed[at] + choices.between(-2, 2) : Numbers.whole(choices);
        return changed;
    }

    private int[] changed(int[] values) {
        if (values.length == 0 || choices.percent(15)) {
            return Arrays.copyOf(values, Math.max(0, values.length + choices.of(-1, 1)));
        }
        int[] changed = values.clone();
        changed[choices.between(0, values.length - 1)] = Numbers.small(choices);
        return changed;
    }
}
