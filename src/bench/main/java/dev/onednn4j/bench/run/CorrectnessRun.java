package dev.onednn4j.bench.run;

import dev.onednn4j.DataType;
import dev.onednn4j.Engine;
import dev.onednn4j.Execution;
import dev.onednn4j.bench.problem.BenchdnnProblem;
import dev.onednn4j.bench.problem.ConvolutionCase;
import dev.onednn4j.bench.problem.SpatialAxis;
import dev.onednn4j.bench.reference.Comparison;
import dev.onednn4j.bench.reference.ExpectedResult;
import dev.onednn4j.bench.reference.ForwardExpectation;
import dev.onednn4j.bench.reference.Reference;
import dev.onednn4j.bench.reference.TensorElements;
import dev.onednn4j.bench.report.CaseStatus;
import dev.onednn4j.bench.report.Outcome;
import dev.onednn4j.bench.report.Phase;
import dev.onednn4j.bench.report.PhaseClock;

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
    private final ConvolutionCase benchCase;
    private final BenchdnnProblem problem;

    CorrectnessRun(Engine engine, PhaseClock clock, ConvolutionCase benchCase) {
        this.engine = engine;
        this.clock = clock;
        this.benchCase = benchCase;
        this.problem = benchCase.effectiveProblem();
    }

    /// @throws dev.onednn4j.OneDnnException when oneDNN refuses or fails
    /// @throws ArithmeticException when the problem is too large for the reference
    Outcome run() {
        try (CasePrimitive primitive =
                clock.time(Phase.CREATE, CasePrimitive.maker(engine, benchCase))) {
            if (benchCase.isRefused(primitive.implementation())) {
                return Outcome.referenceUsed(benchCase, primitive.implementation());
            }
            return check(primitive);
        }
    }

    /// Checks a primitive, which is taken for that of the case.
    Outcome check(CasePrimitive primitive) {
        Reference reference = new Reference(problem);
        try (Arena arena = Arena.ofShared()) {
            CaseTensors tensors = CaseTensors.allocate(primitive, benchCase, arena);
            double @Nullable [] before =
                    clock.time(Phase.FILL, () -> new CorrectnessFilling(benchCase).fill(tensors));
            clock.time(Phase.FILL, () -> tensors.give(engine));
            try (Execution execution = tensors.bind(primitive)) {
                clock.time(Phase.EXECUTE, () -> execution.run());
                Outcome outcome =
                        clock.time(
                                Phase.CHECK,
                                () -> judge(primitive, compare(reference, tensors, before)));
                return outcome.status() == CaseStatus.PASSED && PlantedNan.isFor(benchCase)
                        ? withNan(primitive, reference, tensors, execution)
                        : outcome;
            }
        }
    }

    private Outcome withNan(
            CasePrimitive primitive,
            Reference reference,
            CaseTensors tensors,
            Execution execution) {
        PlantedNan planted =
                clock.time(
                        Phase.FILL, () -> PlantedNan.plant(benchCase, reference, tensors, engine));
        clock.time(Phase.EXECUTE, () -> execution.run());
        Comparison comparison = clock.time(Phase.CHECK, () -> planted.compare(engine));
        return comparison.wrong() == 0
                ? Outcome.without(benchCase, CaseStatus.PASSED, "")
                : Outcome.failed(
                        benchCase,
                        "a NaN reaches other elements than it should: %d of %d are wrong, by %s"
                                .formatted(
                                        comparison.wrong(),
                                        comparison.count(),
                                        primitive.implementation()),
                        comparison.evidence());
    }

    private Comparison compare(
            Reference reference, CaseTensors tensors, double @Nullable [] before) {
        tensors.result(benchCase.direction()).take(engine);
        return switch (benchCase.direction()) {
            case FWD_B, FWD_D, FWD_I ->
                    compare("dst", forward(reference, tensors, before), tensors.dst());
            case BWD_D ->
                    compare(
                            "diff_src",
                            ExpectedResult.exactly(
                                    reference.backwardData(
                                            tensors.dst().elements(),
                                            tensors.weights().elements())),
                            tensors.src());
            case BWD_W, BWD_WB ->
                    compare(
                                    "diff_weights",
                                    ExpectedResult.exactly(
                                            reference.backwardWeights(
                                                    tensors.src().elements(),
                                                    tensors.dst().elements())),
                                    tensors.weights())
                            .plus(compareBias(tensors));
        };
    }

    private ExpectedResult forward(
            Reference reference, CaseTensors tensors, double @Nullable [] before) {
        CaseTensor bias = tensors.bias();
        ForwardExpectation expectation =
                new ForwardExpectation(
                        benchCase,
                        tensors.runtime().values(),
                        bias == null ? null : bias.elements(),
                        before);
        TensorElements src = tensors.src().elements();
        TensorElements weights = tensors.weights().elements();
        return expectation.of(reference.forward(src, expectation::srcZeroPoint, weights));
    }

    private static Comparison compare(String name, ExpectedResult expected, CaseTensor result) {
        return Comparison.of(name, expected, result.elements(), result.plain().descriptor().dims());
    }

    private Comparison compareBias(CaseTensors tensors) {
        CaseTensor bias = tensors.bias();
        if (bias == null) {
            return Comparison.NONE;
        }
        bias.take(engine);
        double[] sums =
                Reference.backwardBias(
                        tensors.dst().elements(),
                        problem.minibatch(),
                        Math.toIntExact(problem.outputChannels()));
        return compare("diff_bias", ExpectedResult.exactly(sums), bias);
    }

    private Outcome judge(CasePrimitive primitive, Comparison comparison) {
        if (comparison.wrong() > 0) {
            return Outcome.failed(
                    benchCase,
                    "%d of %d elements are wrong, by %s"
                            .formatted(
                                    comparison.wrong(),
                                    comparison.count(),
                                    primitive.implementation()),
                    comparison.evidence());
        }
        if (comparison.hasMoreZeros(1 - (1 - TRUSTED_ZEROS) * reached())) {
            return Outcome.without(
                    benchCase,
                    CaseStatus.MISTRUSTED,
                    "%d of %d elements are 0".formatted(comparison.zeros(), comparison.count()));
        }
        return Outcome.without(benchCase, CaseStatus.PASSED, "");
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
        return benchCase.direction().isForward()
                && (benchCase.types().dst() == DataType.U8
                        || benchCase.attributes().postOps().dropsNegatives());
    }

    private double reached(SpatialAxis axis) {
        boolean gathers = benchCase.direction().isForward() != problem.driver().isTransposed();
        return switch (benchCase.direction()) {
            case BWD_W, BWD_WB -> axis.reachedTaps();
            default -> gathers ? axis.reachedOutputs() : axis.reachedInputs();
        };
    }
}
