package dev.onednn4j.fuzz.calls;

import java.util.ArrayList;
import java.util.List;

/// Finds the few steps of a program that are enough for a finding.
public final class Reduction {
    private final Attempt attempt;

    /// Runs some steps of the program.
    @FunctionalInterface
    public interface Attempt {
        /// Whether the finding is still there when only these steps are run.
        ///
        /// @throws InterruptedException when the thread is interrupted
        boolean fails(List<Integer> kept) throws InterruptedException;
    }

    /// A reduction by attempts.
    public Reduction(Attempt attempt) {
        this.attempt = attempt;
    }

    /// The numbers of steps none of which can be dropped alone.
    ///
    /// @param program one that fails
    /// @param culprit the step that is to blame; one that the program does not have where that is
    ///   not known
    /// @throws InterruptedException when the thread is interrupted
    public List<Integer> reduce(Program program, int culprit) throws InterruptedException {
        List<Integer> kept = program.ids();
        List<Integer> slice = program.slice(culprit).ids();
        if (!slice.isEmpty() && attempt.fails(slice)) {
            kept = slice;
        } else if (kept.contains(culprit)) {
            List<Integer> until = kept.subList(0, kept.indexOf(culprit) + 1);
            kept = attempt.fails(until) ? until : kept;
        }
        for (int length = Math.ceilDiv(kept.size(), 2); length >= 1; length = next(length)) {
            kept = without(kept, length);
        }
        return List.copyOf(kept);
    }

    private static int next(int length) {
        return length == 1 ? 0 : Math.ceilDiv(length, 2);
    }

    /// Drops as many runs of steps of a length as can be dropped, the last first.
    private List<Integer> without(List<Integer> kept, int length) throws InterruptedException {
        List<Integer> left = kept;
        for (int end = left.size(); end > 0; end -= length) {
            int from = Math.max(0, end - length);
            List<Integer> fewer = new ArrayList<>(left.subList(0, from));
            fewer.addAll(left.subList(Math.min(end, left.size()), left.size()));
            if (attempt.fails(fewer)) {
                left = fewer;
            }
        }
        return left;
    }
}
