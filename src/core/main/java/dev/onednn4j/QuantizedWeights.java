package dev.onednn4j;

import java.lang.foreign.Arena;
import java.util.Objects;

/// Weights in s8 with a scale for each output channel: a stored number times its scale is the real
/// one.
///
/// @param values s8, plain, of the dimensions of the real weights
/// @param scales f32, one for each output channel: what [QuantizedArgument#scales()] of the weights
///   wants, together with [Granularity#PER_CHANNEL]
public record QuantizedWeights(Tensor values, Tensor scales) {
    private static final int MOST = 127;

    /// Checks that both are there.
    public QuantizedWeights {
        Objects.requireNonNull(values, "values");
        Objects.requireNonNull(scales, "scales");
    }

    /// Stores weights so that the largest of each output channel becomes 127 or −127; the nearest,
    /// ties to even.
    ///
    /// @param real {[G,] O, I, …} in a plain layout
    /// @param grouped whether the first dimension is that of groups
    /// @param arena where the new tensors live
    /// @throws IllegalArgumentException when there are too few dimensions or no elements, the
    ///   layout is not plain, or the type has no Java equivalent
    public static QuantizedWeights of(Tensor real, boolean grouped, Arena arena) {
        return of(real, grouped, MOST, arena);
    }

    /// Stores weights so that the largest of each output channel becomes `largest` or −`largest`;
    /// otherwise as [#of(Tensor, boolean, Arena)]. With 64, sums of 8-bit products are exact where
    /// they are not with all numbers: see [Capabilities#isInt8Exact()].
    ///
    /// @param largest 1 to 127
    public static QuantizedWeights of(Tensor real, boolean grouped, int largest, Arena arena) {
        if (largest < 1 || largest > MOST) {
            throw new IllegalArgumentException(
                    "largest: expected 1 to " + MOST + ", got " + largest);
        }
        Objects.requireNonNull(arena, "arena");
        MemoryDescriptor descriptor = Objects.requireNonNull(real, "real").descriptor();
        long[] dims = descriptor.dims();
        if (dims.length < (grouped ? 3 : 2)) {
            throw new IllegalArgumentException(
                    "real: expected weights of at least "
                            + (grouped ? "3 dimensions, {G, O, I, …}" : "2 dimensions, {O, I, …}")
                            + ", got "
                            + descriptor);
        }
        if (descriptor.elements() == 0) {
            throw new IllegalArgumentException(
                    "real: expected weights with elements, got " + descriptor);
        }
        long channels = grouped ? dims[0] * dims[1] : dims[0];
        float[] elements = real.toArray();
        int kernel = Math.toIntExact(elements.length / channels);
        float[] scales = new float[Math.toIntExact(channels)];
        for (int o = 0; o < scales.length; o++) {
            float most = 0;
            for (int k = 0; k < kernel; k++) {
                most = Math.max(most, Math.abs(elements[o * kernel + k]));
            }
            QuantizationRange range = range(most, largest);
            scales[o] = range.scale();
            for (int k = 0; k < kernel; k++) {
                elements[o * kernel + k] = range.quantize(elements[o * kernel + k]);
            }
        }
        return new QuantizedWeights(
                Tensor.allocate(arena, MemoryDescriptor.of(DataType.S8, dims)).copyFrom(elements),
                Tensor.allocate(arena, MemoryDescriptor.of(DataType.F32, channels))
                        .copyFrom(scales));
    }

    private static QuantizationRange range(float real, int stored) {
        return real == 0
                ? new QuantizationRange(DataType.S8, 1, 0)
                : new QuantizationRange(DataType.S8, real / stored, 0);
    }
}
