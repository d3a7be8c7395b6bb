package dev.onednn4j.bench.problem;

import dev.onednn4j.DataType;
import dev.onednn4j.bench.problem.Quantized.Target;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What oneDNN documents as not supported on CPUs, whatever the machine. Such a case is skipped.
public final class UnsupportedProblem {
    private static final Set<DataType> INTEGERS = Set.of(DataType.S32, DataType.S8, DataType.U8);
    private static final Set<DataType> BYTES = Set.of(DataType.S8, DataType.U8);
    private static final Set<DataType> QUANTIZED =
            Set.of(DataType.S8, DataType.U8, DataType.F8_E5M2, DataType.F8_E4M3);

    private UnsupportedProblem() {}

    /// Why the case is not for a CPU; empty when nothing is known against it.
    public static Optional<String> reason(ConvolutionCase benchCase) {
        return Stream.of(
                        types(benchCase),
                        backward(benchCase),
                        quantization(benchCase),
                        sums(benchCase),
                        depthwise(benchCase),
                        benchCase.attributes().numerics().isStochastic()
                                ? Optional.of("stochastic rounding is not supported on CPUs")
                                : Optional.<String>empty())
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> types(ConvolutionCase benchCase) {
        DataTypes types = benchCase.types();
        if (benchCase.problem().driver().isTransposed()) {
            return Optional.empty();
        }
        boolean toBytes = BYTES.contains(types.dst());
        boolean fromBytes = BYTES.contains(types.src()) && BYTES.contains(types.weights());
        boolean halfWeights = types.weights() == DataType.F16;
        boolean unsupported =
                (both(types, DataType.F32) && toBytes)
                        || (both(types, DataType.BF16) && toBytes)
                        || (fromBytes && types.dst() == DataType.F16)
                        || (halfWeights
                                && types.dst() != DataType.F32
                                && types.dst() != DataType.F16);
        return unsupported
                ? Optional.of("convolutions of " + types + " are not supported on CPUs")
                : Optional.empty();
    }

    private static boolean both(DataTypes types, DataType type) {
        return types.src() == type && types.weights() == type;
    }

    private static Optional<String> backward(ConvolutionCase benchCase) {
        return !benchCase.direction().isForward() && benchCase.attributes().changeResults()
                ? Optional.of("scales, zero points and post-ops are for forward passes")
                : Optional.empty();
    }

    private static Optional<String> quantization(ConvolutionCase benchCase) {
        CaseAttributes attributes = benchCase.attributes();
        boolean grouped = benchCase.problem().grouped();
        boolean quantized = !attributes.scales().isEmpty() || !attributes.zeroPoints().isEmpty();
        if (quantized && !QUANTIZED.contains(benchCase.types().src())) {
            return Optional.of("scales and zero points are for a source of 8 bits");
        }
        for (Quantized entry : attributes.zeroPoints()) {
            boolean known = entry.target() == Target.SRC || entry.target() == Target.DST;
            if (!known
                    || entry.type() != DataType.S32
                    || CaseAttributes.granularity(entry, grouped).isEmpty()) {
                return unsupported("zero points", entry);
            }
        }
        for (Quantized entry : attributes.scales()) {
            boolean plain = entry.type() == DataType.F32;
            boolean supported =
                    switch (entry.target()) {
                        case SRC, DST, DEPTHWISE_DST -> entry.mask().isSingle();
                        case WEIGHTS, DEPTHWISE_WEIGHTS ->
                                CaseAttributes.granularity(entry, grouped).isPresent();
                        case SRC_1 -> false;
                    };
            if (!supported || !plain) {
                return unsupported("scales", entry);
            }
        }
        return Optional.empty();
    }

    private static Optional<String> unsupported(String what, Quantized entry) {
        return Optional.of(
                "%s %s of %s in %s are not supported on CPUs"
                        .formatted(what, entry.mask(), entry.target(), entry.type()));
    }

    private static Optional<String> sums(ConvolutionCase benchCase) {
        DataType dst = benchCase.types().dst();
        DataType first = null;
        for (PostOpLink link : benchCase.attributes().postOps().links()) {
            if (link instanceof PostOpLink.SumLink sum) {
                DataType type = sum.type() == null ? dst : sum.type();
                if (first != null && first != type) {
                    return Optional.of("sums of several data types are not supported on CPUs");
                }
                first = type;
                if (type.size() != dst.size()) {
                    return Optional.of("a sum cannot read " + dst + " as " + type);
                }
                if (sum.zeroPoint() != 0
                        && !(INTEGERS.contains(type)
                                && INTEGERS.contains(benchCase.types().src()))) {
                    return Optional.of("zero points of sums are for integers");
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> depthwise(ConvolutionCase benchCase) {
        CaseAttributes attributes = benchCase.attributes();
        boolean fused = attributes.postOps().depthwise().isPresent();
        boolean scaled =
                attributes.scales().stream()
                        .anyMatch(
                                entry ->
                                        entry.target() == Target.DEPTHWISE_WEIGHTS
                                                || entry.target() == Target.DEPTHWISE_DST);
        return scaled && !fused
                ? Optional.of("scales for a depthwise convolution that is not there")
                : Optional.empty();
    }
}
