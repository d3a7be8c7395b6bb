package dev.onednn4j.fuzz.calls;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.UnaryOperator;

/// One call of a program.
///
/// @param id its number, by which others name what it gives
/// @param operands what is called it with; the object comes first where there is one
record Step(int id, Callee callee, List<Operand> operands, Place place) {
    Step {
        operands = List.copyOf(operands);
    }

    /// What it gives, as an operand of others.
    Result result() {
        return new Result(id, callee.type());
    }

    /// The same call, made elsewhere.
    Step at(Place where) {
        return new Step(id, callee, operands, where);
    }

    /// The same call with another operand.
    Step with(int index, UnaryOperator<Operand> change) {
        List<Operand> changed = new java.util.ArrayList<>(operands);
        changed.set(index, change.apply(operands.get(index)));
        return new Step(id, callee, changed, place);
    }

    /// The steps that it takes values from.
    List<Integer> needs() {
        return needs(operands);
    }

    /// The call as Java.
    String call() {
        return callee.java(texts(operands));
    }

    /// A line of Java.
    String line() {
        String target = callee.type() == void.class ? "" : "var " + result().java() + " = ";
        return target + call() + ";" + place.comment();
    }

    /// Makes the call.
    ///
    /// @throws Throwable what the call throws
    @Nullable Object perform(@Nullable Object... values) throws Throwable {
        return callee.invoke(values);
    }

    static @Nullable Object[] values(List<Operand> operands, Situation situation)
            throws MissingValueException {
        @Nullable Object[] values = new @Nullable Object[operands.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = operands.get(i).value(situation);
        }
        return values;
    }

    static List<String> texts(List<Operand> operands) {
        return operands.stream().map(Operand::java).toList();
    }

    static List<Integer> needs(List<Operand> operands) {
        return operands.stream().flatMap(operand -> operand.needs().stream()).distinct().toList();
    }
}
