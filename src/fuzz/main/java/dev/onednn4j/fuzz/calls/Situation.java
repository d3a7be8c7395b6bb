package dev.onednn4j.fuzz.calls;

import org.jspecify.annotations.Nullable;

/// A program in the middle of its run.
interface Situation {
    /// What a step gave.
    ///
    /// @throws MissingValueException when it gave nothing
    @Nullable Object value(int step) throws MissingValueException;

    /// Memory for tensors.
    CanaryMemory memory();

    /// Makes a call from within another one.
    ///
    /// @throws Throwable what the call throws
    void nested(Step step) throws Throwable;
}
