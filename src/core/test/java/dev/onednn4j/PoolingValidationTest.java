package dev.onednn4j;

import static dev.onednn4j.DataType.F32;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

import java.lang.foreign.Arena;
import java.time.Duration;

/// What a user reads who asks for a pooling that is none.
@SuppressWarnings("NullAway")
class PoolingValidationTest {
    private static final String SHAPE = "mb1ic2_iw8ow4kw2sw2dw0pw0";
    private static final MemoryDescriptor SRC = MemoryDescriptor.of(F32, 1, 2, 8);

    private Engine engine;

    @BeforeEach
    void openEngine() {
        engine = Engine.cpu();
    }

    @AfterEach
    void closeEngine() {
        engine.close();
    }

    private Pooling.Builder max() {
        return Pooling.forward(engine).algorithm(PoolingAlgorithm.MAX).src(SRC).kernel(2);
    }

    private static void assertRefused(String message, Executable call) {
        assertEquals(message, Thrown.message(IllegalArgumentException.class, call));
    }

    @Test
    void whatIsMissingIsNamed() {
        assertRefused(
                "algorithm: not given; call .algorithm(…)",
                () -> Pooling.forward(engine).src(SRC).kernel(2).build());
        assertRefused(
                "kernel: not given; call .kernel(…)",
                () -> Pooling.forward(engine).algorithm(PoolingAlgorithm.MAX).src(SRC).build());
        assertRefused(
                "src: not given; call .src(…)",
                () -> Pooling.forward(engine).algorithm(PoolingAlgorithm.MAX).kernel(2).build());
        assertRefused(
                "src: expected a layout, which this primitive does not choose, got f32 1x2x8 any",
                () -> max().src(SRC.with(FormatTag.ANY)).build());
        assertEquals(
                "algorithm",
                Thrown.message(NullPointerException.class, () -> max().algorithm(null)));
    }

    @Test
    void sizesThatDoNotFitAreRefused() {
        assertRefused(
                "src: expected 3 to 5 dimensions {N, C, [D,] [H,] W}, got [2, 8]",
                () -> max().src(MemoryDescriptor.of(F32, 2, 8)).build());
        assertRefused(
                "src: expected positive dimensions, got [1, 2, 0]",
                () -> max().src(MemoryDescriptor.of(F32, 1, 2, 0)).build());
        assertRefused("kernel: expected at least 1, got [0]", () -> max().kernel(0).build());
        assertRefused(
                "kernel: expected 1 or 1 values for 1 spatial dimensions, got [2, 2]",
                () -> max().kernel(2, 2).build());
        assertRefused("strides: expected at least 1, got [0]", () -> max().strides(0).build());
        assertRefused("dilation: expected at least 1, got [0]", () -> max().dilation(0).build());
        assertRefused("padding: expected at least 0, got [-1]", () -> max().padding(-1).build());
        assertRefused(
                "kernel: the kernel reaches over 9 elements of spatial dimension 0, the padded src"
                        + " has 8",
                () -> max().kernel(9).build());
        assertRefused(
                "dst: expected [1, 2, 4] for mb1ic2oc2_iw8ow4kw2sw2dw0pw0, got [1, 2, 5]",
                () -> max().dst(MemoryDescriptor.of(F32, 1, 2, 5)).build());
        assertRefused(
                "dilation: expected at most 2147483647, as oneDNN computes with them in 32 bits,"
                        + " got [9223372036854775807]",
                () -> max().dilation(Long.MAX_VALUE).build());
    }

    @Test
    void kernelsThatMeetPaddingAloneAreRefused() {
        String expected =
                "padding: expected every kernel to meet an element of src, in spatial dimension 0"
                        + " one meets padding alone: mb1ic2oc2_iw8";
        for (PoolingAlgorithm algorithm : PoolingAlgorithm.values()) {
            assertRefused(
                    expected + "ow6kw2sw2dw0pw2",
                    () -> max().algorithm(algorithm).padding(2).build());
            assertRefused(
                    expected + "ow5kw2sw2dw0pw0",
                    () ->
                            max().algorithm(algorithm)
                                    .padding(new long[] {0}, new long[] {2})
                                    .build());
        }
        // The first tap meets the left padding and the second the right one.
        assertRefused(
                "padding: expected every kernel to meet an element of src, in spatial dimension 0"
                        + " one meets padding alone: mb1ic2oc2_iw2ow2kw2sw1dw3pw2",
                () ->
                        max().src(MemoryDescriptor.of(F32, 1, 2, 2))
                                .strides(1)
                                .dilation(4)
                                .padding(new long[] {2}, new long[] {2})
                                .build());
    }

