package dev.onednn4j.fuzz.calls;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What a step calls.
sealed interface Callee permits Member, Snippet {
    /// Whether the first operand is an object that can be called.
    boolean accepts(@Nullable Object... values);

    /// Makes the call.
    ///
    /// @param values the operands; the object comes first where there is one
    /// @throws Throwable what the call throws
    @Nullable Object invoke(@Nullable Object... values) throws Throwable;

    /// What is called, in one or two words.
    String name();

    /// The call as Java.
    String java(List<String> operands);

    /// The class of what it gives; `void` where that is nothing.
    Class<?> type();

    /// Whether it is part of what is tested, so that not every exception is right.
    boolean isTested();
}
