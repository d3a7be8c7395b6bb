package dev.onednn4j.bench.run;

import dev.onednn4j.Engine;
import dev.onednn4j.Execution;
import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.bench.problem.BenchdnnProblem;
import dev.onednn4j.bench.problem.CaseDirection;
import dev.onednn4j.bench.problem.ConvolutionCase;
import dev.onednn4j.bench.problem.SpatialAxis;
import dev.onednn4j.bench.problem.TimeLimit;
import dev.onednn4j.bench.report.CaseStatus;
import dev.onednn4j.bench.report.Measurement;
import dev.onednn4j.bench.report.Outcome;
import dev.onednn4j.bench.report.Phase;
import dev.onednn4j.bench.report.PhaseClock;
import dev.onednn4j.bench.report.Timing;
import dev.onednn4j.bench.report.TwinTiming;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;
import java.util.function.Supplier;

/// Times one case: makes the primitive, fills its tensors, runs it once and looks at the result,
/// then runs it again and again with nothing else in between.
///
/// Not thread safe.
final class PerformanceRun {
    /// Once anew, once out of oneDNN's cache.
    private static final int CREATIONS = 2;

    private final Engine engine;
    private final PhaseClock clock;
    private final ConvolutionCase benchCase;
    private final BenchdnnProblem problem;
    private final @Nullable Twin twin;

    /// @param twin times the case in C as well; null where nobody asks for it
    PerformanceRun(
            Engine engine, PhaseClock clock, ConvolutionCase benchCase, @Nullable Twin twin) {
        this.engine = engine;
        this.clock = clock;
        this.benchCase = benchCase;
        this.twin = twin;
        this.problem = benchCase.effectiveProblem();
    }

    /// @param index the number of the case in its session
    /// @throws dev.onednn4j.OneDnnException when oneDNN refuses or fails
    Outcome run(int index) {
        Samples creation = new Samples(CREATIONS);
        Supplier<CasePrimitive> maker = CasePrimitive.maker(engine, benchCase);
        create(maker, creation).close();
        try (CasePrimitive primitive = create(maker, creation);
                Arena arena = Arena.ofConfined()) {
            if (benchCase.isRefused(primitive.implementation())) {
                return Outcome.referenceUsed(benchCase, primitive.implementation());
            }
            Outcome checked = isSpotChecked() ? null : checked(primitive);
            if (checked != null && checked.status() == CaseStatus.FAILED) {
                return checked;
            }
            CaseTensors tensors = clock.time(Phase.FILL, () -> filled(primitive, arena));
            try (Execution execution = tensors.bind(primitive)) {
                clock.time(Phase.EXECUTE, () -> execution.run());
                String complaint = clock.time(Phase.CHECK, () -> complaint(tensors));
                if (!complaint.isEmpty()) {
                    return Outcome.without(benchCase, CaseStatus.FAILED, complaint);
                }
                Timing execute = clock.time(Phase.EXECUTE, () -> repeat(primitive, tensors));
                return Outcome.passed(
                        benchCase,
                        measured(index, primitive, tensors, execution, creation, execute));
            }
        }
    }

    /// Whether the definition is compared in some places alone: where it is cheap to write down.
    private boolean isSpotChecked() {
        return benchCase.direction().isForward()
                && !problem.driver().isTransposed()
                && !benchCase.attributes().changeResults();
    }

    /// What the correctness mode makes of the primitive; null where the reference cannot tell.
    private @Nullable Outcome checked(CasePrimitive primitive) {
        try {
            return new CorrectnessRun(engine, clock, benchCase).check(primitive);
        } catch (ArithmeticException tooLarge) {
            return null;
        }
    }

    private Measurement measured(
            int index,
            CasePrimitive primitive,
            CaseTensors tensors,
            Execution execution,
            Samples creation,
            Timing execute) {
        TwinTiming beside = null;
        String failure = "";
        if (twin != null) {
            try {
                TwinRun run = new TwinRun(twin, benchCase, primitive, tensors);
                beside = run.run(execution, benchCase.limit().milliseconds());
            } catch (NativeFailure notTwinned) {
                failure = String.valueOf(notTwinned.getMessage());
            }
        }
        return new Measurement(
                index,
                primitive.implementation(),
                creation.timing(),
                execute,
                problem.operations(),
                bytes(primitive) - resultBytes(primitive),
                resultBytes(primitive),
                beside,
                failure);
    }

    private CaseTensors filled(CasePrimitive primitive, Arena arena) {
        CaseTensors tensors = CaseTensors.allocate(primitive, benchCase, arena);
        CaseDirection direction = benchCase.direction();
        if (direction != CaseDirection.BWD_D) {
            PerformanceFilling.fillSrc(tensors.src().elements());
        }
        if (direction != CaseDirection.BWD_W && direction != CaseDirection.BWD_WB) {
            PerformanceFilling.fillWeights(tensors.weights().elements(), benchCase.types());
        }
        if (!direction.isForward()) {
            PerformanceFilling.fillDst(tensors.dst().elements());
        }
        CaseTensor bias = tensors.bias();
        if (bias != null && direction.isForward()) {
            PerformanceFilling.fillBias(bias.elements());
        }
        tensors.give(engine);
        return tensors;
    }

    /// Looks whether the tensor that is written holds the result, where that is spot-checked.
    ///
    /// @return what is wrong with it, empty when nothing is
    private String complaint(CaseTensors tensors) {
        CaseTensor result = tensors.result(benchCase.direction());
        result.take(engine);
        if (!isSpotChecked()) {
            return "";
        }
        CaseTensor bias = tensors.bias();
        return new SpotCheck(
                        problem,
                        tensors.src().elements(),
                        tensors.weights().elements(),
                        bias == null ? null : bias.elements(),
                        result.elements())
                .complaint();
    }

    private Timing repeat(CasePrimitive primitive, CaseTensors tensors) {
        Samples samples = new Samples();
        TimeLimit limit = benchCase.limit();
        try (ColdCache runs = ColdCache.prepare(benchCase.coldCache(), primitive, tensors)) {
            do {
                Execution next = runs.next();
                long start = System.nanoTime();
                next.run();
                samples.add(System.nanoTime() - start);
            } while (!samples.reach(limit));
        }
        return samples.timing();
    }

    private CasePrimitive create(Supplier<CasePrimitive> maker, Samples creation) {
        long start = System.nanoTime();
        try {
            return maker.get();
        } finally {
            long took = System.nanoTime() - start;
            creation.add(took);
            clock.add(Phase.CREATE, took);
        }
    }

    private double bytes(CasePrimitive primitive) {
        MemoryDescriptor bias = primitive.bias();
        return srcBytes(primitive)
                + primitive.weights().size()
                + primitive.dst().size()
                + (bias == null ? 0 : bias.size());
    }

    /// The bytes that are written.
    private double resultBytes(CasePrimitive primitive) {
        MemoryDescriptor bias = primitive.bias();
        return switch (benchCase.direction()) {
            case FWD_B, FWD_D, FWD_I -> primitive.dst().size();
            case BWD_D -> srcBytes(primitive);
            case BWD_W, BWD_WB -> primitive.weights().size() + (bias == null ? 0 : bias.size());
        };
    }

    /// Where a convolution's strides are larger than kernels only part of the source counts.
    private double srcBytes(CasePrimitive primitive) {
        double src = primitive.src().size();
        if (!problem.driver().isTransposed()) {
            for (SpatialAxis axis : problem.axes()) {
                src *= Math.min(1, (double) axis.kernel() / axis.stride());
            }
        }
        return src;
    }
}
