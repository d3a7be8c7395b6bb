package dev.onednn4j.fuzz.make;

import dev.onednn4j.BackwardData;
import dev.onednn4j.BackwardWeights;
import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.WeightedPrimitive;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// The tensors of primitives that have weights.
final class WeightedTensors {
    private WeightedTensors() {}

    static Made of(WeightedPrimitive primitive) {
        MemoryDescriptor bias = primitive.bias();
        return Made.of(
                primitive,
                tensors(primitive.src(), primitive.weights(), bias, primitive.dst()),
                Set.of("dst"),
                (tensors, named) ->
                        primitive.execute(
                                tensors.apply("src"),
                                tensors.apply("weights"),
                                bias == null ? null : tensors.apply("bias"),
                                tensors.apply("dst"),
                                named));
    }

    static Made of(BackwardData primitive) {
        return Made.of(
                primitive,
                tensors(primitive.diffSrc(), primitive.weights(), null, primitive.diffDst()),
                Set.of("src"),
                (tensors, named) ->
                        primitive.execute(
                                tensors.apply("dst"),
                                tensors.apply("weights"),
                                tensors.apply("src")));
    }

    static Made of(BackwardWeights primitive) {
        MemoryDescriptor bias = primitive.diffBias();
        return Made.of(
                primitive,
                tensors(primitive.src(), primitive.diffWeights(), bias, primitive.diffDst()),
                bias == null ? Set.of("weights") : Set.of("weights", "bias"),
                (tensors, named) ->
                        primitive.execute(
                                tensors.apply("src"),
                                tensors.apply("dst"),
                                tensors.apply("weights"),
                                bias == null ? null : tensors.apply("bias")));
    }

    private static Map<String, @Nullable MemoryDescriptor> tensors(
            MemoryDescriptor src,
            MemoryDescriptor weights,
            @Nullable MemoryDescriptor bias,
            MemoryDescriptor dst) {
        Map<String, @Nullable MemoryDescriptor> tensors = new LinkedHashMap<>();
        tensors.put("src", src);
        tensors.put("weights", weights);
        tensors.put("bias", bias);
        tensors.put("dst", dst);
        return tensors;
    }
}
