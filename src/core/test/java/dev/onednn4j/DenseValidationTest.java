package dev.onednn4j;

import static dev.onednn4j.DataType.F32;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

import java.lang.foreign.Arena;

/// What a user reads who asks for an inner product or a matrix product that is none.
@SuppressWarnings("NullAway")
class DenseValidationTest {
    private Engine engine;

    @BeforeEach
    void openEngine() {
        engine = Engine.cpu();
    }

    @AfterEach
    void closeEngine() {
        engine.close();
    }

    private InnerProduct.Builder innerProduct() {
        return InnerProduct.forward(engine).src(F32, 2, 3, 4).weights(F32, 5, 3, 4).dst(F32);
    }

    private MatMul.Builder matmul() {
        return MatMul.forward(engine).src(F32, 2, 3, 4).weights(F32, 2, 4, 5).dst(F32);
    }

    private static void assertRefused(String message, Executable call) {
        assertEquals(message, Thrown.message(IllegalArgumentException.class, call));
    }

    @Test
    void whatIsMissingIsNamed() {
        assertRefused("src: not given; call .src(…)", () -> InnerProduct.forward(engine).build());
        assertRefused(
                "weights: not given; call .weights(…)",
                () -> InnerProduct.forward(engine).src(F32, 2, 3).build());
        assertRefused(
                "dst: not given; call .dst(…)",
                () -> InnerProduct.forward(engine).src(F32, 2, 3).weights(F32, 4, 3).build());
        assertRefused(
                "diffSrc: not given; call .diffSrc(…)",
                () -> InnerProduct.backwardData(engine).build());
        assertRefused(
                "diffWeights: not given; call .diffWeights(…)",
                () -> InnerProduct.backwardWeights(engine).src(F32, 2, 3).build());
        assertRefused("src: not given; call .src(…)", () -> MatMul.forward(engine).build());
        assertRefused(
                "weights: not given; call .weights(…)",
                () -> MatMul.forward(engine).src(F32, 2, 3).build());
        assertRefused(
                "dst: not given; call .dst(…)",
                () -> MatMul.forward(engine).src(F32, 2, 3).weights(F32, 3, 4).build());
        assertEquals(
                "engine", Thrown.message(NullPointerException.class, () -> MatMul.forward(null)));
        assertEquals("src", Thrown.message(NullPointerException.class, () -> matmul().src(null)));
    }

    @Test
    void innerProductsWhoseSizesDoNotFitAreRefused() {
        assertRefused(
                "src: expected 2 to 5 dimensions {N, C, [D,] [H,] [W]}, got [3]",
                () -> innerProduct().src(F32, 3).build());
        assertRefused(
                "src: expected 2 to 5 dimensions {N, C, [D,] [H,] [W]}, got [1, 2, 3, 4, 5, 6]",
                () -> innerProduct().src(F32, 1, 2, 3, 4, 5, 6).build());
        assertRefused(
                "weights: expected the dimensions of src [2, 3, 4] with the outputs first, got"
                        + " [5, 3, 5]",
                () -> innerProduct().weights(F32, 5, 3, 5).build());
        assertRefused(
                "weights: expected the dimensions of src [2, 3, 4] with the outputs first, got"
                        + " [5, 12]",
                () -> innerProduct().weights(F32, 5, 12).build());
        assertRefused(
                "src: expected positive dimensions, got [2, 0, 4]",
                () -> innerProduct().src(F32, 2, 0, 4).build());
        assertRefused(
                "weights: expected positive dimensions, got [0, 3, 4]",
                () -> innerProduct().weights(F32, 0, 3, 4).build());
        assertRefused(
                "bias: expected [5] for an inner product of [2, 3, 4], got [4]",
                () -> innerProduct().bias(MemoryDescriptor.of(F32, 4)).build());
        assertRefused(
                "dst: expected [2, 5] for an inner product of [2, 3, 4], got [5, 2]",
                () -> innerProduct().dst(MemoryDescriptor.of(F32, 5, 2)).build());
        assertRefused(
                "diffWeights: expected the dimensions of src [2, 3] with the outputs first, got"
                        + " [4, 2]",
                () ->
                        InnerProduct.backwardWeights(engine)
                                .src(F32, 2, 3)
                                .diffWeights(F32, 4, 2)
                                .diffDst(F32, FormatTag.NC)
                                .build());
    }

