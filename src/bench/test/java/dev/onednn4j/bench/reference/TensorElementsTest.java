package dev.onednn4j.bench.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.onednn4j.DataType;
import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.Tensor;
import dev.onednn4j.bench.problem.DataTypes;
import dev.onednn4j.bench.run.PerformanceFilling;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.lang.foreign.Arena;
import java.util.List;
import java.util.stream.LongStream;

class TensorElementsTest {
    private static Tensor tensor(Arena arena, DataType type, long count) {
        return Tensor.allocate(arena, MemoryDescriptor.of(type, count));
    }

    @Test
    void agreeWithTheTensor() {
        double[] values = {0, 1, -1, 3.14159, -117.3, 126.5, 1e-3, 65.4999};
        try (Arena arena = Arena.ofConfined()) {
            for (DataType type : TensorElements.TYPES) {
                Tensor tensor = tensor(arena, type, 1);
                Tensor other = tensor(arena, type, 1);
                TensorElements elements = new TensorElements(tensor);
                for (double value : values) {
                    elements.set(0, value);
                    other.set(value, 0);
                    assertEquals(other.get(0), tensor.get(0), () -> value + " as " + type);
                    assertEquals(other.get(0), elements.get(0), () -> value + " as " + type);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "F32, -1024, 1024",
        "BF16, -32, 32",
        "F16, -8, 8",
        "S32, -1024, 1024",
        "S8, -32, 32",
        "U8, 0, 64"
    })
    void areFilledOverTheirWholeRangeAndTheSameEachTime(
            DataType type, double smallest, double largest) {
        try (Arena arena = Arena.ofConfined()) {
            TensorElements elements = new TensorElements(tensor(arena, type, 10_000));
            TensorElements again = new TensorElements(tensor(arena, type, 10_000));
            PerformanceFilling.fillSrc(elements);
            PerformanceFilling.fillSrc(again);
            double least = Double.MAX_VALUE;
            double most = -Double.MAX_VALUE;
            double sum = 0;
            for (long i = 0; i < elements.count(); i++) {
                assertEquals(elements.get(i), again.get(i));
                least = Math.min(least, elements.get(i));
                most = Math.max(most, elements.get(i));
                sum += elements.get(i);
            }
            double range = largest - smallest;
            assertTrue(least >= smallest && least < smallest + range / 50, least + " is least");
            assertTrue(most <= largest && most > largest - range / 50, most + " is most");
            assertEquals((smallest + largest) / 2, sum / elements.count(), range / 50);
        }
    }

    @Test
    void weightsForSignedBytesAreEven() {
        try (Arena arena = Arena.ofConfined()) {
            TensorElements weights = new TensorElements(tensor(arena, DataType.S8, 1_000));
            PerformanceFilling.fillWeights(weights, DataTypes.of("s8:s8:s32"));
            List<Double> odd =
                    LongStream.range(0, weights.count())
                            .mapToObj(weights::get)
                            .filter(value -> value % 2 != 0)
                            .toList();
            assertEquals(List.of(), odd);
            PerformanceFilling.fillWeights(weights, DataTypes.of("u8:s8:s32"));
            assertTrue(LongStream.range(0, weights.count()).anyMatch(i -> weights.get(i) % 2 != 0));
        }
    }
}
