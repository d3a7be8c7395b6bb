package dev.onednn4j.bench.run;

import dev.onednn4j.DataType;
import dev.onednn4j.bench.reference.Chunk;
import dev.onednn4j.bench.reference.TensorElements;

import java.util.SplittableRandom;

/// Fills tensors for checking: with integers so small, and where sums are long so seldom other than
/// 0, that every sum is exact in f32, whatever the order it is added up in. The first element is
/// never 0, so that tensors of one element say something.
///
/// @param density the part of the elements that is not 0 on purpose
public record IntegerFilling(double density) {
    private static final long SEED = 0x5EED;
    private static final int F32_RANGE = 32;
    private static final int SMALL_RANGE = 4;
    private static final int U8_LARGEST = 8;

    /// Half of what an f32 counts without gaps: sums vary around what is expected.
    private static final double LARGEST_SUM = 0x1p23;

    /// The filling for sums of so many products of two types.
    static IntegerFilling of(double terms, DataType left, DataType right) {
        double expected = terms * meanMagnitude(left) * meanMagnitude(right);
        return new IntegerFilling(Math.min(1, LARGEST_SUM / expected));
    }

    private static double meanMagnitude(DataType type) {
        return type == DataType.U8 ? U8_LARGEST / 2.0 : (range(type) + 1) / 2.0;
    }

    private static int range(DataType type) {
        return switch (type) {
            case F32, F64, S32 -> F32_RANGE;
            case U8 -> U8_LARGEST;
            default -> SMALL_RANGE;
        };
    }

    public void fill(TensorElements elements, int tensor) {
        fill(elements, tensor, 1);
    }

    /// Fills with even numbers: see `DataTypes.needEvenWeights`.
    void fillEven(TensorElements elements, int tensor) {
        fill(elements, tensor, 2);
    }

    /// @param tensor a number that makes tensors different
    private void fill(TensorElements elements, int tensor, int factor) {
        int largest = range(elements.type()) / factor;
        int smallest = elements.type() == DataType.U8 ? 0 : -largest;
        Chunk.of(elements.count())
                .forEach(
                        chunk -> {
                            SplittableRandom random =
                                    new SplittableRandom(SEED + chunk.number() * SEED + tensor);
                            long end = chunk.first() + chunk.count();
                            for (long i = chunk.first(); i < end; i++) {
                                int value = random.nextInt(smallest, largest + 1);
                                boolean kept = density >= 1 || random.nextDouble() < density;
                                elements.set(i, kept ? factor * value : 0);
                            }
                            if (chunk.first() == 0 && end > 0 && elements.get(0) <= 0) {
                                elements.set(0, factor);
                            }
                        });
    }

    /// Fills with what no result is, to find elements that are not written.
    static void poison(TensorElements elements) {
        double poison =
                switch (elements.type()) {
                    case S8 -> Byte.MIN_VALUE;
                    case U8 -> 255;
                    case S32 -> Integer.MIN_VALUE;
                    default -> Double.NaN;
                };
        elements.fill(poison);
    }
}