    @Test
    void matricesThatDoNotFitAreRefused() {
        String expected =
                "weights: expected {…, K, N} for a src of {…, M, K}, with equal dimensions or 1"
                        + " before them, got ";
        assertRefused(
                expected + "[2, 5, 5] for [2, 3, 4]", () -> matmul().weights(F32, 2, 5, 5).build());
        assertRefused(
                expected + "[3, 4, 5] for [2, 3, 4]", () -> matmul().weights(F32, 3, 4, 5).build());
        assertRefused(expected + "[4, 5] for [2, 3, 4]", () -> matmul().weights(F32, 4, 5).build());
        assertRefused(expected + "[4] for [4]", () -> matmul().src(F32, 4).weights(F32, 4).build());
        assertRefused(
                "src: expected positive dimensions, got [2, 0, 4]",
                () -> matmul().src(F32, 2, 0, 4).build());
        assertRefused(
                "bias: expected [2, 3, 5] for [2, 3, 4] times [2, 4, 5], got [2, 3, 4]",
                () -> matmul().bias(MemoryDescriptor.of(F32, 2, 3, 4)).build());
        assertRefused(
                "bias: expected [2, 3, 5] for [2, 3, 4] times [2, 4, 5], got [5]",
                () -> matmul().bias(MemoryDescriptor.of(F32, 5)).build());
        assertRefused(
                "dst: expected [2, 3, 5] for [2, 3, 4] times [2, 4, 5], got [2, 3, 4]",
                () -> matmul().dst(MemoryDescriptor.of(F32, 2, 3, 4)).build());
        assertRefused(
                "dims: a tensor spans at most 2^48 bytes, f32 [1073741824, 1073741824] is larger",
                () ->
                        matmul().src(F32, 1 << 30, 1)
                                .weights(F32, 1, 1 << 30)
                                .dst(F32, FormatTag.of("ab"))
                                .build());
    }

    @Test
    void attributesOfTensorsThatAreNotThereAreRefused() {
        assertRefused(
                "attributes: an inner product has src, weights and dst, got scales or zero points"
                        + " of src_1",
                () -> innerProduct().attributes(scales(QuantizedArgument.SRC_1)).build());
        assertRefused(
                "attributes: a matrix product has src, weights and dst, got scales or zero points"
                        + " of dw_dst",
                () -> matmul().attributes(scales(QuantizedArgument.DEPTHWISE_DST)).build());
        assertRefused(
                "depthwise: expected behind a 2-D convolution with a 1x1 kernel, without strides"
                        + " and padding, got 2x3x4:2x4x5",
                () -> matmul().postOps(PostOps.none().depthwise(F32, null, F32, 3, 1, 1)).build());
        assertRefused(
                "x: expected [2, 5], or 1 in those dimensions where one value serves all, for"
                        + " mb2ic3iw4oc5, got [2, 4]",
                () ->
                        innerProduct()
                                .postOps(
                                        PostOps.none()
                                                .binary(
                                                        BinaryAlgorithm.ADD,
                                                        "x",
                                                        MemoryDescriptor.of(F32, 2, 4)))
                                .build());
        assertRefused(
                "mask of slopes: expected at most 3 for the 2 dimensions of mb2ic3iw4oc5, got 4",
                () -> innerProduct().postOps(PostOps.none().prelu("slopes", 4)).build());
        assertRefused(
                "mask of slopes: expected 0, as slopes that differ are found in up to 5 dimensions,"
                        + " got 32 for 1x1x1x1x2x3:1x1x1x1x3x4",
                () ->
                        matmul().src(F32, 1, 1, 1, 1, 2, 3)
                                .weights(F32, 1, 1, 1, 1, 3, 4)
                                .postOps(PostOps.none().prelu("slopes", 32))
                                .build());
        assertThrows(
                UnimplementedException.class,
                () ->
                        innerProduct()
                                .attributes(
                                        Attributes.none()
                                                .zeroPoints(
                                                        QuantizedArgument.SRC, Granularity.COMMON))
                                .build());
    }

