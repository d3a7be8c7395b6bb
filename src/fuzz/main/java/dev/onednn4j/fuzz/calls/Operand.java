package dev.onednn4j.fuzz.calls;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Where a call takes a value from.
sealed interface Operand permits Result, Literal, Expression, Callback {
    /// The class of the value, as far as it is known without running anything.
    Class<?> type();

    /// The value.
    ///
    /// @throws MissingValueException when a step that should give it gave nothing
    @Nullable Object value(Situation situation) throws MissingValueException;

    /// The operand as Java.
    String java();

    /// The steps that it takes values from.
    List<Integer> needs();
}
