package dev.onednn4j.fuzz.calls;

import dev.onednn4j.Engine;
import dev.onednn4j.OneDnn;
import dev.onednn4j.Stream;

import java.util.ArrayList;
import java.util.List;

/// Draws a program: some scripts that run into each other, with operands that are replaced by
/// hostile ones, and with calls of anything in between.
final class ProgramDraw {
    private static final List<Script> SCRIPTS =
            List.of(
                    new SpatialScript(),
                    new SpatialScript(),
                    new DenseScript(),
                    new PoolingScript(),
                    new UnaryScript(),
                    new CombiningScript(),
                    new ViewScript());
    private static final List<Class<?>> CLOSEABLE =
            List.of(
                    java.lang.foreign.Arena.class,
                    java.lang.foreign.Arena.class,
                    dev.onednn4j.Primitive.class,
                    dev.onednn4j.Primitive.class,
                    dev.onednn4j.Execution.class,
                    dev.onednn4j.Execution.class,
                    Stream.class,
                    Engine.class);

    private final long seed;
    private final Choices choices;
    private final Scope scope = new Scope();
    private final Draws draws;
    private final List<Step> program = new ArrayList<>();
    private int nextId;

    ProgramDraw(long seed) {
        this.seed = seed;
        this.choices = new Choices(seed);
        this.draws = new Draws(choices, scope);
    }

    Program draw() {
        Draft.Base base = base();
        List<List<Step>> parts = new ArrayList<>();
        int scripts = choices.between(1, 6);
        for (int i = 0; i < scripts; i++) {
            Draft draft = new Draft(choices, () -> nextId++, base);
            choices.of(SCRIPTS).write(draft);
            parts.add(new ArrayList<>(draft.steps()));
        }
        int hostility = choices.of(0, 1, 2, 4, 10);
        int extras = choices.of(0, 5, 10, 25);
        while (!parts.isEmpty()) {
            List<Step> part = choices.of(parts);
            int length = choices.percent(70) ? part.size() : choices.between(1, part.size());
            for (int i = Math.min(length, 12); i > 0; i--) {
                add(changed(part.removeFirst(), hostility));
                if (choices.percent(extras)) {
                    add(extra());
                }
            }
            if (part.isEmpty()) {
                parts.remove(part);
            }
        }
        return new Program(seed, program);
    }

    private void add(Step step) {
        program.add(step);
        scope.add(step);
    }

    private Draft.Base base() {
        Draft draft =
                new Draft(choices, () -> nextId++, new Draft.Base(List.of(), List.of(), List.of()));
        List<Result> engines = new ArrayList<>();
        List<Result> streams = new ArrayList<>();
        List<Result> arenas = new ArrayList<>();
        int many = choices.of(1, 1, 1, 2);
        for (int i = 0; i < many; i++) {
            Result engine = draft.make(Engine.class, "cpu");
            engines.add(engine);
            streams.add(draft.make(Stream.class, "of", engine));
        }
        arenas.add(draft.snippet(Snippets.SHARED_ARENA));
        if (choices.percent(50)) {
            arenas.add(draft.snippet(Snippets.SHARED_ARENA));
        }
        if (choices.percent(50)) {
            arenas.add(
                    draft.snippetAt(
                            choices.of(Place.HERE, Place.HERE, Place.ELSEWHERE),
                            Snippets.CONFINED_ARENA));
        }
        draft.steps().forEach(this::add);
        return new Draft.Base(engines, streams, arenas);
    }

    /// The step, or one that is somehow wrong.
    private Step changed(Step step, int hostility) {
        Step changed = step;
        if (step.callee() instanceof Member member) {
            List<Class<?>> parameters = member.parameters();
            for (int i = 0; i < parameters.size(); i++) {
                if (choices.percent(hostility)) {
                    boolean isObject = i == 0 && !member.isStatic();
                    // Later steps rely on what is known of the object.
                    Class<?> type = isObject ? step.operands().get(0).type() : parameters.get(i);
                    changed = changed.with(i, before -> draws.instead(before, type, isObject));
                }
            }
        }
        if (step.place() == Place.HERE && choices.percent(hostility)) {
            changed = changed.at(place());
        }
        return changed;
    }

    private Place place() {
        return choices.of(
                Place.ELSEWHERE,
                Place.ELSEWHERE,
                Place.VIRTUAL,
                Place.INTERRUPTED,
                Place.END_OF_STACK,
                Place.AT_ONCE);
    }

    /// A call that belongs to no script.
    private Step extra() {
        int kind = choices.between(0, 99);
        if (kind < 15) {
            return close();
        }
        if (kind < 20) {
            int threads = choices.of(1, 2, 3, 4, 0, -1);
            List<Operand> operands = List.of(Literal.of(threads));
            Member member = Api.method(OneDnn.class, "setThreads", true, operands);
            return new Step(nextId++, member, operands, Place.HERE);
        }
        if (kind < 60) {
            return repeated();
        }
        return any();
    }

    private Step close() {
        Class<?> type = choices.of(CLOSEABLE);
        boolean isRare = type == Engine.class && choices.percent(70);
        return scope.find(type, choices)
                .filter(_ -> !isRare)
                .map(
                        found -> {
                            Callee callee =
                                    type == java.lang.foreign.Arena.class
                                            ? Snippets.CLOSE_ARENA
                                            : Api.method(type, "close", false, List.of());
                            return new Step(
                                    nextId++,
                                    callee,
                                    List.of(found),
                                    choices.percent(80) ? Place.HERE : place());
                        })
                .orElseGet(this::any);
    }

    /// A call that was made before, with something changed.
    private Step repeated() {
        Step before = choices.late(scope.steps());
        Step again = new Step(nextId++, before.callee(), before.operands(), before.place());
        return changed(again, 25);
    }

    /// Any call of the API for which there is an object.
    private Step any() {
        while (true) {
            Member member = choices.of(Api.members());
            List<Operand> operands = new ArrayList<>();
            for (Class<?> parameter : member.parameters()) {
                boolean isObject = operands.isEmpty() && !member.isStatic();
                if (isObject) {
                    draws.object(parameter).ifPresent(operands::add);
                    if (operands.isEmpty()) {
                        break;
                    }
                } else {
                    operands.add(draws.draw(parameter));
                }
            }
            boolean isComplete = operands.size() == member.parameters().size();
            boolean isSlow = member.name().startsWith("Capabilities.") && choices.percent(95);
            if (isComplete && !isSlow && !member.name().equals("OneDnn.setThreads")) {
                Place place = choices.percent(90) ? Place.HERE : place();
                return new Step(nextId++, member, operands, place);
            }
        }
    }
}