    @Test
    void bias_withGaps_isRefused() {
        String refusal = " expected a dense one, as oneDNN takes no account of gaps, got ";
        String remedy = "; copy it with Tensor.dense(arena)";
        MemoryDescriptor vector = MemoryDescriptor.of(F32, 5).withStrides(2);
        assertRefused(
                "bias:" + refusal + vector + " with strides [2]" + remedy,
                () -> innerProduct().bias(vector).build());
        assertRefused(
                "diffBias:" + refusal + vector + " with strides [2]" + remedy,
                () ->
                        InnerProduct.backwardWeights(engine)
                                .src(F32, 2, 3)
                                .diffWeights(F32, 5, 3)
                                .diffDst(F32, FormatTag.NC)
                                .diffBias(vector)
                                .build());
        MemoryDescriptor row = MemoryDescriptor.of(F32, 1, 1, 5).withStrides(20, 20, 2);
        assertRefused(
                "bias:" + refusal + row + " with strides [20, 20, 2]" + remedy,
                () -> matmul().bias(row).build());
    }

    @Test
    void types_thatOneDnnCannotAddUp_areNamed() {
        String expected =
                "src, weights, dst: expected types whose products oneDNN adds up: f32 in the first"
                    + " two, bf16, f16 or an 8-bit float in any, or u8 or s8 and weights of s8; got"
                    + " ";
        assertRefused(
                expected + "s32, s32 and f32",
                () ->
                        innerProduct()
                                .src(DataType.S32, 2, 3, 4)
                                .weights(DataType.S32, 5, 3, 4)
                                .build());
        assertRefused(
                expected + "e8m0, f32 and f32", () -> matmul().src(DataType.E8M0, 2, 3, 4).build());
    }

    private static Attributes scales(QuantizedArgument argument) {
        return Attributes.none().scales(argument, Granularity.COMMON);
    }

    @Test
    void whatNoImplementationDoesIsToldWithTheProblem() {
        String message =
                Thrown.message(
                        UnimplementedException.class,
                        () -> innerProduct().implementations(name -> false).build());
        assertTrue(message.contains("--ip --dir=FWD_I --dt=f32:f32:f32"), message);
        message =
                Thrown.message(
                        UnimplementedException.class,
                        () -> matmul().bias(F32).implementations(name -> false).build());
        assertTrue(
                message.startsWith(
                        "no implementation for --matmul --dt=f32:f32:f32 --bia-dt=f32 --bia_mask=4"
                                + " --stag=any --wtag=any --dtag=any 2x3x4:2x4x5: of those that"
                                + " oneDNN offers on this machine, "),
                message);
        assertTrue(
                message.contains("ref:any is rejected by the predicate of implementations(…)"),
                message);
    }

    @Test
    void tensorsThatDoNotFitAreNamed() {
        try (Arena arena = Arena.ofConfined();
                MatMul product =
                        matmul().src(MemoryDescriptor.of(F32, 2, 3, 4))
                                .weights(MemoryDescriptor.of(F32, 2, 4, 5))
                                .dst(MemoryDescriptor.of(F32, 2, 3, 5))
                                .build()) {
            Tensor src = Tensor.allocate(arena, product.src());
            Tensor weights = Tensor.allocate(arena, product.weights());
            Tensor dst = Tensor.allocate(arena, product.dst());
            assertRefused(
                    "src: expected f32 2x3x4 abc, got f32 2x4x5 abc",
                    () -> product.execute(weights, weights, dst));
            assertRefused(
                    "bias: the primitive was built without one, got f32 2x3x5 abc",
                    () -> product.execute(src, weights, dst, dst));
            assertRefused(
                    "weights: expected f32 2x4x5 abc, got f32 2x3x5 abc",
                    () -> product.bind(src, dst, dst));
            assertRefused("name: expected one of [], got 'x'", () -> product.pack("x", src, arena));
        }
    }
}
