package dev.onednn4j.fuzz.make;

import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.Pooling;
import dev.onednn4j.PoolingAlgorithm;
import dev.onednn4j.PoolingBackward;
import dev.onednn4j.fuzz.problem.FuzzProblem;
import dev.onednn4j.fuzz.problem.Pass;
import dev.onednn4j.fuzz.problem.SlidingSizes;
import dev.onednn4j.fuzz.problem.WindowAxis;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/// Makes poolings.
record PoolingMaker(Maker maker) {
    Made make() {
        if (maker.problem().pass().isForward()) {
            return forward(maker.accepted());
        }
        Made forward = forward(implementation -> true);
        try {
            Made backward = backward((Pooling) forward.primitive());
            return backward.after(forward);
        } catch (RuntimeException | Error failure) {
            forward.close();
            throw failure;
        }
    }

    private Made forward(Predicate<String> accepted) {
        FuzzProblem problem = maker.problem();
        Pooling.Builder builder =
                Pooling.forward(maker.engine())
                        .algorithm(algorithm(problem.option("alg")))
                        .src(maker.tensor("src"))
                        .dst(maker.tensor("dst"))
                        .kernel(axes(WindowAxis::kernel))
                        .strides(axes(WindowAxis::stride))
                        .dilation(axes(WindowAxis::dilation))
                        .padding(axes(WindowAxis::left), axes(WindowAxis::right))
                        .implementations(accepted);
        if (problem.pass().isForward()) {
            builder.attributes(maker.attributes());
        }
        if (problem.pass() != Pass.INFERENCE) {
            builder.training();
        }
        return of(builder.build());
    }

    private static PoolingAlgorithm algorithm(String name) {
        return switch (name) {
            case "max" -> PoolingAlgorithm.MAX;
            case "avg_p" -> PoolingAlgorithm.AVG_INCLUDE_PADDING;
            case "avg_np" -> PoolingAlgorithm.AVG_EXCLUDE_PADDING;
            default -> throw new IllegalArgumentException("no pooling is called " + name);
        };
    }

    private long[] axes(ToLongFunction<WindowAxis> value) {
        return ((SlidingSizes) maker.problem().sizes()).axes().stream().mapToLong(value).toArray();
    }

    private static Made of(Pooling primitive) {
        MemoryDescriptor workspace = primitive.workspace();
        Map<String, @Nullable MemoryDescriptor> tensors = new LinkedHashMap<>();
        tensors.put("src", primitive.src());
        tensors.put("dst", primitive.dst());
        tensors.put("workspace", workspace);
        return Made.of(
                primitive,
                tensors,
                Set.of("dst", "workspace"),
                (found, named) ->
                        primitive.execute(
                                found.apply("src"),
                                found.apply("dst"),
                                workspace == null ? null : found.apply("workspace"),
                                named));
    }

    private Made backward(Pooling forward) {
        PoolingBackward primitive =
                forward.backward()
                        .diffSrc(maker.tensor("diff_src"))
                        .diffDst(maker.tensor("diff_dst"))
                        .attributes(maker.attributes())
                        .implementations(maker.accepted())
                        .build();
        MemoryDescriptor workspace = primitive.workspace();
        Map<String, @Nullable MemoryDescriptor> tensors = new LinkedHashMap<>();
        tensors.put("diff_dst", primitive.diffDst());
        tensors.put("diff_src", primitive.diffSrc());
        tensors.put("workspace", workspace);
        return Made.of(
                primitive,
                tensors,
                Set.of("diff_src"),
                (found, named) ->
                        primitive.execute(
                                found.apply("diff_dst"),
                                found.apply("diff_src"),
                                workspace == null ? null : found.apply("workspace")));
    }
}
