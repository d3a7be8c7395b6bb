package dev.onednn4j.bench.report;

import dev.onednn4j.bench.problem.ConvolutionCase;

/// Tells the user how a session goes. Thread safe: a session that is interrupted finishes it from
/// another thread, and nothing is told after that.
public interface Report {
    /// A case is about to run.
    void begin(int index, ConvolutionCase benchCase);

    /// A case has ended.
    void end(int index, Outcome outcome);

    /// The session is over. Only the first call counts.
    ///
    /// @param interrupted whether cases are missing because the user ended it
    void finish(boolean interrupted);
}
