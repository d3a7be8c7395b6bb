package dev.onednn4j;

import dev.onednn4j.internal.call.NativePrimitive;
import dev.onednn4j.internal.problem.Implementation;
import dev.onednn4j.internal.problem.PrimitiveKind;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// What this machine can do. Which convolutions and deconvolutions it runs is found out by making
/// small ones: no table tells in advance what a processor and a build of oneDNN do together.
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

    /// The instruction sets without VNNI, by oneDNN's names.
    private static final Set<String> WITHOUT_VNNI = Set.of("sse41", "avx", "avx2", "avx512_core");

    private Capabilities() {}

    /// Whether sums of 8-bit products are exact on this machine, whatever the numbers. They are on
    /// CPUs that have VNNI: instructions that multiply bytes and add the products up in 32 bits.
    /// Without, that is where [OneDnn#cpuIsa()] is `sse41`, `avx`, `avx2` or `avx512_core`, oneDNN
    /// computes faster than exactly:
    ///
    /// - Two neighbouring products are added in 16 bits, and what does not fit is cut off: 255 ·
    ///   127 + 255 · 127 becomes 32767. This holds for u8 src, and in inner and matrix products for
    ///   s8 src too, to which 128 is added first. **Sums are exact with weights from −64 to 64**,
    ///   as [QuantizedWeights#of(Tensor, boolean, int, Arena)] makes them, and with u8 src up to
    ///   127.
    /// - Convolutions and deconvolutions of s8 src halve the weights and round them to whole
    ///   numbers, so that nothing is cut off: 3 becomes 4 and 1 becomes 0. **Sums are exact with
    ///   even weights.**
    ///
    /// Nothing tells in a result that this has happened.
    public static boolean isInt8Exact() {
        return isInt8Exact(OneDnn.cpuIsa());
    }

    /// As [#isInt8Exact()].
    ///
    /// @param isa an instruction set by oneDNN's name
    static boolean isInt8Exact(String isa) {
        return !WITHOUT_VNNI.contains(isa);
    }

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
                    && new Implementation(implementation).isReference(PrimitiveKind.CONVOLUTION);
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
        Objects.requireNonNull(operation, "operation");
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
        return implementation(builder(engine, operation, direction, src, weights, dst));
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
                            ConvolutionBuilder<?> builder =
                                    builder(engine, operation, direction, src, weights, dst);
                            builder.bias.set(bias, FormatTag.X);
                            return implementation(builder).isPresent();
                        })
                .toList();
    }

    /// The implementation of a primitive that is really made: some say that they can do what they
    /// refuse at last.
    private static Optional<String> implementation(ConvolutionBuilder<?> builder) {
        try {
            try (NativePrimitive made = builder.make()) {
                return Optional.of(made.implementation().name());
            }
        } catch (OneDnnException | IllegalArgumentException refused) {
            return Optional.empty();
        }
    }

    private static ConvolutionBuilder<?> builder(
            Engine engine,
            Operation operation,
            Direction direction,
            DataType src,
            DataType weights,
            DataType dst) {
        long[] image = {1, 32, 10, 10};
        long[] kernel = {32, 32, 3, 3};
        boolean transposed =
                Objects.requireNonNull(operation, "operation") == Operation.DECONVOLUTION;
        return switch (Objects.requireNonNull(direction, "direction")) {
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
