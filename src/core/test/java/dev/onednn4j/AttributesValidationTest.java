package dev.onednn4j;

import static dev.onednn4j.DataType.F32;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

import java.lang.foreign.Arena;

/// What a user reads who asks for attributes that are none.
@SuppressWarnings("NullAway")
class AttributesValidationTest {
    private static final String SHAPE = "mb1ic4oc6_ih8oh6kh3sh1dh0ph0_iw8ow6kw3sw1dw0pw0";
    private static final MemoryDescriptor SCALAR = MemoryDescriptor.of(F32, 1, 1, 1, 1);

    /// Builds a 3×3 convolution of 4 to 6 channels with a chain.
    private static void build(Attributes attributes) {
        try (Engine engine = Engine.cpu()) {
            Convolution.forward(engine)
                    .src(F32, 1, 4, 8, 8)
                    .weights(F32, 6, 4, 3, 3)
                    .dst(F32)
                    .attributes(attributes)
                    .build()
                    .close();
        }
    }

    private static void assertBuildRefused(String message, PostOps chain) {
        assertRefused(message, () -> build(Attributes.none().postOps(chain)));
    }

    private static void assertRefused(String message, Executable call) {
        assertEquals(message, Thrown.message(IllegalArgumentException.class, call));
    }

    @Test
    void parametersThatAreNonsenseAreNamed() {
        PostOps none = PostOps.none();
        assertRefused(
                "alpha: expected a number, got NaN",
                () -> none.eltwise(EltwiseAlgorithm.RELU, Float.NaN, 0));
        assertRefused(
                "beta: expected a number, got NaN",
                () -> none.eltwise(EltwiseAlgorithm.LINEAR, 1, Float.NaN));
        assertRefused(
                "beta: CLIP expects at least alpha, 2.0, got 1.0",
                () -> none.eltwise(EltwiseAlgorithm.CLIP, 2, 1));
        assertRefused(
                "alpha: ELU_USE_DST_FOR_BWD expects at least 0, got -1.0",
                () -> none.eltwise(EltwiseAlgorithm.ELU_USE_DST_FOR_BWD, -1, 0));
        assertRefused(
                "alpha: SOFT_RELU divides by it, expected another number than 0",
                () -> none.eltwise(EltwiseAlgorithm.SOFT_RELU));
        assertRefused("scale: expected a finite number, got NaN", () -> none.sum(Float.NaN));
        assertRefused(
                "scale: expected a finite number, got Infinity",
                () -> none.sum(Float.POSITIVE_INFINITY, 1));
        assertRefused(
                "depthwise kernel: expected 1 to 2147483647, got 0",
                () -> none.depthwise(F32, null, F32, 0, 1, 0));
        assertRefused(
                "depthwise stride: expected 1 to 2147483647, got -1",
                () -> none.depthwise(F32, null, F32, 3, -1, 1));
        assertRefused(
                "depthwise padding: expected 0 to 2, got 3",
                () -> none.depthwise(F32, null, F32, 3, 1, 3));
        assertRefused(
                "mask: expected a bit for each dimension, got -1", () -> none.prelu("slopes", -1));
    }

    @Test
    void nullsAreNamed() {
        PostOps none = PostOps.none();
        assertNull("algorithm", () -> none.eltwise(null));
        assertNull("algorithm", () -> none.binary(null, "x", SCALAR));
        assertNull("name", () -> none.binary(BinaryAlgorithm.ADD, null, SCALAR));
        assertNull("operand", () -> none.binary(BinaryAlgorithm.ADD, "x", null));
        assertNull("condition", () -> none.select("x", SCALAR, "c", null));
        assertNull("conditionName", () -> none.select("x", SCALAR, null, SCALAR));
        assertNull("name", () -> none.prelu(null, 0));
        assertNull("type", () -> none.sum(1, 0, null));
        assertNull("weights", () -> none.depthwise(null, null, F32, 3, 1, 1));
        assertNull("argument", () -> Attributes.none().scales(null, Granularity.COMMON));
        assertNull("granularity", () -> Attributes.none().zeroPoints(QuantizedArgument.SRC, null));
        assertNull(
                "type",
                () -> Attributes.none().scales(QuantizedArgument.SRC, Granularity.COMMON, null));
        assertNull("mode", () -> Attributes.none().rounding(null));
        assertNull("name", () -> RuntimeArguments.none().and(null, null));
    }

    private static void assertNull(String message, Executable call) {
        assertEquals(message, Thrown.message(NullPointerException.class, call));
    }

