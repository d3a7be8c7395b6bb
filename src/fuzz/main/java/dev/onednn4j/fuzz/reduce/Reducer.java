package dev.onednn4j.fuzz.reduce;

import dev.onednn4j.fuzz.problem.FuzzProblem;
import dev.onednn4j.fuzz.run.Failure;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Makes a problem smaller as long as the same kind of failure of the same family of
/// implementations remains: smaller sizes, fewer attributes, simpler layouts and types.
///
/// For one thread.
public final class Reducer {
    private final Trial trial;
    private final long nanoseconds;
    private final Set<String> tried = new HashSet<>();

    /// A problem that was made smaller.
    ///
    /// @param reproduced whether the failure came again at all
    /// @param finished whether nothing simpler fails, as far as was tried
    public record Reduced(
            FuzzProblem problem, Failure failure, boolean reproduced, boolean finished) {}

    /// @param milliseconds after which the smallest so far is taken
    public Reducer(Trial trial, long milliseconds) {
        this.trial = trial;
        this.nanoseconds = milliseconds * 1_000_000;
    }

    /// Reduces a problem.
    ///
    /// @param failure what went wrong
    /// @throws InterruptedException when the thread is interrupted
    public Reduced reduce(FuzzProblem problem, Failure failure) throws InterruptedException {
        long end = System.nanoTime() + nanoseconds;
        tried.clear();
        Optional<Failure> again = find(problem, failure);
        if (again.isEmpty()) {
            return new Reduced(problem, failure, false, false);
        }
        FuzzProblem smallest = problem;
        Failure last = again.get();
        boolean smaller = true;
        while (smaller) {
            smaller = false;
            List<FuzzProblem> candidates = Simplifications.of(smallest);
            for (FuzzProblem candidate : candidates) {
                if (System.nanoTime() > end) {
                    return new Reduced(smallest, last, true, false);
                }
                Optional<Failure> same =
                        tried.add(candidate.toString())
                                ? find(candidate, failure)
                                : Optional.empty();
                if (same.isPresent()) {
                    smallest = candidate;
                    last = same.get();
                    smaller = true;
                    break;
                }
            }
        }
        return new Reduced(smallest, last, true, true);
    }

    private Optional<Failure> find(FuzzProblem problem, Failure failure)
            throws InterruptedException {
        return trial.failures(problem).stream().filter(each -> each.isLike(failure)).findFirst();
    }
}
