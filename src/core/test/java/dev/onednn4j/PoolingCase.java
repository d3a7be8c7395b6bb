package dev.onednn4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.onednn4j.internal.memory.ProblemTensor;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/// A pooling of small integers, many of them equal, forward and backward, to be compared with the
/// definition. Maxima must agree to the last bit, averages as far as rounding allows.
final class PoolingCase {
    private final Engine engine;
    private final WatchedMemory memory;
    private final RandomGenerator random;
    private final RandomLayouts layouts;
    private final TestProblem problem;
    private final PoolingAlgorithm algorithm;
    private final DataType type;
    private final float[] src;
    private final float[] diffDst;

    PoolingCase(
            Engine engine,
            WatchedMemory memory,
            RandomGenerator random,
            PoolingAlgorithm algorithm,
            DataType type) {
        this.engine = engine;
        this.memory = memory;
        this.random = random;
        this.layouts = RandomLayouts.of(random);
        this.problem = TestProblem.pooling(random);
        this.algorithm = algorithm;
        this.type = type;
        this.src = integers(type, problem.srcDims());
        this.diffDst = integers(type, problem.dstDims());
    }

    private float[] integers(DataType type, long[] dims) {
        return PropertyData.integers(random, type, 1, DenseProblem.elements(dims));
    }

    private Pooling.Builder builder() {
        Pooling.Builder builder =
                Pooling.forward(engine)
                        .algorithm(algorithm)
                        .src(layouts.fixed(type, problem.srcDims()))
                        .kernel(TestProblem.longs(problem.kernel()))
                        .strides(TestProblem.longs(problem.strides()))
                        .dilation(TestProblem.longs(problem.dilation()))
                        .padding(
                                TestProblem.longs(problem.paddingLeft()),
                                TestProblem.longs(problem.paddingRight()));
        return random.nextInt(3) == 0
                ? builder
                : builder.dst(layouts.draw(type, problem.dstDims()));
    }

    /// Compares inference.
    void check() {
        check(chain());
    }

    /// A chain for the result of this, still empty.
    PostOpChain chain() {
        return new PostOpChain(
                memory.arena(), random, problem.dstDims(), new float[diffDst.length]);
    }

    /// Compares inference with a chain of post-operations.
    void check(PostOpChain chain) {
        try (Pooling primitive =
                builder().attributes(Attributes.none().postOps(chain.postOps())).build()) {
            String what = memory.announce(primitive, primitive.src(), primitive.dst());
            Tensor dst = memory.writes(primitive.dst());
            primitive.execute(
                    memory.reads(primitive.src(), src),
                    dst,
                    null,
                    chain.pack(primitive, RuntimeArguments.none()));
            assertArrayEquals(problem.dstDims(), primitive.dst().dims());
            Window window = new Window();
            compare(
                    chain.apply(window.results()),
                    window.slack(),
                    type,
                    memory.elements(dst),
                    what);
            memory.requireUntouched(what);
        }
    }

    /// Compares training, and the gradient with what training noted down.
    void checkTraining() {
        try (Pooling primitive = builder().training().build();
                PoolingBackward backward = backward(primitive).build()) {
            MemoryDescriptor noted = primitive.workspace();
            assertEquals(noted, backward.workspace());
            Tensor workspace = noted == null ? null : memory.writes(noted);
            Tensor dst = memory.writes(primitive.dst());
            String what = memory.announce(primitive, primitive.src(), primitive.dst());
            primitive.execute(memory.reads(primitive.src(), src), dst, workspace);
            Tensor diffSrc = memory.writes(backward.diffSrc());
            String back = memory.announce(backward, backward.diffSrc(), backward.diffDst());
            backward.execute(memory.reads(backward.diffDst(), diffDst), diffSrc, workspace);
            Window window = new Window();
            compare(window.results(), window.slack(), type, memory.elements(dst), what);
            double[] slack = new double[src.length];
            double[] gradient = window.gradient(slack);
            compare(gradient, slack, type, memory.elements(diffSrc), back);
            memory.requireUntouched(what + back);
        }
    }

