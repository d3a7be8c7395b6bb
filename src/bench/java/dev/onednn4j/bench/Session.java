package dev.onednn4j.bench;

import com.sun.management.OperatingSystemMXBean;

import dev.onednn4j.Capabilities;
import dev.onednn4j.Engine;
import dev.onednn4j.OneDnnException;
import dev.onednn4j.UnimplementedException;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;

/// Runs cases one after another and tells a report what comes out. One that fails does not keep the
/// others from running.
///
/// Not thread safe, for one use.
final class Session {
    /// Leaves room for the system, as benchdnn does.
    private static final double USABLE_MEMORY = 0.75;

    /// Each tensor exists as it is filled or checked, and as the primitive wants it.
    private static final int COPIES = 2;

    /// What every machine has; asking for the real size takes longer than many a run.
    private static final double SURE_MEMORY = 1 << 30;

    private static final String NO_SUCH_TYPES = "data types not supported on this CPU";

    private final List<ConvolutionCase> cases;
    private final boolean failFast;
    private final Report report;
    private final PhaseClock clock;
    private volatile boolean running;

    /// @param failFast whether the first failure ends it
    Session(List<ConvolutionCase> cases, boolean failFast, Report report, PhaseClock clock) {
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
    boolean run() {
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
            for (int index = 0; index < cases.size() && (allRight || !failFast); index++) {
                report.begin(index, cases.get(index));
                Outcome outcome = run(engine, index, cases.get(index));
                report.end(index, outcome);
                allRight &= !outcome.status().isFailure();
            }
        }
        return allRight;
    }

    private Outcome run(Engine engine, int index, ConvolutionCase tested) {
        if (!Elements.TYPES.containsAll(
                List.of(tested.types().src(), tested.types().weights(), tested.types().dst()))) {
            return Outcome.without(tested, Status.SKIPPED, NO_SUCH_TYPES);
        }
        if (!fitsMemory(tested)) {
            return Outcome.without(tested, Status.SKIPPED, "not enough memory");
        }
        try {
            return switch (tested.mode()) {
                case CORRECTNESS -> new CorrectnessRun(engine, clock, tested).run();
                case PERFORMANCE -> new PerformanceRun(engine, clock, tested).run(index);
            };
        } catch (UnimplementedException unimplemented) {
            return machineRuns(engine, tested)
                    ? Outcome.without(tested, Status.UNIMPLEMENTED, "")
                    : Outcome.without(tested, Status.SKIPPED, NO_SUCH_TYPES);
        } catch (ArithmeticException tooLarge) {
            return Outcome.without(tested, Status.SKIPPED, "too large for the reference");
        } catch (OneDnnException | IllegalArgumentException refused) {
            return Outcome.without(tested, Status.FAILED, String.valueOf(refused.getMessage()));
        } catch (OutOfMemoryError tooLarge) {
            return Outcome.without(tested, Status.SKIPPED, "not enough memory");
        }
    }

    /// Whether convolutions of these types run here in that direction at all, of any shape.
    private static boolean machineRuns(Engine engine, ConvolutionCase tested) {
        DataTypes types = tested.types();
        dev.onednn4j.Direction direction =
                switch (tested.direction()) {
                    case FWD_B, FWD_D, FWD_I -> dev.onednn4j.Direction.FORWARD;
                    case BWD_D -> dev.onednn4j.Direction.BACKWARD_DATA;
                    case BWD_W, BWD_WB -> dev.onednn4j.Direction.BACKWARD_WEIGHTS;
                };
        return Capabilities.implementation(
                        engine, direction, types.src(), types.weights(), types.dst())
                .isPresent();
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
