package dev.onednn4j.internal.attribute;

import dev.onednn4j.Attributes;
import dev.onednn4j.BatchNormalization;
import dev.onednn4j.PostOps;
import dev.onednn4j.QuantizedArgument;
import dev.onednn4j.internal.memory.TensorRole;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The names that a user may give to tensors of post-operations.
public final class OperandNames {
    private static final Set<String> RESERVED =
            Stream.concat(
                            Arrays.stream(QuantizedArgument.values())
                                    .flatMap(
                                            argument ->
                                                    Stream.of(
                                                            argument.toString(),
                                                            argument.scales(),
                                                            argument.zeroPoints())),
                            Stream.concat(
                                    Arrays.stream(TensorRole.values()).map(TensorRole::toString),
                                    Stream.of(
                                            PostOps.DEPTHWISE_BIAS,
                                            Attributes.ROUNDING_SEED,
                                            BatchNormalization.MEAN,
                                            BatchNormalization.VARIANCE,
                                            BatchNormalization.SCALE,
                                            BatchNormalization.SHIFT)))
                    .collect(Collectors.toUnmodifiableSet());

    private OperandNames() {}

    /// A tensor's name must tell it from all others of the primitive.
    ///
    /// @param taken the names of the other tensors of the chain
    public static void requireFree(String name, List<String> taken) {
        if (name.isBlank() || RESERVED.contains(name)) {
            throw new IllegalArgumentException(
                    "name: expected one of your own, got '"
                            + name
                            + (name.isBlank() ? "'" : "', which is oneDNN's word for another"));
        }
        if (taken.contains(name)) {
            throw new IllegalArgumentException(
                    "name: '" + name + "' is taken by another tensor of the chain");
        }
    }
}
