package dev.onednn4j.fuzz.calls;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;

/// A part of a program that is being written.
final class Draft {
    private final Choices choices;
    private final IntSupplier ids;
    private final Base base;
    private final List<Step> steps = new ArrayList<>();

    /// What all parts of a program may use.
    ///
    /// @param engines of the CPU
    /// @param streams of these engines
    /// @param arenas where memory comes from
    record Base(List<Result> engines, List<Result> streams, List<Result> arenas) {}

    /// @param ids the numbers of the steps
    Draft(Choices choices, IntSupplier ids, Base base) {
        this.choices = choices;
        this.ids = ids;
        this.base = base;
    }

    Choices choices() {
        return choices;
    }

    List<Step> steps() {
        return steps;
    }

    Result engine() {
        return choices.of(base.engines());
    }

    Result stream() {
        return choices.of(base.streams());
    }

    Result arena() {
        return choices.of(base.arenas());
    }

    /// Calls a method of an object. Methods of a builder give the builder.
    Result call(Operand object, String name, Operand... operands) {
        Member member = Api.method(object.type(), name, false, List.of(operands));
        boolean isBuilder = object.type().getSimpleName().endsWith("Builder");
        boolean givesItself = isBuilder && member.type().isAssignableFrom(object.type());
        return add(
                givesItself ? new Member(member.executable(), object.type()) : member,
                with(object, operands));
    }

    /// Calls a method of an object that gives a more special class than it says.
    Result call(Class<?> known, Operand object, String name, Operand... operands) {
        Member member = Api.method(object.type(), name, false, List.of(operands));
        return add(new Member(member.executable(), known), with(object, operands));
    }

    /// Calls a static method.
    Result make(Class<?> owner, String name, Operand... operands) {
        return add(Api.method(owner, name, true, List.of(operands)), List.of(operands));
    }

    /// Runs code that is not part of the API.
    Result snippet(Snippet snippet, Operand... operands) {
        return add(snippet, List.of(operands));
    }

    /// Runs code that is not part of the API somewhere.
    Result snippetAt(Place place, Snippet snippet, Operand... operands) {
        return add(new Step(ids.getAsInt(), snippet, List.of(operands), place));
    }

    /// Makes the last call somewhere else.
    void moveLast(Place place) {
        steps.add(steps.removeLast().at(place));
    }

    Result add(Callee callee, List<Operand> operands) {
        return add(new Step(ids.getAsInt(), callee, operands, Place.HERE));
    }

    Result add(Step step) {
        steps.add(step);
        return step.result();
    }

    private static List<Operand> with(Operand object, Operand... operands) {
        List<Operand> all = new ArrayList<>();
        all.add(object);
        all.addAll(List.of(operands));
        return all;
    }
}
