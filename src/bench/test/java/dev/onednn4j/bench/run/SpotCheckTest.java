package dev.onednn4j.bench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.onednn4j.DataType;
import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.Tensor;
import dev.onednn4j.bench.problem.BenchdnnProblem;
import dev.onednn4j.bench.problem.Driver;
import dev.onednn4j.bench.problem.SignificantDigits;
import dev.onednn4j.bench.reference.TensorElements;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.lang.foreign.Arena;
import java.util.stream.IntStream;

/// The problem is small enough for every element to be looked at, and for its result to be written
/// down.
class SpotCheckTest {
    private static final BenchdnnProblem PROBLEM =
            BenchdnnProblem.parse("g2mb1ic2iw5oc4kw2sw2pw1", Driver.CONVOLUTION);

    /// For channels 1 2 3 4 5 and 6 7 8 9 10, kernels (1 2) (3 4) (5 6) (7 8), biases 1 2 3 4, and
    /// a zero before the source; the stride leaves the next kernel reading 2 3, then 4 5.
    private static final double[] RIGHT = {
        1 + 2 * 1, 1 + 2 + 2 * 3, 1 + 4 + 2 * 5,
        2 + 4 * 1, 2 + 3 * 2 + 4 * 3, 2 + 3 * 4 + 4 * 5,
        3 + 6 * 6, 3 + 5 * 7 + 6 * 8, 3 + 5 * 9 + 6 * 10,
        4 + 8 * 6, 4 + 7 * 7 + 8 * 8, 4 + 7 * 9 + 8 * 10,
    };

    private static TensorElements elements(Arena arena, DataType type, long[] dims) {
        return new TensorElements(Tensor.allocate(arena, MemoryDescriptor.of(type, dims)));
    }

    private static TensorElements counting(Arena arena, DataType type, long... dims) {
        TensorElements elements = elements(arena, type, dims);
        IntStream.range(0, (int) elements.count()).forEach(i -> elements.set(i, i + 1));
        return elements;
    }

    private static SpotCheck check(Arena arena, DataType type, @Nullable TensorElements bias) {
        SpotCheck check =
                new SpotCheck(
                        PROBLEM,
                        counting(arena, type, PROBLEM.srcDims()),
                        counting(arena, type, PROBLEM.weightsDims()),
                        bias,
                        elements(arena, type, PROBLEM.dstDims()));
        for (int i = 0; i < RIGHT.length; i++) {
            check.dst().set(i, RIGHT[i]);
        }
        return check;
    }

    @Test
    void acceptsWhatIsRight() {
        try (Arena arena = Arena.ofConfined()) {
            for (DataType type : TensorElements.TYPES) {
                assertEquals(
                        "", check(arena, type, counting(arena, type, 4)).complaint(), type::name);
            }
        }
    }

    @Test
    void seesEveryWrongElement() {
        try (Arena arena = Arena.ofConfined()) {
            for (int i = 0; i < RIGHT.length; i++) {
                SpotCheck check = check(arena, DataType.F32, counting(arena, DataType.F32, 4));
                check.dst().set(i, RIGHT[i] + 0.01);
                assertEquals(
                        "element %d of dst is %s, expected %s"
                                .formatted(
                                        i,
                                        SignificantDigits.format(RIGHT[i] + 0.01),
                                        SignificantDigits.format(RIGHT[i])),
                        check.complaint());
            }
        }
    }

    @Test
    void missesNoForgottenBias() {
        try (Arena arena = Arena.ofConfined()) {
            assertNotEquals("", check(arena, DataType.F32, null).complaint());
        }
    }

    @Test
    void whatIsNotFiniteOrAllZeroIsWrong() {
        try (Arena arena = Arena.ofConfined()) {
            SpotCheck check = check(arena, DataType.F32, counting(arena, DataType.F32, 4));
            check.dst().set(7, Double.NaN);
            assertEquals("element 7 of dst is NaN", check.complaint());
            for (int i = 0; i < RIGHT.length; i++) {
                check.dst().set(i, 0);
            }
            assertEquals("all of dst is 0", check.complaint());
        }
    }
}
