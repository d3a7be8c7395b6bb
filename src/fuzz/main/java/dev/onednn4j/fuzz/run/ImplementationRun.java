package dev.onednn4j.fuzz.run;

import dev.onednn4j.DataType;
import dev.onednn4j.Engine;
import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.fuzz.make.Made;
import dev.onednn4j.fuzz.memory.GuardedMemory;
import dev.onednn4j.fuzz.memory.WatchedTensor;
import dev.onednn4j.fuzz.problem.FuzzProblem;
import dev.onednn4j.fuzz.reference.Bounds;
import dev.onednn4j.fuzz.reference.Definitions;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Runs one implementation of a problem and compares what it did with the definition.
record ImplementationRun(Engine engine, GuardedMemory memory, FuzzProblem problem, Made made) {
    private static final int SHOWN = 4;

    /// What is wrong with it.
    List<Failure> run() {
        String name = made.primitive().implementation();
        Tensors tensors = new Tensors(engine, memory, problem);
        Made forward = made.forward();
        boolean prepares = forward != null && made.tensors().containsKey("workspace");
        if (forward != null && prepares) {
            tensors.prepare(forward);
            forward.run(tensors.byName());
            tensors.takeUp(forward);
        }
        tensors.prepare(made);
        try {
            made.run(tensors.byName());
        } catch (RuntimeException | Error thrown) {
            return List.of(new Failure(FailureKind.EXCEPTION, name, Evidence.of(thrown)));
        }
        List<Failure> failures = new ArrayList<>();
        compare(tensors, name).ifPresent(failures::add);
        List<String> damage = new ArrayList<>();
        for (WatchedTensor tensor : tensors.watched()) {
            tensor.damage(!problem.data().planted().isEmpty()).ifPresent(damage::add);
        }
        if (!damage.isEmpty()) {
            failures.add(new Failure(FailureKind.OVERWRITTEN, name, damage));
        }
        return failures;
    }

    private Optional<Failure> compare(Tensors tensors, String implementation) {
        Map<String, Bounds> expected = Definitions.of(problem).results(tensors.inputs());
        List<String> evidence = new ArrayList<>();
        int wrong = 0;
        int count = 0;
        String planted = problem.data().planted();
        boolean spread = !planted.isEmpty() && !made.results().contains(planted);
        for (Map.Entry<String, Bounds> result : expected.entrySet()) {
            String name = result.getKey();
            double[] values = tensors.values(name);
            MemoryDescriptor descriptor = Objects.requireNonNull(made.tensors().get(name));
            DataType type = descriptor.dataType();
            long[] dims = descriptor.dims();
            count += values.length;
            for (int i = 0; i < values.length; i++) {
                if (!result.getValue().accepts(type, i, values[i])) {
                    wrong++;
                    spread &= !Double.isFinite(values[i]);
                    if (evidence.size() < SHOWN) {
                        evidence.add(
                                "%s%s: expected %s, got %s"
                                        .formatted(
                                                name,
                                                Evidence.place(i, dims),
                                                result.getValue().describe(type, i),
                                                values[i]));
                    }
                }
            }
        }
        if (wrong == 0) {
            return Optional.empty();
        }
        evidence.addFirst("%d of %d elements are wrong".formatted(wrong, count));
        return Optional.of(
                new Failure(
                        spread ? FailureKind.SPREAD : FailureKind.WRONG,
                        implementation,
                        List.copyOf(evidence)));
    }
}
