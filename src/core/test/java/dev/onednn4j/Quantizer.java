package dev.onednn4j;

import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// Draws scales and zero points, each there or not, one or one for each channel. Scales are powers
/// of two, so that results are exact.
final class Quantizer {
    private final Arena arena;
    private final RandomGenerator random;
    Attributes attributes = Attributes.none();
    RuntimeArguments runtime = RuntimeArguments.none();

    Quantizer(Arena arena, RandomGenerator random) {
        this.arena = arena;
        this.random = random;
    }

    /// The scale of each channel.
    float[] scales(QuantizedArgument argument, int channels, boolean mayDiffer) {
        float[] choices = {0.25f, 0.5f, 1, 2, 4};
        float[] values = draw(channels, mayDiffer, n -> choices[random.nextInt(5)]);
        if (values.length == 0) {
            return spread(channels, 1);
        }
        attributes = attributes.scales(argument, granularity(values, channels));
        runtime = runtime.and(argument.scales(), tensor(DataType.F32, values));
        return spread(channels, values);
    }

    /// The zero point of each channel.
    float[] zeroPoints(QuantizedArgument argument, int channels, boolean mayDiffer) {
        float[] values = draw(channels, mayDiffer, n -> random.nextInt(-4, 5));
        if (values.length == 0) {
            return spread(channels, 0);
        }
        attributes = attributes.zeroPoints(argument, granularity(values, channels));
        runtime = runtime.and(argument.zeroPoints(), tensor(DataType.S32, values));
        return spread(channels, values);
    }

    private interface Drawing {
        float value(int index);
    }

    private float[] draw(int channels, boolean mayDiffer, Drawing drawing) {
        int kind = random.nextInt(3);
        int count = kind == 0 ? 0 : kind == 1 || !mayDiffer ? 1 : channels;
        float[] values = new float[count];
        IntStream.range(0, count).forEach(i -> values[i] = drawing.value(i));
        return values;
    }

    private static Granularity granularity(float[] values, int channels) {
        return values.length == channels && channels > 1
                ? Granularity.PER_CHANNEL
                : Granularity.COMMON;
    }

    private static float[] spread(int channels, float... values) {
        float[] all = new float[channels];
        Arrays.fill(all, values[0]);
        System.arraycopy(values, 0, all, 0, values.length);
        return all;
    }

    private Tensor tensor(DataType type, float... values) {
        return Tensor.allocate(arena, MemoryDescriptor.of(type, values.length)).copyFrom(values);
    }
}
