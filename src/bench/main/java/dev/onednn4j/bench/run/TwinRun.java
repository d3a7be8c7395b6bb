package dev.onednn4j.bench.run;

import dev.onednn4j.Execution;
import dev.onednn4j.OneDnn;
import dev.onednn4j.bench.problem.ConvolutionCase;
import dev.onednn4j.bench.report.TwinTiming;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.LongStream;

/// Times one case in Java and in C, turn by turn, on the same bytes, after making sure that both
/// compute the same.
///
/// Each side runs as if it were alone: between turns its OpenMP workers are ended, and a turn
/// begins with runs that do not count.
///
/// Not thread safe. Belongs to the thread that made the primitive, as OpenMP's workers do.
final class TwinRun {
    private static final long BATCH_NANOSECONDS = 1_000_000;
    private static final long TURN_NANOSECONDS = 20_000_000;
    private static final int TRIES = 3;
    private static final int MOST_BATCHES = 10;
    private static final int FEWEST_ROUNDS = 4;
    private static final int NANOSECONDS_IN_MILLISECOND = 1_000_000;

    /// What makes the just-in-time compiler compile the call for good, unless it takes longer.
    private static final int COMPILING_CALLS = 20_000;

    private static final long COMPILING_NANOSECONDS = 500_000_000;

    private final Twin twin;
    private final ConvolutionCase benchCase;
    private final CasePrimitive primitive;
    private final CaseTensors tensors;

    /// @param tensors filled, in the primitive's layouts
    TwinRun(Twin twin, ConvolutionCase benchCase, CasePrimitive primitive, CaseTensors tensors) {
        this.twin = twin;
        this.benchCase = benchCase;
        this.primitive = primitive;
        this.tensors = tensors;
    }

    /// Runs both sides for about so long in all.
    ///
    /// @param execution of the primitive on the tensors
    /// @throws NativeFailure when the C program cannot run this case, or computes something else
    TwinTiming run(Execution execution, double milliseconds) {
        requireSameResult(execution);
        compile(execution);
        long calls = callsInBatch(execution);
        long batch = Math.max(1, best(execution, calls));
        int batches = Math.toIntExact(Math.clamp(TURN_NANOSECONDS / batch, 1, MOST_BATCHES));
        long end = System.nanoTime() + (long) (milliseconds * NANOSECONDS_IN_MILLISECOND);
        return alternate(execution, end, batches, calls);
    }

    /// Runs both sides once.
    ///
    /// @throws NativeFailure when the C program cannot run this case, or computes something else
    void requireSameResult(Execution execution) {
        twin.useThreads(OneDnn.threads());
        twin.describe(TwinProblem.of(benchCase, primitive));
        try (TensorFile file = new TensorFile(tensors)) {
            file.write();
            twin.load(file.path());
            execution.run();
            twin.runOnce();
            twin.store(file.path());
            Optional<String> different = file.firstDifference();
            if (different.isPresent()) {
                throw new NativeFailure(
                        "Java and C disagree: " + different.get() + " is not the same");
            }
        } catch (IOException e) {
            throw new NativeFailure("the tensors cannot be handed over: " + e.getMessage(), e);
        } finally {
            OpenMpWorkers.release();
        }
        twin.releaseWorkers();
    }

    private static void compile(Execution execution) {
        long start = System.nanoTime();
        for (int i = 0;
                i < COMPILING_CALLS && System.nanoTime() - start < COMPILING_NANOSECONDS;
                i++) {
            execution.run();
        }
    }

    private static long callsInBatch(Execution execution) {
        long calls = 1;
        while (best(execution, calls) < BATCH_NANOSECONDS) {
            calls *= 2;
        }
        return calls;
    }

    /// One batch alone may have been interrupted by another program.
    private static long best(Execution execution, long calls) {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < TRIES; i++) {
            best = Math.min(best, time(execution, calls));
        }
        return best;
    }

    /// Takes turns until the time is over. A machine that is busy with other things may take many
    /// times as long as it promised, so that rounds cannot be counted beforehand.
    private TwinTiming alternate(Execution execution, long end, int batches, long calls) {
        LongStream.Builder java = LongStream.builder();
        LongStream.Builder c = LongStream.builder();
        for (int round = 0; round < FEWEST_ROUNDS || System.nanoTime() < end; round++) {
            // Whoever is first in one round is second in the next: a machine that gets warm or
            // another program that starts then hits both alike.
            if (round % 2 == 0) {
                runJava(execution, batches, calls, java);
                runC(batches, calls, c);
            } else {
                runC(batches, calls, c);
                runJava(execution, batches, calls, java);
            }
        }
        return TwinTiming.of(java.build().toArray(), c.build().toArray(), calls);
    }

    private void runC(int batches, long calls, LongStream.Builder times) {
        Arrays.stream(twin.run(warmUp(calls), batches, calls)).forEach(times);
        twin.releaseWorkers();
    }

    private static void runJava(
            Execution execution, int batches, long calls, LongStream.Builder times) {
        time(execution, warmUp(calls));
        for (int i = 0; i < batches; i++) {
            times.add(time(execution, calls));
        }
        OpenMpWorkers.release();
    }

    /// The first run starts OpenMP's workers anew.
    private static long warmUp(long calls) {
        return Math.max(2, calls);
    }

    private static long time(Execution execution, long calls) {
        long start = System.nanoTime();
        for (long i = 0; i < calls; i++) {
            execution.run();
        }
        return System.nanoTime() - start;
    }
}