    @Test
    void namesTellTensorsApart() {
        PostOps one = PostOps.none().binary(BinaryAlgorithm.ADD, "x", SCALAR);
        assertRefused("name: 'x' is taken by another tensor of the chain", () -> one.prelu("x", 0));
        assertRefused(
                "name: 'c' is taken by another tensor of the chain",
                () -> one.select("c", SCALAR, "c", MemoryDescriptor.of(DataType.S8, 1, 1, 1, 1)));
        for (String word : new String[] {"dst", "bias", "src_scales", "dw_bias", "rounding_seed"}) {
            assertRefused(
                    "name: expected one of your own, got '"
                            + word
                            + "', which is oneDNN's word for another",
                    () -> one.prelu(word, 0));
        }
        assertRefused("name: expected one of your own, got ' '", () -> one.prelu(" ", 0));
    }

    @Test
    void operandsThatDoNotFitAreNamed() {
        assertBuildRefused(
                "x: expected [1, 6, 6, 6], or 1 in those dimensions where one value serves all, for"
                        + " "
                        + SHAPE
                        + ", got [6]",
                PostOps.none().binary(BinaryAlgorithm.ADD, "x", MemoryDescriptor.of(F32, 6)));
        assertBuildRefused(
                "x: expected [1, 6, 6, 6], or 1 in those dimensions where one value serves all, for"
                        + " "
                        + SHAPE
                        + ", got [1, 4, 1, 1]",
                PostOps.none()
                        .binary(BinaryAlgorithm.MUL, "x", MemoryDescriptor.of(F32, 1, 4, 1, 1)));
        assertBuildRefused(
                "c: expected [1, 6, 6, 6], or 1 in those dimensions where one value serves all, for"
                        + " "
                        + SHAPE
                        + ", got [1, 6, 6, 5]",
                PostOps.none()
                        .select("x", SCALAR, "c", MemoryDescriptor.of(DataType.S8, 1, 6, 6, 5)));
        assertBuildRefused(
                "x: expected a type that post-operations compute with, got f64",
                PostOps.none()
                        .binary(
                                BinaryAlgorithm.ADD,
                                "x",
                                MemoryDescriptor.of(DataType.F64, 1, 1, 1, 1)));
        assertRefused(
                "c: expected s8, got f32", () -> PostOps.none().select("x", SCALAR, "c", SCALAR));
        assertBuildRefused(
                "mask of slopes: expected at most 15 for the 4 dimensions of " + SHAPE + ", got 16",
                PostOps.none().prelu("slopes", 16));
        assertBuildRefused(
                "sum: expected a type of 4 bytes, as the dst of f32 that it reads has, got s8",
                PostOps.none().sum(1, 0, DataType.S8));
    }

    @Test
    void aDepthwiseConvolutionFollowsAPointwiseOne() {
        PostOps depthwise = PostOps.none().depthwise(F32, null, F32, 3, 1, 1);
        assertBuildRefused(
                "depthwise: expected behind a 2-D convolution with a 1x1 kernel, without strides"
                        + " and padding, got "
                        + SHAPE,
                depthwise);
        try (Engine engine = Engine.cpu()) {
            assertRefused(
                    "depthwise: expected behind a 2-D convolution with a 1x1 kernel, without"
                            + " strides and padding, got the deconvolution"
                            + " mb1ic4oc6_ih8oh8kh1sh1dh0ph0_iw8ow8kw1sw1dw0pw0",
                    () ->
                            Deconvolution.forward(engine)
                                    .src(F32, 1, 4, 8, 8)
                                    .weights(F32, 6, 4, 1, 1)
                                    .dst(F32)
                                    .postOps(depthwise)
                                    .build());
        }
        assertRefused(
                "depthwise: expected one in a chain, got a second",
                () -> depthwise.depthwise(F32, null, F32, 3, 1, 1));
        String sum =
                "sum: a chain with a depthwise convolution cannot have one: dst holds the latter's"
                        + " result";
        assertRefused(sum, () -> depthwise.sum(1));
        assertRefused(sum, () -> PostOps.none().sum(1).depthwise(F32, null, F32, 3, 1, 1));
        assertRefused(
                "scales of dw_weights: expected a depthwise convolution among the post-ops, got ''",
                () ->
                        build(
                                Attributes.none()
                                        .scales(
                                                QuantizedArgument.DEPTHWISE_WEIGHTS,
                                                Granularity.COMMON)));
        assertRefused(
                "argument: a fused depthwise convolution has no zero points, got dw_dst",
                () ->
                        Attributes.none()
                                .zeroPoints(QuantizedArgument.DEPTHWISE_DST, Granularity.COMMON));
    }

