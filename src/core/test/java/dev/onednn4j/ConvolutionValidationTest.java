package dev.onednn4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

import java.lang.foreign.Arena;
import java.util.function.Consumer;

/// What a user reads who asks for a convolution that is none.
@SuppressWarnings({"NullAway", "try"})
class ConvolutionValidationTest {
    private static final DataType F32 = DataType.F32;

    private Engine engine;

    @BeforeEach
    void open() {
        engine = Engine.cpu();
    }

    @AfterEach
    void close() {
        engine.close();
    }

    /// Changes one thing in a sound convolution of 4 to 6 channels.
    private Executable building(Consumer<Convolution.Builder> change) {
        return () -> {
            Convolution.Builder builder =
                    Convolution.forward(engine)
                            .src(F32, 1, 4, 8, 8)
                            .weights(F32, 6, 4, 3, 3)
                            .dst(F32);
            change.accept(builder);
            builder.build().close();
        };
    }

    private void assertRefused(String message, Consumer<Convolution.Builder> change) {
        assertEquals(message, Thrown.message(IllegalArgumentException.class, building(change)));
    }

    @Test
    void whatIsMissingIsNamed() {
        assertEquals(
                "src: not given; call .src(…)",
                Thrown.message(
                        IllegalArgumentException.class, () -> Convolution.forward(engine).build()));
        assertEquals(
                "weights: not given; call .weights(…)",
                Thrown.message(
                        IllegalArgumentException.class,
                        () -> Convolution.forward(engine).src(F32, 1, 4, 8).build()));
        assertEquals(
                "dst: not given; call .dst(…)",
                Thrown.message(
                        IllegalArgumentException.class,
                        () ->
                                Convolution.forward(engine)
                                        .src(F32, 1, 4, 8)
                                        .weights(F32, 6, 4, 3)
                                        .build()));
        assertEquals(
                "engine",
                Thrown.message(NullPointerException.class, () -> Convolution.forward(null)));
        assertEquals(
                "src",
                Thrown.message(
                        NullPointerException.class, building(b -> b.src((MemoryDescriptor) null))));
        assertEquals(
                "postOps",
                Thrown.message(NullPointerException.class, building(b -> b.postOps(null))));
    }

    @Test
    void shapesThatDoNotFitAreNamed() {
        assertRefused(
                "src: expected 3 to 5 dimensions {N, C, [D,] [H,] W}, got [4, 8]",
                b -> b.src(F32, 4, 8));
        assertRefused(
                "weights: expected 4 dimensions {O, I, …}, or 5 {G, O, I, …} with groups, for src"
                        + " [1, 4, 8, 8], got [6, 4, 3]",
                b -> b.weights(F32, 6, 4, 3));
        assertRefused(
                "src: expected positive dimensions, got [1, 4, 0, 8]", b -> b.src(F32, 1, 4, 0, 8));
        assertRefused(
                "weights: expected positive dimensions, got [6, 4, 3, 0]",
                b -> b.weights(F32, 6, 4, 3, 0));
        assertRefused(
                "weights: expected 4 input channels for src [1, 4, 8, 8], got [6, 5, 3, 3]",
                b -> b.weights(F32, 6, 5, 3, 3));
        assertRefused(
                "weights: expected 4 / 3 groups input channels for src [1, 4, 8, 8], got"
                        + " [3, 2, 1, 3, 3]",
                b -> b.weights(F32, 3, 2, 1, 3, 3));
        assertRefused(
                "weights: the kernel reaches over 9 elements of spatial dimension 1, the padded src"
                        + " has 8",
                b -> b.weights(F32, 6, 4, 3, 9));
        assertRefused(
                "weights: the kernel reaches over 11 elements of spatial dimension 0, the padded"
                        + " src has 8",
                b -> b.dilation(5));
        assertRefused(
                "dst: expected [1, 6, 6, 6] for"
                        + " mb1ic4oc6_ih8oh6kh3sh1dh0ph0_iw8ow6kw3sw1dw0pw0, got [1, 6, 8, 8]",
                b -> b.dst(MemoryDescriptor.of(F32, 1, 6, 8, 8)));
        assertRefused(
                "bias: expected [6] for mb1ic4oc6_ih8oh6kh3sh1dh0ph0_iw8ow6kw3sw1dw0pw0, got [4]",
                b -> b.bias(MemoryDescriptor.of(F32, 4)));
    }

