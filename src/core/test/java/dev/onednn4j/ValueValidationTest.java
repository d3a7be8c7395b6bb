package dev.onednn4j;

import static dev.onednn4j.DataType.F32;
import static dev.onednn4j.DataType.S8;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.function.Consumer;
import java.util.stream.Stream;

/// What builders of primitives without weights refuse, word for word: a message names the argument,
/// what was expected and what came.
class ValueValidationTest {
    private static final MemoryDescriptor SRC = MemoryDescriptor.of(F32, 2, 3, 4);
    private static final MemoryDescriptor OTHER = MemoryDescriptor.of(F32, 2, 5, 4);
    private static final MemoryDescriptor ANY = SRC.with(FormatTag.ANY);
    private static final MemoryDescriptor BOX =
            MemoryDescriptor.of(F32, 3, 3, 4)
                    .with(FormatTag.of("aBc8b"))
                    .submemory(SRC.dims(), new long[] {1, 0, 0});
    private static final MemoryDescriptor BYTES = MemoryDescriptor.of(S8, 2, 3, 4);
    private static final MemoryDescriptor BOX_OF_BYTES =
            MemoryDescriptor.of(S8, 2, 3, 5).submemory(SRC.dims(), new long[3]);

    /// @param call what is refused
    record Refusal(String message, Consumer<Engine> call) {
        @Override
        public String toString() {
            return message;
        }
    }

    private static Refusal refusal(String message, Consumer<Engine> call) {
        return new Refusal(message, call);
    }

    private static Eltwise.Builder eltwise(Engine engine, EltwiseAlgorithm algorithm) {
        return Eltwise.forward(engine).algorithm(algorithm);
    }

    private static Binary.Builder binary(Engine engine) {
        return Binary.forward(engine).algorithm(BinaryAlgorithm.ADD);
    }

    static Stream<Refusal> eltwise() {
        EltwiseAlgorithm tanh = EltwiseAlgorithm.TANH;
        return Stream.of(
                refusal(
                        "algorithm: not given; call .algorithm(…)",
                        e -> Eltwise.forward(e).src(SRC).build()),
                refusal("src: not given; call .src(…)", e -> eltwise(e, tanh).build()),
                refusal(
                        "src: expected a layout, which this primitive does not choose, got f32"
                                + " 2x3x4 any",
                        e -> eltwise(e, tanh).src(ANY).build()),
                refusal(
                        "src: expected a floating point type for TANH, got s8",
                        e -> eltwise(e, tanh).src(BYTES).build()),
                refusal(
                        "src: expected type f32 for ROUND, got bf16",
                        e ->
                                eltwise(e, EltwiseAlgorithm.ROUND)
                                        .src(MemoryDescriptor.of(DataType.BF16, 2))
                                        .build()),
                refusal(
                        "dst: expected [2, 3, 4] for src, got [2, 5, 4]",
                        e -> eltwise(e, tanh).src(SRC).dst(OTHER).build()),
                refusal(
                        "alpha: expected a number, got NaN",
                        e -> Eltwise.forward(e).algorithm(tanh, Float.NaN, 0)),
                refusal(
                        "beta: expected a number, got NaN",
                        e -> Eltwise.forward(e).algorithm(tanh, 0, Float.NaN)),
                refusal(
                        "beta: CLIP expects at least alpha, 2.0, got 1.0",
                        e -> Eltwise.forward(e).algorithm(EltwiseAlgorithm.CLIP, 2, 1)),
                refusal(
                        "alpha: RELU_USE_DST_FOR_BWD expects at least 0, got -1.0",
                        e ->
                                Eltwise.forward(e)
                                        .algorithm(EltwiseAlgorithm.RELU_USE_DST_FOR_BWD, -1, 0)),
                refusal(
                        "alpha: SOFT_RELU divides by it, expected another number than 0",
                        e -> eltwise(e, EltwiseAlgorithm.SOFT_RELU)));
    }

