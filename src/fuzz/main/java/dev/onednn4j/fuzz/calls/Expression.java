package dev.onednn4j.fuzz.calls;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// A value that is computed from others, by code that is not part of the API.
record Expression(Snippet snippet, List<Operand> operands) implements Operand {
    Expression(Snippet snippet, Operand... operands) {
        this(snippet, List.of(operands));
    }

    @Override
    public Class<?> type() {
        return snippet.type();
    }

    @Override
    public @Nullable Object value(Situation situation) throws MissingValueException {
        @Nullable Object[] values = Step.values(operands, situation);
        try {
            return snippet.invoke(values);
        } catch (RuntimeException impossible) {
            throw new MissingValueException();
        }
    }

    @Override
    public String java() {
        return snippet.java(Step.texts(operands));
    }

    @Override
    public List<Integer> needs() {
        return Step.needs(operands);
    }
}
