package dev.onednn4j.fuzz.reduce;

import dev.onednn4j.fuzz.problem.FuzzProblem;
import dev.onednn4j.fuzz.run.Failure;

import java.util.List;

/// Tries a problem out.
@FunctionalInterface
public interface Trial {
    /// What goes wrong with a problem; nothing where it is refused.
    ///
    /// @throws InterruptedException when the thread is interrupted
    List<Failure> failures(FuzzProblem problem) throws InterruptedException;
}