    static Stream<Refusal> softmax() {
        return Stream.of(
                refusal("src: not given; call .src(…)", e -> Softmax.forward(e).build()),
                refusal(
                        "src: expected a layout, which this primitive does not choose, got f32"
                                + " 2x3x4 any",
                        e -> Softmax.forward(e).src(ANY).build()),
                refusal(
                        "axis: expected 0 … 2 for f32 2x3x4 abc, got 3",
                        e -> Softmax.forward(e).src(SRC).axis(3).build()),
                refusal(
                        "axis: expected 0 … 2 for f32 2x3x4 abc, got -1",
                        e -> Softmax.forward(e).src(SRC).axis(-1).build()),
                refusal(
                        "dst: expected [2, 3, 4] for src, got [2, 5, 4]",
                        e -> Softmax.forward(e).src(SRC).dst(OTHER).build()));
    }

    static Stream<Refusal> batchNormalization() {
        String epsilon = "epsilon: expected a finite number of at least 0, got ";
        String rank = "src: expected 2 to 5 dimensions, {N, C, [D,] [H,] W} or {N, C}, got ";
        return Stream.of(
                refusal("src: not given; call .src(…)", e -> BatchNormalization.forward(e).build()),
                refusal(epsilon + "-1.0", e -> BatchNormalization.forward(e).epsilon(-1)),
                refusal(epsilon + "NaN", e -> BatchNormalization.forward(e).epsilon(Float.NaN)),
                refusal(
                        epsilon + "Infinity",
                        e -> BatchNormalization.forward(e).epsilon(Float.POSITIVE_INFINITY)),
                refusal(
                        rank + "f32 2 a",
                        e ->
                                BatchNormalization.forward(e)
                                        .src(MemoryDescriptor.of(F32, 2))
                                        .build()),
                refusal(
                        rank + "f32 2x3x1x1x1x2 abcdef",
                        e ->
                                BatchNormalization.forward(e)
                                        .src(MemoryDescriptor.of(F32, 2, 3, 1, 1, 1, 2))
                                        .build()),
                refusal(
                        "dst: expected [2, 3, 4] for src, got [2, 5, 4]",
                        e -> BatchNormalization.forward(e).src(SRC).dst(OTHER).build()));
    }

    static Stream<Refusal> binary() {
        return Stream.of(
                refusal(
                        "algorithm: not given; call .algorithm(…)",
                        e -> Binary.forward(e).src0(SRC).src1(SRC).build()),
                refusal("src0: not given; call .src0(…)", e -> binary(e).src1(SRC).build()),
                refusal("src1: not given; call .src1(…)", e -> binary(e).src0(SRC).build()),
                refusal(
                        "src0: expected a layout, which this primitive does not choose, got f32"
                                + " 2x3x4 any",
                        e -> binary(e).src0(ANY).src1(SRC).build()),
                refusal(
                        "src1: expected [2, 3, 4] as src0, or 1 in a dimension of either, got"
                                + " [2, 5, 4]",
                        e -> binary(e).src0(SRC).src1(OTHER).build()),
                refusal(
                        "src1: expected [2, 3, 4] as src0, or 1 in a dimension of either, got"
                                + " [2, 3]",
                        e -> binary(e).src0(SRC).src1(MemoryDescriptor.of(F32, 2, 3)).build()),
                refusal(
                        "dst: expected [2, 3, 4] for src0 and src1, got [2, 5, 4]",
                        e -> binary(e).src0(SRC).src1(SRC).dst(OTHER).build()),
                refusal(
                        "dst: expected a type of at least 8 bits, as oneDNN gets 4-bit ones wrong"
                            + " here, got s4 2x3x4 abc; take s8 or f32, with a Reorder from it or"
                            + " to it",
                        e ->
                                binary(e)
                                        .src0(SRC)
                                        .src1(SRC)
                                        .dst(MemoryDescriptor.of(DataType.S4, 2, 3, 4))
                                        .build()),
                refusal(
                        "layouts: expected one for src0, src1 and dst where a type is s8 or u8,"
                                + " got [abc, abc* with strides [15, 5, 1], abc]",
                        e -> binary(e).src0(BYTES).src1(BOX_OF_BYTES).build()));
    }