    @Test
    void numbersOutOfRangeAreNamed() {
        assertRefused("strides: expected at least 1, got [0, 0]", b -> b.strides(0));
        assertRefused("dilation: expected at least 1, got [1, 0]", b -> b.dilation(1, 0));
        assertRefused("padding: expected at least 0, got [-1, -1]", b -> b.padding(-1));
        assertRefused(
                "strides: expected 1 or 2 values for 2 spatial dimensions, got [1, 1, 1]",
                b -> b.strides(1, 1, 1));
        assertRefused(
                "right padding: expected more than -2, the stride's negative, got [-2, 0]",
                b -> b.strides(2).padding(new long[] {0}, new long[] {-2, 0}));
        assertRefused(
                "dilation: expected at most 16777216, as oneDNN computes with them in 32 bits, got"
                        + " [9223372036854775807, 9223372036854775807]",
                b -> b.dilation(Long.MAX_VALUE));
        assertRefused(
                "padding: expected at most 16777216, as oneDNN computes with them in 32 bits, got"
                        + " [9223372036854775807, 9223372036854775807]",
                b -> b.padding(Long.MAX_VALUE));
        assertRefused(
                "right padding: expected more than -1, the stride's negative, got"
                        + " [-9223372036854775808, 0]",
                b -> b.padding(new long[] {0, 0}, new long[] {Long.MIN_VALUE, 0}));
    }

    @Test
    void whatNoImplementationDoesIsToldWithTheProblem() {
        UnimplementedException refusal =
                assertThrows(
                        UnimplementedException.class,
                        building(b -> b.algorithm(ConvolutionAlgorithm.WINOGRAD)));
        assertEquals(Status.UNIMPLEMENTED, refusal.status());
        assertEquals("dnnl_convolution_forward_primitive_desc_create", refusal.function());
        assertEquals(
                "no implementation for --conv"
                        + " --dir=FWD_I --dt=f32:f32:f32 --stag=any --wtag=any --dtag=any"
                        + " --alg=WINO mb1ic4oc6_ih8oh6kh3sh1dh0ph0_iw8ow6kw3sw1dw0pw0"
                        + ": oneDNN offers no implementation on this machine",
                refusal.getMessage());
    }

    @Test
    void tensorsThatDoNotFitAreNamed() {
        try (Arena arena = Arena.ofConfined();
                SmallConvolution small = new SmallConvolution(arena)) {
            Tensor wide = Tensor.allocate(arena, MemoryDescriptor.of(F32, 1, 8, 6, 7));
            assertMessage(
                    IllegalArgumentException.class,
                    "src: expected f32 1x8x6x6 abcd, got f32 1x8x6x7 abcd",
                    () -> small.convolution.execute(wide, small.weights, small.bias, small.dst));
            Tensor other =
                    Tensor.allocate(
                            arena, MemoryDescriptor.of(F32, 1, 8, 6, 6).with(FormatTag.NHWC));
            assertMessage(
                    IllegalArgumentException.class,
                    "src: expected f32 1x8x6x6 abcd, got f32 1x8x6x6 acdb",
                    () -> small.convolution.bind(other, small.weights, small.bias, small.dst));
            Tensor bytes = Tensor.allocate(arena, MemoryDescriptor.of(DataType.S32, 8, 8, 3, 3));
            assertMessage(
                    IllegalArgumentException.class,
                    "weights: expected f32 8x8x3x3 abcd, got s32 8x8x3x3 abcd",
                    () -> small.convolution.execute(small.src, bytes, small.bias, small.dst));
            assertMessage(
                    NullPointerException.class,
                    "bias: expected f32 8 a, got null",
                    () -> small.convolution.execute(small.src, small.weights, null, small.dst));
            assertMessage(
                    NullPointerException.class,
                    "src: expected f32 1x8x6x6 abcd, got null",
                    () -> small.convolution.execute(null, small.weights, small.bias, small.dst));
            Tensor readOnly = Tensor.of(small.dst.descriptor(), small.dst.segment().asReadOnly());
            assertMessage(
                    IllegalArgumentException.class,
                    "dst: expected memory that can be written, got a read-only one",
                    () ->
                            small.convolution.execute(
                                    small.src, small.weights, small.bias, readOnly));
            try (Execution execution =
                    small.convolution.bind(small.src, small.weights, small.bias, small.dst)) {
                assertMessage(
                        IllegalArgumentException.class,
                        "argument: expected one of [src, weights, dst, bias], got 'scales'",
                        () -> execution.set("scales", small.bias));
                assertMessage(
                        IllegalArgumentException.class,
                        "bias: expected f32 8 a, got f32 1x8x6x6 abcd",
                        () -> execution.set("bias", small.src));
                execution.run();
                assertEquals(SmallConvolution.INNER, small.dst.get(0, 0, 1, 1));
            }
        }
    }

