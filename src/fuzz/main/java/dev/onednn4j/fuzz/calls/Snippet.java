package dev.onednn4j.fuzz.calls;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Code that is not part of the API: what a user does with arenas, segments and files.
///
/// @param format the code as Java, with `%s` for operands
/// @param isTested whether an exception counts as one of the API
record Snippet(Class<?> type, String format, boolean isTested, Body body) implements Callee {
    /// What it does.
    interface Body {
        @Nullable Object run(@Nullable Object... values);
    }

    Snippet(Class<?> type, String format, Body body) {
        this(type, format, false, body);
    }

    @Override
    public boolean accepts(@Nullable Object... values) {
        return true;
    }

    @Override
    public @Nullable Object invoke(@Nullable Object... values) {
        return body.run(values);
    }

    @Override
    public String name() {
        return format.replace("%s", "").replaceAll("[^A-Za-z ]", "").strip();
    }

    @Override
    public String java(List<String> operands) {
        return format.formatted(operands.toArray());
    }
}
