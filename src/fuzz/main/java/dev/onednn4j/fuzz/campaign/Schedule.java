package dev.onednn4j.fuzz.campaign;

import dev.onednn4j.fuzz.child.Task;
import dev.onednn4j.fuzz.problem.Kind;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// Hands out what is to be done, until the time is over.
///
/// Thread safe.
public final class Schedule {
    private static final long CALLS = 1000;

    private static final double LONG = 1e6;

    /// Any odd number will do; this one spreads seeds well.
    private static final long STEP = 0x9E3779B97F4A7C15L;

    private final long seed;
    private final List<Kind> kinds;
    private final double calls;
    private final long mostProblems;
    private final long start = System.nanoTime();
    private final long end;
    private final Deque<Task> given = new ArrayDeque<>();
    private final boolean draws;
    private long problems;
    private long series;
    private boolean stopped;

    /// @param kinds of the problems
    /// @param calls the part of the time that is for hostile calls, 0 to 1
    /// @param seconds after which it is over
    /// @param mostProblems after which it is over as well
    public Schedule(long seed, List<Kind> kinds, double calls, double seconds, long mostProblems) {
        this(seed, kinds, calls, seconds, mostProblems, null);
    }

    private Schedule(
            long seed,
            List<Kind> kinds,
            double calls,
            double seconds,
            long mostProblems,
            @Nullable List<Task> given) {
        this.draws = given == null;
        if (given != null) {
            this.given.addAll(given);
        }
        this.seed = seed;
        this.kinds = List.copyOf(kinds);
        this.calls = calls;
        this.mostProblems = mostProblems;
        this.end = start + (long) (seconds * 1e9);
    }

    /// Hands out these tasks and no others.
    public static Schedule of(List<Task> tasks) {
        return new Schedule(0, List.of(), 0, LONG, Long.MAX_VALUE, tasks);
    }

    /// The next task; null when it is over.
    public synchronized @Nullable Task next() {
        long now = System.nanoTime();
        if (stopped || now > end || problems >= mostProblems) {
            return null;
        }
        if (!draws) {
            return given.pollFirst();
        }
        if (calls > 0 && series * CALLS * 1e6 <= (now - start) * calls) {
            return new Task.Calls(mixed(~series++), CALLS);
        }
        if (calls >= 1) {
            return new Task.Calls(mixed(~series++), CALLS);
        }
        return new Task.Draw(mixed(problems++), kinds);
    }

    /// The seed of the task of a number.
    private long mixed(long number) {
        long mixed = seed + number * STEP;
        mixed = (mixed ^ mixed >>> 30) * 0xBF58476D1CE4E5B9L;
        return (mixed ^ mixed >>> 27) >>> 1;
    }

    /// Ends it at once.
    public synchronized void stop() {
        stopped = true;
    }

    /// Whether it is over.
    public synchronized boolean isOver() {
        return stopped
                || System.nanoTime() > end
                || problems >= mostProblems
                || (!draws && given.isEmpty());
    }

    /// The part that is done, 0 to 1.
    public synchronized double part() {
        return Math.min(1, (double) (System.nanoTime() - start) / (end - start));
    }
}