    @Test
    void typesOfScalesAndZeroPointsAreChecked() {
        assertRefused(
                "scales of src: expected a floating point type, got s32",
                () ->
                        Attributes.none()
                                .scales(QuantizedArgument.SRC, Granularity.COMMON, DataType.S32));
        assertRefused(
                "zero points of dst: expected an integer type, got f32",
                () -> Attributes.none().zeroPoints(QuantizedArgument.DST, Granularity.COMMON, F32));
    }

    @Test
    void types_thatAreForChannelsOrSourcesAlone_areNamed() {
        Attributes none = Attributes.none();
        Granularity single = Granularity.COMMON;
        assertRefused(
                "scales of dst: expected f32, bf16 or f16 for a single one, got f8_e4m3",
                () -> none.scales(QuantizedArgument.DST, single, DataType.F8_E4M3));
        assertRefused(
                "zero points of src: expected s32, s8 or u8 for a single one, got s4",
                () -> none.zeroPoints(QuantizedArgument.SRC, single, DataType.S4));
        assertRefused(
                "zero points of dst: expected s32, as src and weights alone have others, got s8",
                () -> none.zeroPoints(QuantizedArgument.DST, single, DataType.S8));
        assertRefused(
                "argument: a second source has no zero points, got src_1",
                () -> none.zeroPoints(QuantizedArgument.SRC_1, single));
    }

    @Test
    void runtimeArgumentsThatDoNotFitAreNamed() {
        MemoryDescriptor perChannel = MemoryDescriptor.of(F32, 1, 6, 1, 1);
        try (Engine engine = Engine.cpu();
                Arena arena = Arena.ofConfined();
                Convolution convolution =
                        Convolution.forward(engine)
                                .src(F32, 1, 4, 8, 8)
                                .weights(F32, 6, 4, 3, 3)
                                .dst(F32)
                                .postOps(
                                        PostOps.none()
                                                .binary(BinaryAlgorithm.ADD, "x", perChannel)
                                                .prelu("slopes", 15))
                                .build()) {
            Tensor src = Tensor.allocate(arena, convolution.src());
            Tensor weights = Tensor.allocate(arena, convolution.weights());
            Tensor dst = Tensor.allocate(arena, convolution.dst());
            Tensor x = Tensor.allocate(arena, perChannel);
            MemoryDescriptor plain = MemoryDescriptor.of(F32, 1, 6, 6, 6);
            RuntimeArguments sound =
                    RuntimeArguments.of("x", x)
                            .and(
                                    "slopes",
                                    convolution.pack(
                                            "slopes", Tensor.allocate(arena, plain), arena));
            convolution.execute(src, weights, null, dst, sound);
            assertEquals(
                    "slopes: expected f32 1x6x6x6 acdb, got null",
                    Thrown.message(
                            NullPointerException.class,
                            () ->
                                    convolution.execute(
                                            src, weights, null, dst, RuntimeArguments.of("x", x))));
            assertRefused(
                    "slopes: expected f32 1x6x6x6 acdb, got f32 1x6x6x6 abcd",
                    () ->
                            convolution.bind(
                                    src,
                                    weights,
                                    null,
                                    dst,
                                    sound.and("slopes", Tensor.allocate(arena, plain))));
            assertRefused(
                    "x: expected f32 1x6x1x1 abcd, got s32 1x6x1x1 abcd",
                    () ->
                            convolution.execute(
                                    src,
                                    weights,
                                    null,
                                    dst,
                                    sound.and(
                                            "x",
                                            Tensor.allocate(
                                                    arena,
                                                    MemoryDescriptor.of(
                                                            DataType.S32, 1, 6, 1, 1)))));
            assertRefused(
                    "runtime arguments: expected [x, slopes], got [x, slopes, y]",
                    () -> convolution.execute(src, weights, null, dst, sound.and("y", x)));
            assertRefused(
                    "name: expected one of [x, slopes], got 'y'",
                    () -> convolution.pack("y", x, arena));
            assertRefused(
                    "dst: expected the dimensions of src, [1, 1, 1, 1], got [1, 6, 6, 6]",
                    () -> convolution.pack("slopes", Tensor.allocate(arena, SCALAR), arena));
        }
    }
}