    /// Computes the gradient from a workspace that training never wrote: it is wrong, but must not
    /// be written elsewhere.
    void runOnGarbage() {
        try (Pooling primitive = builder().training().build();
                PoolingBackward backward = backward(primitive).build()) {
            MemoryDescriptor noted = backward.workspace();
            if (noted == null) {
                return;
            }
            float[] garbage = new float[(int) noted.elements()];
            for (int i = 0; i < garbage.length; i++) {
                garbage[i] = random.nextInt() >> random.nextInt(32);
            }
            Tensor workspace = memory.reads(noted, garbage);
            String what = memory.announce(backward, backward.diffSrc(), backward.diffDst(), noted);
            Tensor diffSrc = memory.writes(backward.diffSrc());
            backward.execute(memory.reads(backward.diffDst(), diffDst), diffSrc, workspace);
            memory.requireUntouched(what);
        }
    }

    private BackwardBuilder<PoolingBackward> backward(Pooling primitive) {
        BackwardBuilder<PoolingBackward> builder = primitive.backward();
        MemoryDescriptor diffSrc =
                random.nextInt(4) == 0 ? layouts.fixed(type, problem.srcDims()) : primitive.src();
        // No implementation writes a gradient with gaps.
        return ProblemTensor.of(diffSrc).isDense()
                ? builder.diffSrc(diffSrc)
                : builder.diffSrc(MemoryDescriptor.of(type, problem.srcDims()));
    }

    /// @param slack by how much a number may be off before it is rounded to its type
    private static void compare(
            double[] exact, double[] slack, DataType type, float[] actual, String what) {
        double[] least = exact.clone();
        double[] most = exact.clone();
        for (int i = 0; i < exact.length; i++) {
            least[i] -= slack[i];
            most[i] += slack[i];
        }
        float[] from = TypeTriple.stored(type, least);
        float[] to = TypeTriple.stored(type, most);
        for (int i = 0; i < actual.length; i++) {
            int place = i;
            assertTrue(
                    from[i] <= actual[i] && actual[i] <= to[i],
                    () ->
                            "at "
                                    + place
                                    + " expected "
                                    + exact[place]
                                    + " but was "
                                    + actual[place]
                                    + ": "
                                    + what);
        }
    }

    /// What each kernel position meets.
    private final class Window {
        private static final double UNIT_ROUNDOFF = 0x1p-24;

        private final Taps taps = new Taps(problem, false);
        private final int[] count = new int[diffDst.length];
        private final int[] largest = new int[diffDst.length];
        private final double[] sums = new double[diffDst.length];

        Window() {
            taps.visit(
                    (s, w, d) -> {
                        if (count[d] == 0 || src[s] > src[largest[d]]) {
                            largest[d] = s;
                        }
                        count[d]++;
                        sums[d] += src[s];
                    });
        }

        private int divisor(int place) {
            return algorithm == PoolingAlgorithm.AVG_EXCLUDE_PADDING
                    ? count[place]
                    : Arrays.stream(problem.kernel()).reduce(1, (a, b) -> a * b);
        }

        double[] results() {
            double[] results = new double[sums.length];
            for (int i = 0; i < sums.length; i++) {
                results[i] =
                        algorithm == PoolingAlgorithm.MAX ? src[largest[i]] : sums[i] / divisor(i);
            }
            return results;
        }

        /// A sum of small integers is exact in f32. It is divided, or multiplied by a reciprocal:
        /// two roundings at most.
        double[] slack() {
            double[] results = results();
            boolean exact = algorithm == PoolingAlgorithm.MAX;
            return Arrays.stream(results)
                    .map(x -> exact ? 0 : 2.01 * UNIT_ROUNDOFF * Math.abs(x))
                    .toArray();
        }

        /// @param slack set to the error that is allowed: each quotient is rounded twice at most,
        ///   and each addition of them once, in a short type as the case may be
        double[] gradient(double[] slack) {
            double[] diffSrc = new double[src.length];
            double[] magnitude = new double[src.length];
            int[] terms = new int[src.length];
            boolean max = algorithm == PoolingAlgorithm.MAX;
            taps.visit(
                    (s, w, d) -> {
                        if (!max || largest[d] == s) {
                            double share = (double) diffDst[d] / (max ? 1 : divisor(d));
                            diffSrc[s] += share;
                            magnitude[s] += Math.abs(share);
                            terms[s]++;
                        }
                    });
            boolean exact = max && type == DataType.F32;
            double unitRoundoff =
                    switch (type) {
                        case BF16 -> 0x1p-8;
                        case F16 -> 0x1p-11;
                        default -> UNIT_ROUNDOFF;
                    };
            for (int s = 0; s < slack.length; s++) {
                slack[s] = exact ? 0 : (terms[s] + 1.01) * unitRoundoff * magnitude[s];
            }
            return diffSrc;
        }
    }
}
