package dev.onednn4j.fuzz.run;

import dev.onednn4j.Engine;
import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.Tensor;
import dev.onednn4j.fuzz.make.Descriptors;
import dev.onednn4j.fuzz.make.Made;
import dev.onednn4j.fuzz.memory.Elements;
import dev.onednn4j.fuzz.memory.GuardedMemory;
import dev.onednn4j.fuzz.memory.Offsets;
import dev.onednn4j.fuzz.memory.WatchedTensor;
import dev.onednn4j.fuzz.problem.FuzzProblem;
import dev.onednn4j.fuzz.problem.LayoutSpec;
import dev.onednn4j.fuzz.problem.TensorSpec;
import dev.onednn4j.fuzz.reference.Filling;
import dev.onednn4j.fuzz.reference.Inputs;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/// The tensors that one implementation runs on.
final class Tensors {
    private final Engine engine;
    private final GuardedMemory memory;
    private final FuzzProblem problem;
    private final Filling filling;
    private final SplittableRandom random;
    private final Map<String, WatchedTensor> all = new LinkedHashMap<>();
    private final Inputs inputs = new Inputs();

    Tensors(Engine engine, GuardedMemory memory, FuzzProblem problem) {
        this.engine = engine;
        this.memory = memory;
        this.problem = problem;
        this.filling = new Filling(problem);
        this.random = new SplittableRandom(problem.data().seed());
        memory.reset();
    }

    /// The elements that a definition reads.
    Inputs inputs() {
        return inputs;
    }

    /// Makes the tensors of a primitive that are not there yet, and fills them.
    void prepare(Made made) {
        Map<String, MemoryDescriptor> wanted = made.tensors();
        String source = problem.data().inPlace() ? sourceOfResult() : "";
        String result = resultInPlace();
        boolean shared =
                wanted.containsKey(source)
                        && wanted.containsKey(result)
                        && wanted.get(source).equals(wanted.get(result))
                        && made.results().contains(result)
                        && problem.operand(source).equals(problem.operand(result));
        wanted.forEach(
                (name, descriptor) -> {
                    boolean later = shared && name.equals(result);
                    if (!later && !all.containsKey(name)) {
                        all.put(name, make(name, descriptor, made.results().contains(name)));
                    }
                });
        if (shared) {
            all.put(result, find(source));
            inputs.put(result, inputs.get(source));
        }
        // What a definition looks at without any tensor.
        problem.operands()
                .forEach(
                        (name, operand) -> {
                            if (!inputs.has(name)) {
                                long[] dims = problem.sizes().dims(name);
                                inputs.put(name, filling.of(name, operand.type(), dims));
                            }
                        });
        wanted.keySet().stream()
                .filter(name -> !made.results().contains(name))
                .filter(name -> !(shared && name.equals(source)))
                .forEach(name -> find(name).seal());
    }

    private String sourceOfResult() {
        return switch (problem.kind()) {
            case ELTWISE, SOFTMAX, BATCH_NORMALIZATION ->
                    problem.pass().isForward() ? "src" : "diff_dst";
            case BINARY, SUM -> "src0";
            default -> "";
        };
    }

    private String resultInPlace() {
        return problem.pass().isForward() ? "dst" : "diff_src";
    }

    private WatchedTensor make(String name, MemoryDescriptor descriptor, boolean result) {
        boolean atEnd = random.nextBoolean();
        int size = Elements.size(descriptor.dataType());
        TensorSpec spec = problem.operands().get(name);
        GuardedMemory.Piece piece;
        Tensor tensor;
        if (spec != null && spec.layout() instanceof LayoutSpec.Box box) {
            MemoryDescriptor whole = Descriptors.whole(spec, box);
            piece = memory.take(whole.size(), atEnd, size);
            tensor = Descriptors.box(whole, box, piece.own(), problem.sizes().dims(name));
        } else {
            piece = memory.take(descriptor.size(), atEnd, size);
            tensor = Tensor.of(descriptor, piece.own());
        }
        boolean asked = spec != null && !spec.layout().isAny();
        WatchedTensor watched =
                new WatchedTensor(name, tensor, piece, Offsets.of(tensor.descriptor(), asked));
        boolean isRead = name.equals("dst") && problem.attributes().readsDst();
        double[] values =
                result && !isRead
                        ? Filling.poison(
                                descriptor.dataType(), Math.toIntExact(descriptor.elements()))
                        : filling.of(name, descriptor.dataType(), descriptor.dims());
        watched.fill(engine, values);
        if (!result || isRead) {
            inputs.put(name, values);
        }
        return watched;
    }

    /// A tensor.
    WatchedTensor find(String name) {
        WatchedTensor tensor = all.get(name);
        if (tensor == null) {
            throw new IllegalStateException("no tensor " + name);
        }
        return tensor;
    }

    /// Takes up what a primitive wrote as what the next one reads.
    void takeUp(Made made) {
        for (String name : made.results()) {
            if (all.containsKey(name)) {
                inputs.put(name, find(name).values(engine));
            }
        }
    }

    /// The elements of a result.
    double[] values(String name) {
        return find(name).values(engine);
    }

    /// The tensors by name, as a primitive takes them.
    Map<String, Tensor> byName() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        all.forEach((name, watched) -> tensors.put(name, watched.tensor()));
        return tensors;
    }

    Iterable<WatchedTensor> watched() {
        return all.values();
    }
}
