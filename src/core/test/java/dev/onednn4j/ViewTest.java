package dev.onednn4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.SplittableRandom;

/// Convolutions that read and write boxes within larger tensors, where they lie.
class ViewTest {
    private static final float UNTOUCHED = 99;
    private static final long[] WHOLE = {2, 12, 9, 10};
    private static final long[] BOX = {2, 8, 7, 6};
    private static final long[] OFFSETS = {0, 4, 1, 3};
    private static final TestProblem PROBLEM =
            new TestProblem(
                    2,
                    1,
                    false,
                    8,
                    8,
                    new int[] {7, 6},
                    new int[] {3, 3},
                    new int[] {7, 6},
                    new int[] {1, 1},
                    new int[] {1, 1},
                    new int[] {1, 1},
                    new int[] {1, 1});

    @ParameterizedTest
    @CsvSource({"nchw", "nhwc", "chwn"})
    void aConvolutionReadsAndWritesBoxes(String tag) {
        try (Engine engine = Engine.cpu();
                Arena arena = Arena.ofConfined()) {
            Tensor src = box(arena, tag, new SplittableRandom(3));
            Tensor wholeDst = filled(arena, tag);
            Tensor dst = wholeDst.submemory(BOX, OFFSETS);
            Tensor weights = PropertyData.integers(arena, new SplittableRandom(4), 8, 8, 3, 3);
            try (Convolution convolution =
                    Convolution.forward(engine)
                            .src(src.descriptor())
                            .weights(DataType.F32, 8, 8, 3, 3)
                            .dst(dst.descriptor())
                            .padding(1)
                            .build()) {
                convolution.execute(src, convolution.pack(weights, arena), dst);
            }
            assertArrayEquals(
                    PropertyData.rounded(
                            new Taps(PROBLEM, false)
                                    .forward(src.toArray(), weights.toArray(), new float[0])),
                    dst.toArray());
            assertUntouchedAround(wholeDst);
        }
    }

    @ParameterizedTest
    @CsvSource({"nchw", "nhwc", "chwn"})
    void backwardPassesReadAndWriteBoxes(String tag) {
        try (Engine engine = Engine.cpu();
                Arena arena = Arena.ofConfined()) {
            Tensor src = box(arena, tag, new SplittableRandom(5));
            Tensor diffDst = box(arena, tag, new SplittableRandom(6));
            Tensor weights = PropertyData.integers(arena, new SplittableRandom(7), 8, 8, 3, 3);
            Tensor wholeDiffSrc = filled(arena, tag);
            Tensor diffSrc = wholeDiffSrc.submemory(BOX, OFFSETS);
            Taps taps = new Taps(PROBLEM, false);
            try (BackwardData data =
                            Convolution.backwardData(engine)
                                    .diffSrc(diffSrc.descriptor())
                                    .weights(DataType.F32, 8, 8, 3, 3)
                                    .diffDst(diffDst.descriptor())
                                    .padding(1)
                                    .build();
                    BackwardWeights gradient =
                            Convolution.backwardWeights(engine)
                                    .src(src.descriptor())
                                    .diffWeights(weights.descriptor())
                                    .diffDst(diffDst.descriptor())
                                    .padding(1)
                                    .build()) {
                data.execute(diffDst, data.pack(weights, arena), diffSrc);
                assertArrayEquals(
                        PropertyData.rounded(
                                taps.backwardData(diffDst.toArray(), weights.toArray())),
                        diffSrc.toArray());
                assertUntouchedAround(wholeDiffSrc);
                Tensor diffWeights = Tensor.allocate(arena, gradient.diffWeights());
                gradient.execute(src, diffDst, diffWeights, null);
                assertArrayEquals(
                        PropertyData.rounded(
                                taps.backwardWeights(src.toArray(), diffDst.toArray())),
                        diffWeights.toArray());
            }
        }
    }

    /// Fills the box again: then everything must be as it was in the beginning.
    private static void assertUntouchedAround(Tensor whole) {
        Tensor box = whole.submemory(BOX, OFFSETS);
        box.copyFrom(filledArray((int) box.descriptor().elements()));
        for (float element : whole.toArray()) {
            assertEquals(UNTOUCHED, element);
        }
    }

    private static Tensor box(Arena arena, String tag, SplittableRandom random) {
        Tensor box = filled(arena, tag).submemory(BOX, OFFSETS);
        return box.copyFrom(PropertyData.integers(arena, random, BOX).toArray());
    }

    private static Tensor filled(Arena arena, String tag) {
        MemoryDescriptor whole = MemoryDescriptor.of(DataType.F32, WHOLE).with(FormatTag.of(tag));
        return Tensor.allocate(arena, whole).copyFrom(filledArray((int) whole.elements()));
    }

    private static float[] filledArray(int length) {
        float[] values = new float[length];
        Arrays.fill(values, UNTOUCHED);
        return values;
    }
}