    static Stream<Refusal> sum() {
        String box =
                ": expected a tensor that begins at the start of its memory, got a box at element"
                        + " 32 of a larger one, f32 2x3x4 aBc8b; reorder it to a tensor of its own";
        return Stream.of(
                refusal(
                        "src: expected at least one, got none; call .src(…)",
                        e -> Sum.forward(e).build()),
                refusal(
                        "scale: expected a finite number, got NaN",
                        e -> Sum.forward(e).src(Float.NaN, SRC)),
                refusal(
                        "src_1: expected a layout, which this primitive does not choose, got f32"
                                + " 2x3x4 any",
                        e -> Sum.forward(e).src(SRC).src(ANY)),
                refusal(
                        "src_1: expected [2, 3, 4] as src_0, got [2, 5, 4]",
                        e -> Sum.forward(e).src(SRC).src(OTHER).build()),
                refusal(
                        "dst: expected [2, 3, 4] for the sources, got [2, 5, 4]",
                        e -> Sum.forward(e).src(SRC).dst(OTHER).build()),
                refusal("src_1" + box, e -> Sum.forward(e).src(SRC).src(BOX).build()),
                refusal("dst" + box, e -> Sum.forward(e).src(SRC).dst(BOX).build()),
                refusal(
                        "dst: expected a type of at least 8 bits, as oneDNN gets 4-bit ones wrong"
                            + " here, got u4 2x3x4 abc; take s8 or f32, with a Reorder from it or"
                            + " to it",
                        e ->
                                Sum.forward(e)
                                        .src(SRC)
                                        .dst(MemoryDescriptor.of(DataType.U4, 2, 3, 4))
                                        .build()),
                refusal(
                        "src_79: expected 79 sources at most, got one more",
                        e -> {
                            Sum.Builder builder = Sum.forward(e);
                            for (int i = 0; i <= 79; i++) {
                                builder.src(SRC);
                            }
                        }));
    }

    static Stream<Refusal> concat() {
        return Stream.of(
                refusal(
                        "src: expected at least one, got none; call .src(…)",
                        e -> Concat.forward(e).build()),
                refusal(
                        "src_0: expected a layout, which this primitive does not choose, got f32"
                                + " 2x3x4 any",
                        e -> Concat.forward(e).src(ANY)),
                refusal(
                        "axis: expected 0 … 2 for f32 2x3x4 abc, got 3",
                        e -> Concat.forward(e).src(SRC).axis(3).build()),
                refusal(
                        "src_1: expected [2, 5, 4], but for dimension 2 as src_0, got [2, 3, 4]",
                        e -> Concat.forward(e).src(OTHER).src(SRC).axis(2).build()),
                refusal(
                        "src_0: expected a type of at least 8 bits, as oneDNN gets 4-bit ones wrong"
                                + " here, got s4 2x4 ab; take s8 or f32, with a Reorder from it or"
                                + " to it",
                        e ->
                                Concat.forward(e)
                                        .src(MemoryDescriptor.of(DataType.S4, 2, 4))
                                        .dst(F32, FormatTag.ANY)
                                        .build()),
                refusal(
                        "dst: expected a type of at least 8 bits, as oneDNN gets 4-bit ones wrong"
                            + " here, got f4_e2m1 2x3x4 abc; take s8 or f32, with a Reorder from it"
                            + " or to it",
                        e ->
                                Concat.forward(e)
                                        .src(SRC)
                                        .dst(MemoryDescriptor.of(DataType.F4_E2M1, 2, 3, 4))
                                        .build()),
                refusal(
                        "src_1: expected type f32 as src_0, got s8",
                        e -> Concat.forward(e).src(SRC).src(BYTES).build()),
                refusal(
                        "dst: expected [2, 6, 4] for the sources, got [2, 5, 4]",
                        e -> Concat.forward(e).src(SRC).src(SRC).dst(OTHER).build()));
    }

    @ParameterizedTest
    @MethodSource({"eltwise", "softmax", "batchNormalization", "binary", "sum", "concat"})
    void isRefused(Refusal refusal) {
        try (Engine engine = Engine.cpu()) {
            assertEquals(
                    refusal.message,
                    Thrown.message(
                            IllegalArgumentException.class, () -> refusal.call.accept(engine)));
        }
    }
}
