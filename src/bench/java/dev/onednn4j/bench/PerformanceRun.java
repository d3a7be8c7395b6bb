package dev.onednn4j.bench;

import dev.onednn4j.Convolution;
import dev.onednn4j.DataType;
import dev.onednn4j.Engine;
import dev.onednn4j.Execution;
import dev.onednn4j.FormatTag;
import dev.onednn4j.ForwardBuilder;
import dev.onednn4j.MemoryDescriptor;

import java.lang.foreign.Arena;
import java.util.Arrays;

/// Times one case: makes the primitive, fills its tensors, runs it once and looks at the result,
/// then runs it again and again with nothing else in between.
///
/// Not thread safe.
final class PerformanceRun {
    /// Once anew, once out of oneDNN's cache.
    private static final int CREATIONS = 2;

    private final Engine engine;
    private final PhaseClock clock;
    private final ConvolutionCase tested;
    private final ConvolutionProblem problem;

    PerformanceRun(Engine engine, PhaseClock clock, ConvolutionCase tested) {
        this.engine = engine;
        this.clock = clock;
        this.tested = tested;
        this.problem = tested.effectiveProblem();
    }

    /// @param index the number of the case in its session
    /// @throws dev.onednn4j.OneDnnException when oneDNN refuses or fails
    Outcome run(int index) {
        Samples creation = new Samples(CREATIONS);
        create(creation).close();
        try (Convolution convolution = create(creation);
                Arena arena = Arena.ofConfined()) {
            ProblemTensors tensors =
                    clock.time(
                            Phase.FILL,
                            () ->
                                    new ProblemTensors(
                                            engine, convolution, problem, tested.types(), arena));
            try (Execution execution = tensors.bind(convolution)) {
                clock.time(Phase.EXECUTE, () -> execution.run());
                String complaint =
                        clock.time(Phase.CHECK, () -> tensors.complaint(engine, problem));
                if (!complaint.isEmpty()) {
                    return Outcome.without(tested, Status.FAILED, complaint);
                }
                Timing execute = clock.time(Phase.EXECUTE, () -> repeat(execution));
                return Outcome.passed(
                        tested,
                        new Measurement(
                                index,
                                convolution.implementation(),
                                creation.timing(),
                                execute,
                                problem.operations(),
                                inputBytes(convolution),
                                convolution.dst().size()));
            }
        }
    }

    private Timing repeat(Execution execution) {
        Samples samples = new Samples();
        TimeLimit limit = tested.limit();
        do {
            long start = System.nanoTime();
            execution.run();
            samples.add(System.nanoTime() - start);
        } while (!limit.isReachedBy(samples));
        return samples.timing();
    }

    private Convolution create(Samples creation) {
        DataTypes types = tested.types();
        ForwardBuilder<Convolution> builder =
                Convolution.forward(engine)
                        .algorithm(tested.algorithm())
                        .src(
                                descriptor(
                                        types.src(),
                                        problem.srcDims(),
                                        tested.layouts().src().tag(problem.rank())))
                        .weights(
                                descriptor(
                                        types.weights(),
                                        problem.weightsDims(),
                                        tested.layouts().weights().tag(problem.weightsRank())))
                        .dst(
                                descriptor(
                                        types.dst(),
                                        problem.dstDims(),
                                        tested.layouts().dst().tag(problem.rank())))
                        .strides(problem.strides())
                        .dilation(Arrays.stream(problem.dilations()).map(gap -> gap + 1).toArray())
                        .padding(problem.paddingLeft(), problem.paddingRight());
        DataType biasType = tested.biasType();
        if (biasType != null) {
            builder.bias(biasType);
        }
        if (tested.direction() != Direction.FWD_I) {
            builder.training();
        }
        long start = System.nanoTime();
        try {
            return builder.build();
        } finally {
            long took = System.nanoTime() - start;
            creation.add(took);
            clock.add(Phase.CREATE, took);
        }
    }

    private static MemoryDescriptor descriptor(DataType type, long[] dims, FormatTag tag) {
        return MemoryDescriptor.of(type, dims).with(tag);
    }

    /// Where strides are larger than kernels only part of the source is read.
    private double inputBytes(Convolution convolution) {
        double src = convolution.src().size();
        for (SpatialAxis axis : problem.axes()) {
            src *= Math.min(1, (double) axis.kernel() / axis.stride());
        }
        MemoryDescriptor bias = convolution.bias();
        return src + convolution.weights().size() + (bias == null ? 0 : bias.size());
    }
}
