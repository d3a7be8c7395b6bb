package dev.onednn4j.fuzz.calls;

import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.RuntimeArguments;
import dev.onednn4j.Tensor;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Executes and binds a primitive, on tensors that fit, most of the time.
///
/// @param primitive what is executed
/// @param absent the tensors that it has not
/// @param names its runtime arguments
/// @param sources how many sources it has where that is not fixed
record UseScript(Result primitive, Set<String> absent, List<String> names, int sources)
        implements Script {
    UseScript(Result primitive) {
        this(primitive, Set.of(), List.of(), 0);
    }

    @Override
    public void write(Draft draft) {
        Choices choices = draft.choices();
        Usage usage = Usage.of(primitive.type());
        List<Operand> tensors = new ArrayList<>();
        List<Result> made = new ArrayList<>();
        tensors.add(primitive);
        for (String name : usage.tensors()) {
            if (absent.contains(name)) {
                tensors.add(Literal.nothing(Tensor.class));
            } else if (name.equals("srcs")) {
                tensors.add(several(draft, made));
            } else {
                Result tensor = tensor(draft, draft.call(primitive, name), made);
                made.add(tensor);
                tensors.add(tensor);
            }
        }
        if (usage.hasRuntime() && (!names.isEmpty() || choices.percent(50))) {
            tensors.add(runtime(draft, made));
        }
        Operand[] operands = tensors.subList(1, tensors.size()).toArray(Operand[]::new);
        boolean isWatched = choices.percent(50);
        Result witness = primitive;
        if (isWatched) {
            witness = draft.snippet(Snippets.WITNESS, primitive);
        }
        draft.call(primitive, "execute", operands);
        if (usage.isBindable() && choices.percent(60)) {
            bind(draft, usage, operands, made);
        }
        if (choices.percent(20)) {
            race(draft, operands, isWatched, witness);
        }
        if (isWatched) {
            draft.snippetAt(
                    choices.of(Place.HERE, Place.ELSEWHERE, Place.VIRTUAL),
                    Snippets.AGAIN,
                    witness);
        }
        if (choices.percent(50)) {
            draft.call(primitive, "close");
        }
    }

    private Operand several(Draft draft, List<Result> made) {
        Result descriptors = draft.call(primitive, "srcs");
        List<Operand> tensors = new ArrayList<>();
        for (int i = 0; i < sources; i++) {
            Result descriptor =
                    draft.snippet(
                            new Snippet(MemoryDescriptor.class, "%s.get(" + i + ")", get(i)),
                            descriptors);
            Result tensor = tensor(draft, descriptor, made);
            made.add(tensor);
            tensors.add(tensor);
        }
        String format = String.join(", ", tensors.stream().map(_ -> "%s").toList());
        return new Expression(
                new Snippet(List.class, "List.of(" + format + ")", values -> List.of(values)),
                tensors);
    }

    private static Snippet.Body get(int index) {
        return values -> values[0] instanceof List<?> list ? list.get(index) : null;
    }

    /// A tensor in memory of some kind.
    private static Result tensor(Draft draft, Operand descriptor, List<Result> others) {
        Choices choices = draft.choices();
        int kind = choices.between(0, 99);
        if (kind < 50) {
            return over(draft, descriptor, Snippets.TAKE, Literal.memory());
        }
        if (kind < 85) {
            return draft.make(Tensor.class, "allocate", draft.arena(), descriptor);
        }
        if (kind < 89) {
            Result memory = draft.snippet(Snippets.TAKE, Literal.memory(), descriptor);
            Result segment = draft.snippet(Snippets.READ_ONLY, memory);
            return draft.make(Tensor.class, "of", descriptor, segment);
        }
        if (kind < 91) {
            return over(draft, descriptor, Snippets.TAKE_LESS, Literal.memory());
        }
        if (kind < 95) {
            Result memory = draft.snippet(Snippets.TAKE_MORE, Literal.memory(), descriptor);
            Literal shift = Literal.of(choices.oneOf(0, 1, 2, 4, 8, 32, 64));
            Result segment = draft.snippet(Snippets.SLICE, memory, shift);
            return draft.make(Tensor.class, "of", descriptor, segment);
        }
        if (kind < 98 && !others.isEmpty()) {
            // Memory that another tensor of the execution has, too.
            Result memory = draft.snippet(Snippets.SEGMENT, choices.of(others));
            Literal shift = Literal.of(choices.oneOf(0, 0, 4, 8, 64));
            Result segment = draft.snippet(Snippets.SLICE, memory, shift);
            return draft.make(Tensor.class, "of", descriptor, segment);
        }
        return over(draft, descriptor, Snippets.ALLOCATE, draft.arena());
    }

    private static Result over(
            Draft draft, Operand descriptor, Snippet allocation, Operand memory) {
        Result segment = draft.snippet(allocation, memory, descriptor);
        return draft.make(Tensor.class, "of", descriptor, segment);
    }

    private Operand runtime(Draft draft, List<Result> made) {
        Result runtime = draft.make(RuntimeArguments.class, "none");
        if (names.isEmpty()) {
            return runtime;
        }
        Result descriptors = draft.call(primitive, "runtimeArguments");
        for (String name : new HashSet<>(names).stream().sorted().toList()) {
            Result descriptor = draft.snippet(Snippets.GET, descriptors, Literal.of(name));
            Result tensor = tensor(draft, descriptor, made);
            runtime = draft.call(runtime, "and", Literal.of(name), tensor);
        }
        return runtime;
    }

    private void bind(Draft draft, Usage usage, Operand[] operands, List<Result> made) {
        Choices choices = draft.choices();
        Result execution = draft.call(primitive, "bind", operands);
        draft.call(execution, "run");
        if (choices.percent(40)) {
            draft.call(execution, "runOn", draft.stream());
        }
        if (choices.percent(40) && !made.isEmpty()) {
            String name = choices.of(usage.tensors()).replaceAll("([A-Z])", "_$1");
            draft.call(
                    execution,
                    "set",
                    Literal.of(name.toLowerCase(java.util.Locale.ROOT)),
                    choices.of(made));
            draft.call(execution, "run");
        }
        if (choices.percent(25)) {
            int many = choices.between(1, 3);
            for (int i = 0; i < many; i++) {
                draft.call(execution, choices.of("run", "run", "close"));
                draft.moveLast(Place.AT_ONCE);
            }
        }
        if (choices.percent(50)) {
            draft.call(execution, "close");
        }
    }

    private void race(Draft draft, Operand[] operands, boolean isWatched, Result witness) {
        Choices choices = draft.choices();
        int many = choices.between(2, 4);
        for (int i = 0; i < many; i++) {
            if (isWatched && choices.percent(50)) {
                draft.snippetAt(Place.AT_ONCE, Snippets.AGAIN, witness);
            } else {
                draft.call(primitive, "execute", operands);
                draft.moveLast(Place.AT_ONCE);
            }
        }
        if (choices.percent(50)) {
            draft.call(primitive, "close");
            draft.moveLast(Place.AT_ONCE);
        }
    }
}
