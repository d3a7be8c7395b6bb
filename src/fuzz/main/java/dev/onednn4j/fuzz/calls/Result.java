package dev.onednn4j.fuzz.calls;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What a step gave.
record Result(int step, Class<?> type) implements Operand {
    @Override
    public @Nullable Object value(Situation situation) throws MissingValueException {
        return situation.value(step);
    }

    @Override
    public String java() {
        return "v" + step;
    }

    @Override
    public List<Integer> needs() {
        return List.of(step);
    }
}