    @Test
    void aBiasThatIsNotWantedIsRefused() {
        try (Arena arena = Arena.ofConfined();
                Convolution convolution =
                        Convolution.forward(engine)
                                .src(F32, 1, 4, 8)
                                .weights(F32, 6, 4, 3)
                                .dst(F32)
                                .build()) {
            Tensor bias = Tensor.allocate(arena, MemoryDescriptor.of(F32, 6));
            assertMessage(
                    IllegalArgumentException.class,
                    "bias: the primitive was built without one, got f32 6 a",
                    () ->
                            convolution.execute(
                                    Tensor.allocate(arena, convolution.src()),
                                    Tensor.allocate(arena, convolution.weights()),
                                    bias,
                                    Tensor.allocate(arena, convolution.dst())));
        }
    }

    @Test
    void reordersBetweenWhatDoesNotFitAreRefused() {
        MemoryDescriptor image = MemoryDescriptor.of(F32, 1, 3, 4, 4);
        assertMessage(
                IllegalArgumentException.class,
                "dst: expected the dimensions of src, [1, 3, 4, 4], got [1, 3, 4, 5]",
                () -> Reorder.of(engine, image, MemoryDescriptor.of(F32, 1, 3, 4, 5)));
        assertMessage(
                IllegalArgumentException.class,
                "src: a reorder needs a layout, f32 1x3x4x4 any leaves it open",
                () -> Reorder.of(engine, image.with(FormatTag.ANY), image));
    }

    /// Some CPUs have a reorder between these types, and some have not.
    @Test
    void reorderBetweenRareTypes_isRightOrRefused() {
        MemoryDescriptor from = MemoryDescriptor.of(DataType.F16, 1, 3);
        MemoryDescriptor to = MemoryDescriptor.of(DataType.S64, 1, 3);
        try (Arena arena = Arena.ofConfined();
                Reorder reorder = Reorder.of(engine, from, to)) {
            Tensor dst = Tensor.allocate(arena, to);
            reorder.execute(Tensor.allocate(arena, from).copyFrom(1, -2, 3), dst);
            assertArrayEquals(new float[] {1, -2, 3}, dst.toArray());
        } catch (UnimplementedException refusal) {
            String message = String.valueOf(refusal.getMessage());
            assertTrue(message.contains("--sdt=f16 --ddt=s64 --stag=ab --dtag=ab 1x3"), message);
        }
    }

    @Test
    void bias_withGaps_isRefused() {
        MemoryDescriptor gaps = MemoryDescriptor.of(F32, 6).withStrides(2);
        assertRefused(
                "bias: expected a dense one, as oneDNN takes no account of gaps, got "
                        + gaps
                        + " with strides [2]; copy it with Tensor.dense(arena)",
                b -> b.bias(gaps));
        assertMessage(
                IllegalArgumentException.class,
                "diffBias: expected a dense one, as oneDNN takes no account of gaps, got "
                        + gaps
                        + " with strides [2]; copy it with Tensor.dense(arena)",
                () ->
                        Deconvolution.backwardWeights(engine)
                                .src(F32, 1, 4, 8)
                                .diffWeights(F32, 6, 4, 3)
                                .diffDst(F32)
                                .diffBias(gaps)
                                .build());
        // The stride of one element does not count.
        try (Convolution one =
                Convolution.forward(engine)
                        .src(F32, 1, 4, 8)
                        .weights(F32, 1, 4, 3)
                        .bias(MemoryDescriptor.of(F32, 1).withStrides(7))
                        .dst(F32)
                        .build()) {
            assertEquals(MemoryDescriptor.of(F32, 1), one.bias());
        }
    }

