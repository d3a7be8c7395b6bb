package dev.onednn4j.bench;

import dev.onednn4j.DataType;
import dev.onednn4j.Engine;
import dev.onednn4j.Execution;
import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.Tensor;

import java.lang.foreign.Arena;
import java.util.List;

/// Checks one case: fills its tensors with small integers, runs it once and compares every element
/// of the result with the [Reference].
///
/// Not thread safe.
final class CorrectnessRun {
    private static final double TRUSTED_ZEROS = 0.7;

    private final Engine engine;
    private final PhaseClock clock;
    private final ConvolutionCase tested;
    private final ConvolutionProblem problem;

    CorrectnessRun(Engine engine, PhaseClock clock, ConvolutionCase tested) {
        this.engine = engine;
        this.clock = clock;
        this.tested = tested;
        this.problem = tested.effectiveProblem();
    }

    /// @throws dev.onednn4j.OneDnnException when oneDNN refuses or fails
    /// @throws ArithmeticException when the problem is too large for the reference
    Outcome run() {
        try (CasePrimitive primitive =
                clock.time(Phase.CREATE, CasePrimitive.maker(engine, tested))) {
            return check(primitive);
        }
    }

    /// Checks a primitive, which is taken for that of the case.
    Outcome check(CasePrimitive primitive) {
        Reference reference = new Reference(problem);
        try (Arena arena = Arena.ofShared()) {
            ProblemTensors tensors = ProblemTensors.allocate(primitive, arena);
            clock.time(
                    Phase.FILL,
                    () -> {
                        fill(tensors);
                        tensors.give(engine);
                    });
            try (Execution execution = tensors.bind(primitive)) {
                clock.time(Phase.EXECUTE, () -> execution.run());
            }
            return clock.time(
                    Phase.CHECK, () -> judge(primitive, compare(reference, tensors, arena)));
        }
    }

    private void fill(ProblemTensors tensors) {
        Direction direction = tested.direction();
        DataType src = tested.types().src();
        DataType weights = tested.types().weights();
        DataType dst = tested.types().dst();
        IntegerFilling filling =
                switch (direction) {
                    case FWD_B, FWD_D, FWD_I -> IntegerFilling.of(terms(), src, weights);
                    case BWD_D -> IntegerFilling.of(terms(), dst, weights);
                    case BWD_W, BWD_WB -> IntegerFilling.of(terms(), src, dst);
                };
        filling.fill(tensors.src().elements(), 1);
        if (tested.types().needEvenWeights()) {
            filling.fillEven(tensors.weights().elements(), 2);
        } else {
            filling.fill(tensors.weights().elements(), 2);
        }
        filling.fill(tensors.dst().elements(), 3);
        IntegerFilling.poison(tensors.result(direction).elements());
        Operand bias = tensors.bias();
        if (bias != null && direction.isForward()) {
            new IntegerFilling(1).fill(bias.elements(), 4);
        } else if (bias != null) {
            IntegerFilling.poison(bias.elements());
        }
    }

    /// The products that one element of the result is the sum of.
    private double terms() {
        double taps = 1;
        double places = problem.minibatch();
        for (SpatialAxis axis : problem.gatheringAxes()) {
            taps *= axis.kernel();
            places *= axis.output();
        }
        return switch (tested.direction()) {
            case FWD_B, FWD_D, FWD_I -> taps * problem.inputChannels() / problem.groups();
            case BWD_D -> taps * problem.outputChannels() / problem.groups();
            case BWD_W, BWD_WB -> places;
        };
    }

    private Comparison compare(Reference reference, ProblemTensors tensors, Arena arena) {
        Operand result = tensors.result(tested.direction());
        result.take(engine);
        return switch (tested.direction()) {
            case FWD_B, FWD_D, FWD_I -> {
                double[] sums =
                        reference.forward(tensors.src().elements(), tensors.weights().elements());
                addBias(sums, tensors);
                yield compare("dst", sums, result, arena);
            }
            case BWD_D ->
                    compare(
                            "diff_src",
                            reference.backwardData(
                                    tensors.dst().elements(), tensors.weights().elements()),
                            result,
                            arena);
            case BWD_W, BWD_WB ->
                    compare(
                                    "diff_weights",
                                    reference.backwardWeights(
                                            tensors.src().elements(), tensors.dst().elements()),
                                    result,
                                    arena)
                            .plus(compareBias(tensors, arena));
        };
    }

    private static Comparison compare(String name, double[] expected, Operand result, Arena arena) {
        Tensor one =
                Tensor.allocate(
                        arena, MemoryDescriptor.of(result.plain().descriptor().dataType(), 1));
        return Comparison.exact(
                name,
                expected,
                result.elements(),
                new Elements(one),
                result.plain().descriptor().dims());
    }

    private Comparison compareBias(ProblemTensors tensors, Arena arena) {
        Operand bias = tensors.bias();
        if (bias == null) {
            return new Comparison(0, 0, 0, List.of());
        }
        bias.take(engine);
        double[] sums =
                Reference.backwardBias(
                        tensors.dst().elements(),
                        problem.minibatch(),
                        Math.toIntExact(problem.outputChannels()));
        return compare("diff_bias", sums, bias, arena);
    }

    private void addBias(double[] sums, ProblemTensors tensors) {
        Operand bias = tensors.bias();
        if (bias == null) {
            return;
        }
        Elements added = bias.elements();
        int channels = Math.toIntExact(problem.outputChannels());
        int area = sums.length / channels / Math.toIntExact(problem.minibatch());
        for (int i = 0; i < sums.length; i++) {
            sums[i] += added.get(i / area % channels);
        }
    }

    private Outcome judge(CasePrimitive primitive, Comparison comparison) {
        if (comparison.wrong() > 0) {
            return Outcome.failed(
                    tested,
                    "%d of %d elements are wrong, by %s"
                            .formatted(
                                    comparison.wrong(),
                                    comparison.count(),
                                    primitive.implementation()),
                    comparison.evidence());
        }
        if (comparison.hasMoreZeros(1 - (1 - TRUSTED_ZEROS) * reached())) {
            return Outcome.without(
                    tested,
                    Status.MISTRUSTED,
                    "%d of %d elements are 0".formatted(comparison.zeros(), comparison.count()));
        }
        return Outcome.without(tested, Status.PASSED, "");
    }

    /// The part of the result that need not be 0: strides and padding leave elements without any
    /// product, and what has no sign keeps no negative sum.
    private double reached() {
        double part = unsigned() ? 0.5 : 1;
        for (SpatialAxis axis : problem.gatheringAxes()) {
            part *= reached(axis);
        }
        return part;
    }

    private boolean unsigned() {
        return tested.direction().isForward() && tested.types().dst() == DataType.U8;
    }

    private double reached(SpatialAxis axis) {
        boolean gathers = tested.direction().isForward() != problem.driver().isTransposed();
        return switch (tested.direction()) {
            case BWD_W, BWD_WB -> axis.reachedTaps();
            default -> gathers ? axis.reachedOutputs() : axis.reachedInputs();
        };
    }
}
