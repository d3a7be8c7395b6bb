package dev.onednn4j.bench.run;

import com.sun.management.OperatingSystemMXBean;

import dev.onednn4j.ConvolutionAlgorithm;
import dev.onednn4j.Engine;
import dev.onednn4j.OneDnnException;
import dev.onednn4j.UnimplementedException;
import dev.onednn4j.bench.problem.BenchdnnProblem;
import dev.onednn4j.bench.problem.ConvolutionCase;
import dev.onednn4j.bench.problem.DataTypes;
import dev.onednn4j.bench.problem.Mode;
import dev.onednn4j.bench.problem.UnsupportedProblem;
import dev.onednn4j.bench.reference.TensorElements;
import dev.onednn4j.bench.report.CaseStatus;
import dev.onednn4j.bench.report.Outcome;
import dev.onednn4j.bench.report.Phase;
import dev.onednn4j.bench.report.PhaseClock;
import dev.onednn4j.bench.report.Report;

import org.jspecify.annotations.Nullable;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Runs cases one after another and tells a report what comes out. One that fails does not keep the
/// others from running.
///
/// Not thread safe, for one use.
public final class Session {
    /// Leaves room for the system, as benchdnn does.
    private static final double USABLE_MEMORY = 0.75;

    /// Each tensor exists as it is filled or checked, and as the primitive wants it.
    private static final int COPIES = 2;

    /// What every machine has; asking for the real size takes longer than many a run.
    private static final double SURE_MEMORY = 1 << 30;

    private static final String UNKNOWN_TYPES =
            "the reference does not know one of these data types";

    private final List<ConvolutionCase> cases;
    private final boolean failFast;
    private final Report report;
    private final PhaseClock clock;
    private final @Nullable Twin twin;
    private volatile boolean running;

    /// @param failFast whether the first failure ends it
    /// @param twin times cases in C as well; null where nobody asks for it
    public Session(
            List<ConvolutionCase> cases,
            boolean failFast,
            Report report,
            PhaseClock clock,
            @Nullable Twin twin) {
        this.twin = twin;
        this.cases = cases;
        this.failFast = failFast;
        this.report = report;
        this.clock = clock;
    }

    /// Runs all cases. When the process is asked to end meanwhile, the report ends with what is
    /// there.
    ///
    /// @return whether no case failed
    /// @throws OneDnnException when the library cannot be loaded
    public boolean run() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::interrupted, "interrupted"));
        running = true;
        try {
            boolean allRight = runAll();
            report.finish(false);
            return allRight;
        } finally {
            running = false;
        }
    }

    private void interrupted() {
        if (running) {
            report.finish(true);
        }
    }

    private boolean runAll() {
        boolean allRight = true;
        try (Engine engine = clock.time(Phase.LOAD, Engine::cpu)) {
            TypeSupport types = new TypeSupport(engine);
            for (int index = 0; index < cases.size() && (allRight || !failFast); index++) {
                report.begin(index, cases.get(index));
                Outcome outcome = run(engine, types, index, cases.get(index));
                report.end(index, outcome);
                allRight &= !outcome.status().isFailure();
            }
        }
        return allRight;
    }

    private Outcome run(Engine engine, TypeSupport types, int index, ConvolutionCase benchCase) {
        if (benchCase.mode() == Mode.LISTING) {
            return Outcome.without(benchCase, CaseStatus.LISTED, "");
        }
        if (!TensorElements.TYPES.containsAll(TypeSupport.types(benchCase))) {
            return Outcome.without(benchCase, CaseStatus.SKIPPED, UNKNOWN_TYPES);
        }
        Optional<String> unsupported = UnsupportedProblem.reason(benchCase);
        if (unsupported.isPresent()) {
            return Outcome.without(benchCase, CaseStatus.SKIPPED, unsupported.get());
        }
        if (!fitsMemory(benchCase)) {
            return Outcome.without(benchCase, CaseStatus.SKIPPED, "not enough memory");
        }
        try {
            return switch (benchCase.mode()) {
                case CORRECTNESS -> new CorrectnessRun(engine, clock, benchCase).run();
                case LISTING -> throw new IllegalStateException("a listing runs nothing");
                case PERFORMANCE -> new PerformanceRun(engine, clock, benchCase, twin).run(index);
            };
        } catch (UnimplementedException unimplemented) {
            return withoutImplementation(types, benchCase);
        } catch (ArithmeticException tooLarge) {
            return Outcome.without(benchCase, CaseStatus.SKIPPED, "too large for the reference");
        } catch (OneDnnException | IllegalArgumentException refused) {
            return Outcome.without(
                    benchCase, CaseStatus.FAILED, String.valueOf(refused.getMessage()));
        } catch (OutOfMemoryError tooLarge) {
            return Outcome.without(benchCase, CaseStatus.SKIPPED, "not enough memory");
        }
    }

    private static Outcome withoutImplementation(TypeSupport support, ConvolutionCase benchCase) {
        Optional<String> types = support.reasonAgainst(benchCase);
        if (types.isPresent()) {
            return Outcome.without(benchCase, CaseStatus.SKIPPED, types.get());
        }
        if (!benchCase.filter().acceptsAll()) {
            return Outcome.without(
                    benchCase, CaseStatus.SKIPPED, "no implementation passes the filter");
        }
        if (benchCase.algorithm() == ConvolutionAlgorithm.WINOGRAD) {
            return Outcome.without(benchCase, CaseStatus.SKIPPED, "no Winograd for it on this CPU");
        }
        return Outcome.without(benchCase, CaseStatus.UNIMPLEMENTED, "");
    }

    private static boolean fitsMemory(ConvolutionCase benchCase) {
        double bytes = bytes(benchCase);
        return bytes < SURE_MEMORY || bytes < USABLE_MEMORY * physicalMemory();
    }

    private static double bytes(ConvolutionCase benchCase) {
        BenchdnnProblem problem = benchCase.effectiveProblem();
        DataTypes types = benchCase.types();
        return COPIES
                * (product(problem.srcDims()) * types.src().size()
                        + product(problem.weightsDims()) * types.weights().size()
                        + product(problem.dstDims()) * types.dst().size());
    }

    private static double product(long[] dims) {
        return Arrays.stream(dims).asDoubleStream().reduce(1, (a, b) -> a * b);
    }

    private static double physicalMemory() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)
                .getTotalMemorySize();
    }
}
