package dev.onednn4j.fuzz.problem;

import dev.onednn4j.BinaryAlgorithm;
import dev.onednn4j.DataType;
import dev.onednn4j.EltwiseAlgorithm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// One post-operation of a problem.
public sealed interface PostOpSpec {
    /// An element-wise function.
    record Function(EltwiseAlgorithm algorithm, float alpha, float beta) implements PostOpSpec {
        @Override
        public String toString() {
            return "%s:%s:%s".formatted(name(algorithm), number(alpha), number(beta));
        }
    }

    /// A function of the result and a tensor.
    ///
    /// @param mask bit d is set where the tensor differs along dimension d
    record WithTensor(BinaryAlgorithm algorithm, DataType type, int mask, String layout)
            implements PostOpSpec {
        @Override
        public String toString() {
            return "%s:%s:%d:%s".formatted(name(algorithm), type, mask, layout);
        }
    }

    /// The result where a condition holds, a tensor's element elsewhere.
    ///
    /// @param mask bit d is set where the tensor differs along dimension d
    /// @param conditionMask the same for the condition
    record Choice(DataType type, int mask, String layout, int conditionMask) implements PostOpSpec {
        @Override
        public String toString() {
            return "select:%s.%d.%s:%d".formatted(type, mask, layout, conditionMask);
        }
    }

    /// What is below 0 times a slope.
    ///
    /// @param mask bit d is set where slopes differ along dimension d
    record Slopes(int mask) implements PostOpSpec {
        @Override
        public String toString() {
            return "prelu:" + mask;
        }
    }

    /// What dst held before is added.
    record Addition(float scale, int zeroPoint) implements PostOpSpec {
        @Override
        public String toString() {
            return "sum:%s:%d".formatted(number(scale), zeroPoint);
        }
    }

    /// Simpler ones, the simplest first.
    default List<PostOpSpec> simpler() {
        return switch (this) {
            case Function function ->
                    function.algorithm == EltwiseAlgorithm.RELU && function.alpha == 0
                            ? List.of()
                            : List.of(
                                    new Function(EltwiseAlgorithm.RELU, 0, 0),
                                    new Function(EltwiseAlgorithm.LINEAR, 1, 3));
            case WithTensor binary -> simpler(binary);
            case Choice choice ->
                    choice.mask == 0 && choice.conditionMask == 0
                            ? List.of()
                            : List.of(new Choice(DataType.F32, 0, "any", 0));
            case Slopes slopes -> slopes.mask == 0 ? List.of() : List.of(new Slopes(0));
            case Addition sum ->
                    sum.scale == 1 && sum.zeroPoint == 0 ? List.of() : List.of(new Addition(1, 0));
        };
    }

    private static List<PostOpSpec> simpler(WithTensor binary) {
        List<PostOpSpec> simpler = new ArrayList<>();
        for (int mask = 0; mask < binary.mask; mask++) {
            if ((mask & ~binary.mask) == 0) {
                simpler.add(new WithTensor(binary.algorithm, binary.type, mask, binary.layout));
            }
        }
        if (binary.algorithm != BinaryAlgorithm.ADD) {
            simpler.add(
                    new WithTensor(BinaryAlgorithm.ADD, binary.type, binary.mask, binary.layout));
        }
        if (binary.type != DataType.F32) {
            simpler.add(new WithTensor(binary.algorithm, DataType.F32, binary.mask, binary.layout));
        }
        if (!binary.layout.equals("any")) {
            simpler.add(new WithTensor(binary.algorithm, binary.type, binary.mask, "any"));
        }
        return simpler;
    }

    /// Reads one operation: `relu:0:0`, `add:f32:2:any`, `select:f32.2.any:0`, `prelu:2`,
    /// `sum:1:0`.
    ///
    /// @throws IllegalArgumentException when it is none
    static PostOpSpec parse(String text) {
        String[] parts = text.split(":", -1);
        try {
            switch (parts[0]) {
                case "prelu" -> {
                    return new Slopes(Integer.parseInt(parts[1]));
                }
                case "sum" -> {
                    return new Addition(Float.parseFloat(parts[1]), Integer.parseInt(parts[2]));
                }
                case "select" -> {
                    String[] operand = parts[1].split("\\.", -1);
                    return new Choice(
                            DataType.of(operand[0]),
                            Integer.parseInt(operand[1]),
                            operand[2],
                            Integer.parseInt(parts[2]));
                }
                default -> {}
            }
            Optional<EltwiseAlgorithm> function =
                    Arrays.stream(EltwiseAlgorithm.values())
                            .filter(each -> name(each).equals(parts[0]))
                            .findFirst();
            if (function.isPresent()) {
                return new Function(
                        function.get(), Float.parseFloat(parts[1]), Float.parseFloat(parts[2]));
            }
            return new WithTensor(
                    BinaryAlgorithm.valueOf(parts[0].toUpperCase(Locale.ROOT)),
                    DataType.of(parts[1]),
                    Integer.parseInt(parts[2]),
                    parts[3]);
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException wrong) {
            throw new IllegalArgumentException("'" + text + "' is no post-op", wrong);
        }
    }

    /// benchdnn's name: `relu_dst`.
    static String name(EltwiseAlgorithm algorithm) {
        return algorithm.name().toLowerCase(Locale.ROOT).replace("_use_dst_for_bwd", "_dst");
    }

    /// benchdnn's name: `add`.
    static String name(BinaryAlgorithm algorithm) {
        return algorithm.name().toLowerCase(Locale.ROOT);
    }

    private static String number(float value) {
        return value == Math.rint(value) && Math.abs(value) < 1e6
                ? Integer.toString((int) value)
                : Float.toString(value);
    }
}
