package dev.onednn4j.internal.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.SplittableRandom;

/// What the sizes of a convolution say without a computation of it.
class ConvolutionShapeTest {
    private static final int PROBLEMS = 20_000;
    private static final long LARGEST = Integer.MAX_VALUE;

    /// One spatial dimension.
    private static ConvolutionShape shape(
            long input, long kernel, long output, long stride, long dilation, long left) {
        return new ConvolutionShape(
                /* isTransposed= */ false,
                /* batch= */ 1,
                /* groups= */ 1,
                /* grouped= */ false,
                /* inputChannels= */ 1,
                /* outputChannels= */ 1,
                new long[] {input},
                new long[] {kernel},
                new long[] {output},
                new long[] {stride},
                new long[] {dilation},
                new long[] {left},
                new long[] {0});
    }

    /// By trying each tap of each window.
    private static boolean triesAll(ConvolutionShape shape) {
        for (long window = 0; window < shape.output()[0]; window++) {
            boolean meets = false;
            for (long tap = 0; tap < shape.kernel()[0]; tap++) {
                long at =
                        window * shape.strides()[0]
                                + tap * shape.dilation()[0]
                                - shape.paddingLeft()[0];
                meets |= at >= 0 && at < shape.input()[0];
            }
            if (!meets) {
                return true;
            }
        }
        return false;
    }

    @Test
    void windowsInPadding_ofRandomShapes_areThoseThatMeetNothing() {
        SplittableRandom random = new SplittableRandom(1);
        int inPadding = 0;
        for (int i = 0; i < PROBLEMS; i++) {
            ConvolutionShape shape =
                    shape(
                            random.nextInt(1, 8),
                            random.nextInt(1, 5),
                            random.nextInt(1, 12),
                            random.nextInt(1, 9),
                            random.nextInt(1, 14),
                            random.nextInt(-3, 20));
            boolean expected = triesAll(shape);
            inPadding += expected ? 1 : 0;
            assertEquals(expected, shape.hasWindowInPadding(0), shape::toString);
        }
        // Both answers are tested.
        assertEquals(0.5, inPadding / (double) PROBLEMS, 0.45);
    }

    @ParameterizedTest
    @CsvSource({
        // input, kernel, output, stride, dilation, left padding, expected
        "1, 2, 2147483647, 1, 2147483647, 2147483646, true",
        "2147483647, 1, 2147483647, 1, 1, 0, false",
        "2147483646, 2, 2147483646, 1, 2147483647, 2147483647, false",
        "2147483646, 2, 2147483647, 1, 2147483647, 2147483647, true",
        "2147483646, 2, 1073741823, 2, 2147483647, 2147483647, false",
        "200000000, 3, 200000002, 1, 1, 2, false",
        "200000000, 3, 200000003, 1, 1, 3, true",
        "1000000006, 2, 500000003, 2, 1000000007, 1000000007, false",
        "1000000004, 2, 500000003, 2, 1000000007, 1000000007, true",
        "1, 2, 715827882, 3, 2147483646, 2147483646, true",
        "3, 2, 715827882, 3, 2147483646, 2147483646, true",
    })
    void windowsInPadding_ofTheLargestShapes_areFoundAtOnce(
            long input,
            long kernel,
            long output,
            long stride,
            long dilation,
            long left,
            boolean expected) {
        ConvolutionShape shape = shape(input, kernel, output, stride, dilation, left);
        assertEquals(
                expected,
                assertTimeoutPreemptively(
                        Duration.ofSeconds(5), () -> shape.hasWindowInPadding(0)));
    }

    @Test
    void progression_ofTheLargestNumbers_doesNotOverflow() {
        // Each remainder occurs: the step and the divisor have no common factor.
        Progression all = new Progression(-LARGEST * LARGEST, LARGEST - 1, LARGEST);
        assertEquals(true, all.hasRemainderOf(LARGEST - 1, LARGEST));
        Progression none = new Progression(0, 0, LARGEST);
        assertEquals(false, none.hasRemainderOf(1, LARGEST));
        assertEquals(false, all.hasRemainderOf(LARGEST, LARGEST));
        assertEquals(false, new Progression(5, 7, 0).hasRemainderOf(0, LARGEST));
    }
}