    @Test
    void packing_realNumbersIntoBytes_isRefused() {
        try (Arena arena = Arena.ofConfined();
                Convolution convolution =
                        Convolution.forward(engine)
                                .src(DataType.U8, 1, 4, 8)
                                .weights(DataType.S8, 6, 4, 3)
                                .dst(DataType.S32)
                                .build()) {
            Tensor real = Tensor.allocate(arena, MemoryDescriptor.of(F32, 6, 4, 3));
            real.set(0.3, 5, 3, 2);
            assertMessage(
                    IllegalArgumentException.class,
                    "weights: expected s8, which this primitive computes with, got f32 6x4x3 abc,"
                            + " whose numbers would be rounded to whole ones; quantize them with"
                            + " QuantizedWeights.of and pack its values, or round them with"
                            + " Reorder.run",
                    () -> convolution.pack(real, arena));
            // What the message says works.
            QuantizedWeights quantized = QuantizedWeights.of(real, /* grouped= */ false, 64, arena);
            assertEquals(64, quantized.values().get(5, 3, 2));
            assertEquals(0.3f / 64, (float) quantized.scales().get(5));
            assertEquals(
                    convolution.weights(),
                    convolution.pack(quantized.values(), arena).descriptor());
            Tensor rounded = Tensor.allocate(arena, quantized.values().descriptor());
            Reorder.run(engine, real, rounded);
            assertEquals(0, rounded.get(5, 3, 2));
        }
    }

    @Test
    void types_thatOneDnnCannotAddUp_areNamed() {
        String forward =
                "src, weights, dst: expected types whose products oneDNN adds up: f32 in the first"
                    + " two, bf16, f16 or an 8-bit float in any, or u8 or s8 and weights of s8; got"
                    + " ";
        assertRefused(
                forward + "s64, s64 and s64",
                b ->
                        b.src(DataType.S64, 1, 4, 8, 8)
                                .weights(DataType.S64, 6, 4, 3, 3)
                                .dst(DataType.S64));
        assertRefused(forward + "f32, e8m0 and f32", b -> b.weights(DataType.E8M0, 6, 4, 3, 3));
        assertRefused(
                forward + "s8, f32 and f64", b -> b.src(DataType.S8, 1, 4, 8, 8).dst(DataType.F64));
        assertRefused(forward + "f64, f32 and f32", b -> b.src(DataType.F64, 1, 4, 8, 8));
        assertMessage(
                IllegalArgumentException.class,
                "diffSrc, weights, diffDst: expected types whose products oneDNN adds up: f32 in"
                    + " the first two, bf16, f16 or an 8-bit float in any; got s64, f32 and f32",
                () ->
                        Convolution.backwardData(engine)
                                .diffSrc(DataType.S64, 1, 4, 8)
                                .weights(F32, 6, 4, 3)
                                .diffDst(F32)
                                .build());
        assertRefused(
                "weights: expected an even number of input channels for s4, two of which share a"
                        + " byte, got s4 6x3x2x2 any",
                b -> b.src(DataType.U8, 1, 3, 8, 8).weights(DataType.S4, 6, 3, 2, 2));
    }

    @Test
    void packingCopiesOnlyWhenItMust() {
        try (Arena arena = Arena.ofConfined();
                SmallConvolution small = new SmallConvolution(arena)) {
            assertSame(small.weights, small.convolution.pack(small.weights, arena));
            Tensor hwio = Tensor.allocate(arena, small.weights.descriptor().with(FormatTag.HWIO));
            hwio.set(5, 1, 2, 0, 1);
            Tensor packed = small.convolution.pack(hwio, arena);
            assertEquals(small.convolution.weights(), packed.descriptor());
            assertArrayEquals(hwio.toArray(), packed.toArray());
            assertThrows(
                    IllegalArgumentException.class, () -> small.convolution.pack(small.src, arena));
        }
    }

    @Test
    void anEmptyBatchIsAnEmptyResult() {
        try (Arena arena = Arena.ofConfined();
                Convolution convolution =
                        Convolution.forward(engine)
                                .src(MemoryDescriptor.of(F32, 0, 4, 8))
                                .weights(F32, 6, 4, 3)
                                .dst(F32, FormatTag.NCW)
                                .build()) {
            assertArrayEquals(new long[] {0, 6, 6}, convolution.dst().dims());
            convolution.execute(
                    Tensor.allocate(arena, convolution.src()),
                    Tensor.allocate(arena, convolution.weights()),
                    null,
                    Tensor.allocate(arena, convolution.dst()));
        }
    }

    private static void assertMessage(
            Class<? extends Throwable> type, String message, Executable call) {
        assertEquals(message, Thrown.message(type, call));
    }
}