    @Test
    void paddingAlone_ofHugeTensors_isFoundAtOnce() {
        Pooling.Builder wide = max().src(MemoryDescriptor.of(DataType.U8, 1, 1, 200_000_000));
        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () ->
                        assertRefused(
                                "padding: expected every kernel to meet an element of src, in"
                                        + " spatial dimension 0 one meets padding alone:"
                                        + " mb1ic1oc1_iw200000000ow200000004kw3sw1dw0pw3",
                                () -> wide.kernel(3).strides(1).padding(3).build()));
    }

    @Test
    void result_of4Bits_isRefused() {
        assertRefused(
                "dst: expected a type of at least 8 bits, as oneDNN gets 4-bit ones wrong here, got"
                        + " s4 1x2x4 abc; take s8 or f32, with a Reorder from it or to it",
                () -> max().dst(MemoryDescriptor.of(DataType.S4, 1, 2, 4)).build());
    }

    @Test
    void types_thatOneDnnDoesNotComputeWith_areNamed() {
        assertRefused(
                "src, dst: expected a type that oneDNN computes with, such as f32, bf16, f16, s32,"
                        + " s8 or u8, got e8m0 and e8m0",
                () -> max().src(MemoryDescriptor.of(DataType.E8M0, 1, 2, 8)).build());
    }

    @Test
    void averagesThatOneDnnRefusesAreExplained() {
        Pooling.Builder average =
                max().algorithm(PoolingAlgorithm.AVG_EXCLUDE_PADDING)
                        .src(MemoryDescriptor.of(F32, 1, 2, 1))
                        .strides(1);
        assertRefused(
                "dilation: expected at most 1, the size of src in spatial dimension 0, for an"
                        + " average without padding, got 2",
                () -> average.dilation(2).padding(2).kernel(3).build());
        // Padding that no kernel reaches, and the dilation of a kernel of one, do not count.
        try (Pooling wide =
                        max().algorithm(PoolingAlgorithm.AVG_EXCLUDE_PADDING)
                                .strides(3)
                                .padding(new long[] {0}, new long[] {2})
                                .build();
                Pooling one = average.kernel(1).dilation(9).padding(0).build()) {
            assertArrayEquals(new long[] {1, 2, 3}, wide.dst().dims());
            assertArrayEquals(new long[] {1, 2, 1}, one.dst().dims());
        }
    }

    @Test
    void attributesThatDoNotGoWithItAreRefused() {
        assertRefused(
                "attributes: expected no scales and zero points, got those of src for --pool"
                        + " --dir=FWD_I --dt=f32:f32 --tag=abc:any --alg=max"
                        + " --attr-scales=src:common:2 "
                        + SHAPE,
                () ->
                        max().attributes(
                                        Attributes.none()
                                                .scales(QuantizedArgument.SRC, Granularity.COMMON))
                                .build());
        assertThrows(
                IllegalArgumentException.class,
                () -> max().postOps(PostOps.none().depthwise(F32, null, F32, 3, 1, 1)).build());
        assertThrows(
                UnimplementedException.class, () -> max().postOps(PostOps.none().sum(1)).build());
        assertThrows(
                UnimplementedException.class,
                () -> max().postOps(PostOps.none().prelu("slopes", 0)).build());
    }

    @Test
    void aWorkspaceIsGivenWhereThereIsOne() {
        try (Arena arena = Arena.ofConfined();
                Pooling inference = max().build();
                Pooling training = max().training().build();
                PoolingBackward backward = training.backward().build()) {
            Tensor src = Tensor.allocate(arena, SRC);
            Tensor dst = Tensor.allocate(arena, training.dst());
            assertEquals(training.workspace(), backward.workspace());
            Tensor workspace = Tensor.allocate(arena, training.workspace());
            assertRefused(
                    "workspace: the primitive was built without one, got " + workspace.descriptor(),
                    () -> inference.execute(src, dst, workspace));
            String missing = "workspace: expected " + workspace.descriptor() + ", got null";
            assertEquals(
                    missing,
                    Thrown.message(NullPointerException.class, () -> training.execute(src, dst)));
            assertEquals(
                    missing,
                    Thrown.message(NullPointerException.class, () -> backward.execute(dst, src)));
            assertRefused(
                    "workspace: expected " + workspace.descriptor() + ", got f32 1x2x8 abc",
                    () -> training.bind(src, dst, src));
        }
    }

    @Test
    void gradientsAreOfTrainingAlone() {
        try (Pooling inference = max().build();
                Pooling training = max().training().build()) {
            assertEquals(
                    "backward: the forward pass was built for inference; call .training() before"
                            + " .build()",
                    Thrown.message(IllegalStateException.class, inference::backward));
            assertRefused(
                    "diffSrc: expected [1, 2, 8] for src, got [1, 2, 9]",
                    () -> training.backward().diffSrc(MemoryDescriptor.of(F32, 1, 2, 9)).build());
            // The one implementation that takes gaps clears what lies in them.
            assertThrows(
                    UnimplementedException.class,
                    () -> training.backward().diffSrc(SRC.withStrides(40, 20, 2)).build());
        }
    }

    @Test
    void anEmptyBatchIsAnEmptyResult() {
        try (Arena arena = Arena.ofConfined();
                Pooling empty = max().src(MemoryDescriptor.of(F32, 0, 2, 8)).build()) {
            assertArrayEquals(new long[] {0, 2, 4}, empty.dst().dims());
            empty.execute(Tensor.allocate(arena, empty.src()), Tensor.allocate(arena, empty.dst()));
        }
    }
}
