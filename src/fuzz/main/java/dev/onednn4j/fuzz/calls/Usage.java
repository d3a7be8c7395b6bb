package dev.onednn4j.fuzz.calls;

import dev.onednn4j.BackwardData;
import dev.onednn4j.BackwardWeights;
import dev.onednn4j.Binary;
import dev.onednn4j.MultipleSources;
import dev.onednn4j.Pooling;
import dev.onednn4j.PoolingBackward;
import dev.onednn4j.Primitive;
import dev.onednn4j.Reorder;
import dev.onednn4j.UnaryBackward;
import dev.onednn4j.UnaryPrimitive;
import dev.onednn4j.WeightedPrimitive;

import java.util.List;
import java.util.Set;

/// How primitives of a kind are executed.
///
/// @param tensors the methods that tell what the tensors must be, in the order of `execute`
/// @param written those that are results
/// @param hasRuntime whether there are runtime arguments behind them
/// @param isBindable whether it has a `bind` with the same arguments
record Usage(
        Class<? extends Primitive> type,
        List<String> tensors,
        Set<String> written,
        boolean hasRuntime,
        boolean isBindable) {
    private static final Set<String> DST = Set.of("dst");
    private static final Set<String> DIFF_SRC = Set.of("diffSrc");

    private static final List<Usage> ALL =
            List.of(
                    new Usage(
                            WeightedPrimitive.class,
                            List.of("src", "weights", "bias", "dst"),
                            DST,
                            true,
                            true),
                    new Usage(
                            BackwardData.class,
                            List.of("diffDst", "weights", "diffSrc"),
                            DIFF_SRC,
                            false,
                            true),
                    new Usage(
                            BackwardWeights.class,
                            List.of("src", "diffDst", "diffWeights", "diffBias"),
                            Set.of("diffWeights", "diffBias"),
                            false,
                            true),
                    new Usage(
                            Pooling.class,
                            List.of("src", "dst", "workspace"),
                            Set.of("dst", "workspace"),
                            true,
                            true),
                    new Usage(
                            PoolingBackward.class,
                            List.of("diffDst", "diffSrc", "workspace"),
                            DIFF_SRC,
                            false,
                            true),
                    new Usage(UnaryPrimitive.class, List.of("src", "dst"), DST, true, true),
                    new Usage(
                            UnaryBackward.class,
                            List.of("data", "diffDst", "diffSrc"),
                            DIFF_SRC,
                            true,
                            true),
                    new Usage(Binary.class, List.of("src0", "src1", "dst"), DST, true, true),
                    new Usage(MultipleSources.class, List.of("srcs", "dst"), DST, false, true),
                    new Usage(Reorder.class, List.of("src", "dst"), DST, false, false));

    static Usage of(Class<?> primitive) {
        return ALL.stream()
                .filter(usage -> usage.type.isAssignableFrom(primitive))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no usage of " + primitive));
    }
}
