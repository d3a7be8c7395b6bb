package dev.onednn4j.fuzz.run;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// Something that a child JVM does until it is told to stop, and that may end the child.
///
/// Everything that it does follows from the seed, so that a second child with the same seed does
/// the same.
@FunctionalInterface
public interface Work {
    /// Does one step after the other.
    ///
    /// @param seed decides what is done
    /// @param goOn asked before each step; false means to return soon
    /// @param journal told what the next step is, in one line, before it is taken. The line
    ///   outlives the process. The last lines tell what was being done when a child died, hung or
    ///   threw
    /// @throws Throwable when something was found: what a step did although it is not documented.
    ///   The finding is the exception with the last lines of the journal. The child goes on with
    ///   another seed
    void run(long seed, BooleanSupplier goOn, Consumer<String> journal) throws Throwable;
}
