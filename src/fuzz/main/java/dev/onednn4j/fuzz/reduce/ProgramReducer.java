package dev.onednn4j.fuzz.reduce;

import dev.onednn4j.fuzz.calls.Program;
import dev.onednn4j.fuzz.calls.ProgramName;
import dev.onednn4j.fuzz.calls.Reduction;
import dev.onednn4j.fuzz.child.Task;
import dev.onednn4j.fuzz.run.Failure;

import java.util.List;
import java.util.Optional;

/// Makes a program of hostile calls shorter as long as the same kind of failure of the same method
/// remains.
///
/// For one thread.
public final class ProgramReducer {
    private final ChildTrial trial;
    private final long nanoseconds;

    /// A program that was made shorter.
    ///
    /// @param reproduced whether the failure came again at all
    public record Reduced(ProgramName name, Failure failure, boolean reproduced) {}

    /// @param milliseconds after which the shortest so far is taken
    public ProgramReducer(ChildTrial trial, long milliseconds) {
        this.trial = trial;
        this.nanoseconds = milliseconds * 1_000_000;
    }

    /// Makes a program shorter.
    ///
    /// @param culprit the seed and the step that was made last
    /// @param failure what went wrong
    /// @throws InterruptedException when the thread is interrupted
    public Reduced reduce(ProgramName culprit, Failure failure) throws InterruptedException {
        long end = System.nanoTime() + nanoseconds;
        long seed = culprit.seed();
        int step = culprit.steps().getFirst();
        Optional<Failure> again = find(new ProgramName(seed), failure);
        if (again.isEmpty()) {
            List<Integer> slice = Program.of(seed).slice(step).ids();
            return new Reduced(new ProgramName(seed, slice), failure, false);
        }
        Failure[] last = {again.get()};
        Reduction.Attempt attempt =
                kept -> {
                    if (kept.isEmpty() || System.nanoTime() > end) {
                        return false;
                    }
                    Optional<Failure> same = find(new ProgramName(seed, kept), failure);
                    same.ifPresent(found -> last[0] = found);
                    return same.isPresent();
                };
        List<Integer> kept = new Reduction(attempt).reduce(Program.of(seed), step);
        return new Reduced(new ProgramName(seed, kept), last[0], true);
    }

    private Optional<Failure> find(ProgramName name, Failure failure) throws InterruptedException {
        return trial.failures(new Task.OneProgram(name)).stream()
                .filter(each -> each.isLike(failure))
                .findFirst();
    }
}
