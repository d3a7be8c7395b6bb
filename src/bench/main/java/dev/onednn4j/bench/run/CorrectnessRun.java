package dev.onednn4j.bench.run;

import dev.onednn4j.DataType;
import dev.onednn4j.Engine;
import dev.onednn4j.Execution;
import dev.onednn4j.bench.problem.ConvolutionCase;
import dev.onednn4j.bench.problem.ConvolutionProblem;
import dev.onednn4j.bench.problem.SpatialAxis;
import dev.onednn4j.bench.reference.Comparison;
import dev.onednn4j.bench.reference.Elements;
import dev.onednn4j.bench.reference.Expected;
import dev.onednn4j.bench.reference.ForwardExpectation;
import dev.onednn4j.bench.reference.Reference;
import dev.onednn4j.bench.report.Outcome;
import dev.onednn4j.bench.report.Phase;
import dev.onednn4j.bench.report.PhaseClock;
import dev.onednn4j.bench.report.Status;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;

/// Checks one case: fills its tensors with small integers, runs it once and compares every element
/// of the result with what the [Reference] and the attributes give.
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
            if (tested.isRefused(primitive.implementation())) {
                return Outcome.referenceUsed(tested, primitive.implementation());
            }
            return check(primitive);
        }
    }

    /// Checks a primitive, which is taken for that of the case.
    Outcome check(CasePrimitive primitive) {
        Reference reference = new Reference(problem);
        try (Arena arena = Arena.ofShared()) {
            ProblemTensors tensors = ProblemTensors.allocate(primitive, tested, arena);
            double @Nullable [] before =
                    clock.time(Phase.FILL, () -> new CorrectnessFilling(tested).fill(tensors));
            clock.time(Phase.FILL, () -> tensors.give(engine));
            try (Execution execution = tensors.bind(primitive)) {
                clock.time(Phase.EXECUTE, () -> execution.run());
                Outcome outcome =
                        clock.time(
                                Phase.CHECK,
                                () -> judge(primitive, compare(reference, tensors, before)));
                return outcome.status() == Status.PASSED && PlantedNan.isFor(tested)
                        ? withNan(primitive, reference, tensors, execution)
                        : outcome;
            }
        }
    }

    private Outcome withNan(
            CasePrimitive primitive,
            Reference reference,
            ProblemTensors tensors,
            Execution execution) {
        PlantedNan planted =
                clock.time(Phase.FILL, () -> PlantedNan.plant(tested, reference, tensors, engine));
        clock.time(Phase.EXECUTE, () -> execution.run());
        Comparison comparison = clock.time(Phase.CHECK, () -> planted.compare(engine));
        return comparison.wrong() == 0
                ? Outcome.without(tested, Status.PASSED, "")
                : Outcome.failed(
                        tested,
                        "a NaN reaches other elements than it should: %d of %d are wrong, by %s"
                                .formatted(
                                        comparison.wrong(),
                                        comparison.count(),
                                        primitive.implementation()),
                        comparison.evidence());
    }

    private Comparison compare(
            Reference reference, ProblemTensors tensors, double @Nullable [] before) {
        tensors.result(tested.direction()).take(engine);
        return switch (tested.direction()) {
            case FWD_B, FWD_D, FWD_I ->
                    compare("dst", forward(reference, tensors, before), tensors.dst());
            case BWD_D ->
                    compare(
                            "diff_src",
                            Expected.exactly(
                                    reference.backwardData(
                                            tensors.dst().elements(),
                                            tensors.weights().elements())),
                            tensors.src());
            case BWD_W, BWD_WB ->
                    compare(
                                    "diff_weights",
                                    Expected.exactly(
                                            reference.backwardWeights(
                                                    tensors.src().elements(),
                                                    tensors.dst().elements())),
                                    tensors.weights())
                            .plus(compareBias(tensors));
        };
    }

    private Expected forward(
            Reference reference, ProblemTensors tensors, double @Nullable [] before) {
        Operand bias = tensors.bias();
        ForwardExpectation expectation =
                new ForwardExpectation(
                        tested,
                        tensors.runtime().values(),
                        bias == null ? null : bias.elements(),
                        before);
        Elements src = tensors.src().elements();
        Elements weights = tensors.weights().elements();
        return expectation.of(reference.forward(src, expectation::srcZeroPoint, weights));
    }

    private static Comparison compare(String name, Expected expected, Operand result) {
        return Comparison.of(name, expected, result.elements(), result.plain().descriptor().dims());
    }

    private Comparison compareBias(ProblemTensors tensors) {
        Operand bias = tensors.bias();
        if (bias == null) {
            return Comparison.NONE;
        }
        bias.take(engine);
        double[] sums =
                Reference.backwardBias(
                        tensors.dst().elements(),
                        problem.minibatch(),
                        Math.toIntExact(problem.outputChannels()));
        return compare("diff_bias", Expected.exactly(sums), bias);
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
        double part = dropsNegatives() ? 0.5 : 1;
        for (SpatialAxis axis : problem.gatheringAxes()) {
            part *= reached(axis);
        }
        return part;
    }

    private boolean dropsNegatives() {
        return tested.direction().isForward()
                && (tested.types().dst() == DataType.U8
                        || tested.attributes().postOps().dropsNegatives());
    }

    private double reached(SpatialAxis axis) {
        boolean gathers = tested.direction().isForward() != problem.driver().isTransposed();
        return switch (tested.direction()) {
            case BWD_W, BWD_WB -> axis.reachedTaps();
            default -> gathers ? axis.reachedOutputs() : axis.reachedInputs();
        };
    }
}
