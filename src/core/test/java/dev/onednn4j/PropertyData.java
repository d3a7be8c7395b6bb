package dev.onednn4j;

import java.lang.foreign.Arena;
import java.util.List;
import java.util.random.RandomGenerator;

/// Random layouts and integer-valued tensors for tests that compare results to the last bit.
final class PropertyData {
    private static final List<List<String>> ACTIVATION_TAGS =
            List.of(
                    List.of("any", "ncw", "nwc", "nCw8c", "nCw16c"),
                    List.of("any", "nchw", "nhwc", "nChw8c", "nChw16c", "chwn"),
                    List.of("any", "ncdhw", "ndhwc", "nCdhw8c", "nCdhw16c"));
    private static final List<List<String>> WEIGHT_TAGS =
            List.of(
                    List.of("any", "oiw", "wio", "owi", "OIw8i8o"),
                    List.of("any", "oihw", "hwio", "ohwi", "OIhw8i8o", "Oihw16o"),
                    List.of("any", "oidhw", "dhwio", "odhwi", "OIdhw8i8o"));
    private static final List<List<String>> GROUPED_WEIGHT_TAGS =
            List.of(
                    List.of("any", "goiw", "wigo", "gowi", "gOIw8i8o", "Goiw8g"),
                    List.of("any", "goihw", "hwigo", "gohwi", "gOIhw8i8o", "Goihw8g"),
                    List.of("any", "goidhw", "dhwigo", "godhwi", "gOIdhw8i8o", "Goidhw16g"));

    private final TestProblem problem;
    private final RandomGenerator random;
    // Fixed layouts that do not go together fall to the reference implementation: half of the
    // problems leave all of them open, as users do, and meet the fast ones.
    private final boolean open;

    PropertyData(TestProblem problem, RandomGenerator random) {
        this.problem = problem;
        this.random = random;
        this.open = random.nextBoolean();
    }

    MemoryDescriptor src() {
        return descriptor(problem.srcDims(), ACTIVATION_TAGS);
    }

    MemoryDescriptor weights() {
        return descriptor(
                problem.weightsDims(), problem.grouped() ? GROUPED_WEIGHT_TAGS : WEIGHT_TAGS);
    }

    MemoryDescriptor dst() {
        return descriptor(problem.dstDims(), ACTIVATION_TAGS);
    }

    private MemoryDescriptor descriptor(long[] dims, List<List<String>> tags) {
        List<String> choices = tags.get(problem.input().length - 1);
        String tag = open ? "any" : choices.get(random.nextInt(choices.size()));
        return MemoryDescriptor.of(DataType.F32, dims).with(FormatTag.of(tag));
    }

    Tensor integers(Arena arena, long... dims) {
        return integers(arena, random, dims);
    }

    /// A plain f32 tensor of small integers, so that sums are exact.
    static Tensor integers(Arena arena, RandomGenerator random, long... dims) {
        MemoryDescriptor descriptor = MemoryDescriptor.of(DataType.F32, dims);
        return Tensor.allocate(arena, descriptor)
                .copyFrom(
                        integers(random, DataType.F32, 1, Math.toIntExact(descriptor.elements())));
    }

    /// Small multiples of a step that a type can hold.
    static float[] integers(RandomGenerator random, DataType type, int step, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            int least = type == DataType.U8 ? 0 : -8 / step;
            values[i] = random.nextInt(least, 8 / step + 1) * step;
        }
        return values;
    }

    /// A tensor in another layout with the same elements.
    static Tensor inLayout(Engine engine, Tensor plain, MemoryDescriptor layout, Arena arena) {
        Tensor copy = Tensor.allocate(arena, layout);
        Reorder.run(engine, plain, copy);
        return copy;
    }

    /// The elements of a tensor in any layout, in the order of its dimensions; −0 becomes 0, which
    /// a rectifier makes of a negative number.
    static float[] elements(Engine engine, Tensor tensor, Arena arena) {
        Tensor plain =
                Tensor.allocate(
                        arena, MemoryDescriptor.of(DataType.F32, tensor.descriptor().dims()));
        Reorder.run(engine, tensor, plain);
        float[] values = plain.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] += 0f;
        }
        return values;
    }

    static float[] rounded(double[] expected) {
        float[] rounded = new float[expected.length];
        for (int i = 0; i < rounded.length; i++) {
            rounded[i] = (float) expected[i] + 0f;
        }
        return rounded;
    }
}
