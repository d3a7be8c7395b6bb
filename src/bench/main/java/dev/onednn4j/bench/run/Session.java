package dev.onednn4j.bench.run;

import com.sun.management.OperatingSystemMXBean;

import dev.onednn4j.ConvolutionAlgorithm;
import dev.onednn4j.Engine;
import dev.onednn4j.OneDnnException;
import dev.onednn4j.UnimplementedException;
import dev.onednn4j.bench.problem.ConvolutionCase;
import dev.onednn4j.bench.problem.ConvolutionProblem;
import dev.onednn4j.bench.problem.DataTypes;
import dev.onednn4j.bench.problem.Mode;
import dev.onednn4j.bench.problem.UnsupportedProblem;
import dev.onednn4j.bench.reference.Elements;
import dev.onednn4j.bench.report.Outcome;
import dev.onednn4j.bench.report.Phase;
import dev.onednn4j.bench.report.PhaseClock;
import dev.onednn4j.bench.report.Report;
import dev.onednn4j.bench.report.Status;

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

    private Outcome run(Engine engine, TypeSupport types, int index, ConvolutionCase tested) {
        if (tested.mode() == Mode.LISTING) {
            return Outcome.without(tested, Status.LISTED, "");
        }
        if (!Elements.TYPES.containsAll(TypeSupport.types(tested))) {
            return Outcome.without(tested, Status.SKIPPED, UNKNOWN_TYPES);
        }
        Optional<String> unsupported = UnsupportedProblem.reason(tested);
        if (unsupported.isPresent()) {
            return Outcome.without(tested, Status.SKIPPED, unsupported.get());
        }
        if (!fitsMemory(tested)) {
            return Outcome.without(tested, Status.SKIPPED, "not enough memory");
        }
        try {
            return switch (tested.mode()) {
                case CORRECTNESS -> new CorrectnessRun(engine, clock, tested).run();
                case LISTING -> throw new IllegalStateException("a listing runs nothing");
                case PERFORMANCE -> new PerformanceRun(engine, clock, tested, twin).run(index);
            };
        } catch (UnimplementedException unimplemented) {
            return withoutImplementation(types, tested);
        } catch (ArithmeticException tooLarge) {
            return Outcome.without(tested, Status.SKIPPED, "too large for the reference");
        } catch (OneDnnException | IllegalArgumentException refused) {
            return Outcome.without(tested, Status.FAILED, String.valueOf(refused.getMessage()));
        } catch (OutOfMemoryError tooLarge) {
            return Outcome.without(tested, Status.SKIPPED, "not enough memory");
        }
    }

    private static Outcome withoutImplementation(TypeSupport support, ConvolutionCase tested) {
        Optional<String> types = support.reasonAgainst(tested);
        if (types.isPresent()) {
            return Outcome.without(tested, Status.SKIPPED, types.get());
        }
        if (!tested.filter().acceptsAll()) {
            return Outcome.without(tested, Status.SKIPPED, "no implementation passes the filter");
        }
        if (tested.algorithm() == ConvolutionAlgorithm.WINOGRAD) {
            return Outcome.without(tested, Status.SKIPPED, "no Winograd for it on this CPU");
        }
        return Outcome.without(tested, Status.UNIMPLEMENTED, "");
    }

    private static boolean fitsMemory(ConvolutionCase tested) {
        double bytes = bytes(tested);
        return bytes < SURE_MEMORY || bytes < USABLE_MEMORY * physicalMemory();
    }

    private static double bytes(ConvolutionCase tested) {
        ConvolutionProblem problem = tested.effectiveProblem();
        DataTypes types = tested.types();
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
