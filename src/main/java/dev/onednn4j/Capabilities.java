package dev.onednn4j;

import dev.onednn4j.internal.problem.Implementation;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What convolutions and deconvolutions this machine runs, found out by asking oneDNN to describe
/// them, short of generating code: no table tells in advance what a processor and a build of oneDNN
/// do together.
///
/// Thread safe.
public final class Capabilities {
    private static final List<DataType> FLOATS =
            List.of(DataType.F32, DataType.BF16, DataType.F16, DataType.F64);
    private static final List<DataType> SMALL_FLOATS = List.of(DataType.F8_E5M2, DataType.F8_E4M3);
    private static final List<DataType> TYPES =
            List.of(
                    DataType.F32,
                    DataType.BF16,
                    DataType.F16,
                    DataType.S32,
                    DataType.S8,
                    DataType.U8,
                    DataType.F8_E5M2,
                    DataType.F8_E4M3,
                    DataType.F64);

    private Capabilities() {}

    /// One combination of types that was tried.
    ///
    /// @param src the type of src, or of diff_src
    /// @param weights the type of weights, or of diff_weights
    /// @param dst the type of dst, or of diff_dst
    /// @param implementation what oneDNN would run; null when it refuses
    public record Probe(
            Operation operation,
            Direction direction,
            DataType src,
            DataType weights,
            DataType dst,
            @Nullable String implementation) {
        /// Whether this machine runs it.
        public boolean isSupported() {
            return implementation != null;
        }

        /// Whether it runs on plain C++ code, far slower than generated machine code.
        public boolean isReference() {
            return implementation != null
                    && new Implementation(implementation).isReference(operation.kind());
        }
    }

    /// Tries every direction of convolution with every combination of types that oneDNN has a word
    /// for: some 200, in well under a second.
    public static List<Probe> probe(Engine engine) {
        return probe(engine, Operation.CONVOLUTION);
    }

    /// Tries every direction with every combination of types that oneDNN has a word for: some 200,
    /// in well under a second.
    ///
    /// @throws IllegalStateException when the engine is closed
    public static List<Probe> probe(Engine engine, Operation operation) {
        List<Probe> probes = new ArrayList<>();
        for (Direction direction : Direction.values()) {
            for (DataType src : sources(direction)) {
                for (DataType weights : weights(direction, src)) {
                    for (DataType dst : TYPES) {
                        probes.add(
                                new Probe(
                                        operation,
                                        direction,
                                        src,
                                        weights,
                                        dst,
                                        implementation(
                                                        engine, operation, direction, src, weights,
                                                        dst)
                                                .orElse(null)));
                    }
                }
            }
        }
        return probes;
    }

    private static List<DataType> sources(Direction direction) {
        List<DataType> sources = new ArrayList<>(FLOATS);
        sources.addAll(SMALL_FLOATS);
        if (direction == Direction.FORWARD) {
            sources.add(DataType.U8);
            sources.add(DataType.S8);
        }
        return sources;
    }

    private static List<DataType> weights(Direction direction, DataType src) {
        if (src == DataType.U8 || src == DataType.S8) {
            return List.of(DataType.S8);
        }
        if (SMALL_FLOATS.contains(src)) {
            return SMALL_FLOATS;
        }
        return direction == Direction.FORWARD || src == DataType.F32
                ? List.of(src)
                : List.of(src, DataType.F32);
    }

    /// The implementation of a convolution for these types: see [#implementation(Engine, Operation,
    /// Direction, DataType, DataType, DataType)].
    public static Optional<String> implementation(
            Engine engine, Direction direction, DataType src, DataType weights, DataType dst) {
        return implementation(engine, Operation.CONVOLUTION, direction, src, weights, dst);
    }

    /// The implementation that oneDNN would run for these types, on a 3×3 kernel over 32 channels
    /// in layouts of its choice; empty when it refuses. Which one it is for other shapes,
    /// [Primitive#implementation()] tells.
    ///
    /// @throws IllegalStateException when the engine is closed
    public static Optional<String> implementation(
            Engine engine,
            Operation operation,
            Direction direction,
            DataType src,
            DataType weights,
            DataType dst) {
        return describe(builder(engine, operation, direction, src, weights, dst));
    }

    /// The types that a bias may have besides these types, forward, or the gradient by the bias,
    /// backward by weights. Empty when oneDNN refuses the types altogether, and backward by data,
    /// where there is no bias.
    ///
    /// @throws IllegalStateException when the engine is closed
    public static List<DataType> biasTypes(
            Engine engine,
            Operation operation,
            Direction direction,
            DataType src,
            DataType weights,
            DataType dst) {
        if (direction == Direction.BACKWARD_DATA) {
            return List.of();
        }
        return TYPES.stream()
                .filter(
                        bias -> {
                            SpatialBuilder<?> builder =
                                    builder(engine, operation, direction, src, weights, dst);
                            builder.bias.set(bias, FormatTag.X);
                            return describe(builder).isPresent();
                        })
                .toList();
    }

    private static Optional<String> describe(SpatialBuilder<?> builder) {
        try {
            return Optional.of(builder.make(plan -> plan.implementation().name()));
        } catch (OneDnnException refused) {
            return Optional.empty();
        }
    }

    private static SpatialBuilder<?> builder(
            Engine engine,
            Operation operation,
            Direction direction,
            DataType src,
            DataType weights,
            DataType dst) {
        long[] image = {1, 32, 10, 10};
        long[] kernel = {32, 32, 3, 3};
        boolean transposed = operation.isTransposed();
        return switch (direction) {
            case FORWARD ->
                    (transposed ? Deconvolution.forward(engine) : Convolution.forward(engine))
                            .src(src, image)
                            .weights(weights, kernel)
                            .dst(dst);
            case BACKWARD_DATA ->
                    (transposed
                                    ? Deconvolution.backwardData(engine)
                                    : Convolution.backwardData(engine))
                            .diffSrc(src, image)
                            .weights(weights, kernel)
                            .diffDst(dst);
            case BACKWARD_WEIGHTS ->
                    (transposed
                                    ? Deconvolution.backwardWeights(engine)
                                    : Convolution.backwardWeights(engine))
                            .src(src, image)
                            .diffWeights(weights, kernel)
                            .diffDst(dst);
        };
    }
}
