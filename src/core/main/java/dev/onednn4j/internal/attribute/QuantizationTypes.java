package dev.onednn4j.internal.attribute;

import dev.onednn4j.DataType;
import dev.onednn4j.Granularity;
import dev.onednn4j.QuantizedArgument;

import java.util.Objects;
import java.util.Set;

/// The types that scales and zero points may have.
public final class QuantizationTypes {
    private static final Set<DataType> SINGLE_SCALES =
            Set.of(DataType.F32, DataType.BF16, DataType.F16);
    private static final Set<DataType> SCALES =
            Set.of(DataType.F32, DataType.BF16, DataType.F16, DataType.F8_E4M3, DataType.E8M0);
    private static final Set<DataType> SINGLE_ZERO_POINTS =
            Set.of(DataType.S32, DataType.S8, DataType.U8);
    private static final Set<DataType> ZERO_POINTS =
            Set.of(DataType.S32, DataType.S8, DataType.U8, DataType.S4, DataType.U4);

    private QuantizationTypes() {}

    /// Checks the type of scales.
    ///
    /// @throws IllegalArgumentException when scales cannot be of that type
    public static void requireScales(
            QuantizedArgument argument, Granularity granularity, DataType type) {
        requireNonNull(argument, granularity, type);
        require("scales", argument, "a floating point type", type, SCALES);
        if (granularity == Granularity.COMMON) {
            require("scales", argument, "f32, bf16 or f16 for a single one", type, SINGLE_SCALES);
        }
    }

    /// Checks the type of zero points.
    ///
    /// @throws IllegalArgumentException when zero points cannot be of that type, or the argument
    ///   cannot have any
    public static void requireZeroPoints(
            QuantizedArgument argument, Granularity granularity, DataType type) {
        requireNonNull(argument, granularity, type);
        require("zero points", argument, "an integer type", type, ZERO_POINTS);
        if (argument.isFused()) {
            throw new IllegalArgumentException(
                    "argument: a fused depthwise convolution has no zero points, got " + argument);
        }
        if (argument == QuantizedArgument.SRC_1) {
            throw new IllegalArgumentException(
                    "argument: a second source has no zero points, got " + argument);
        }
        if (granularity == Granularity.COMMON) {
            require(
                    "zero points",
                    argument,
                    "s32, s8 or u8 for a single one",
                    type,
                    SINGLE_ZERO_POINTS);
        }
        if (argument != QuantizedArgument.SRC && argument != QuantizedArgument.WEIGHTS) {
            require(
                    "zero points",
                    argument,
                    "s32, as src and weights alone have others",
                    type,
                    Set.of(DataType.S32));
        }
    }

    private static void requireNonNull(
            QuantizedArgument argument, Granularity granularity, DataType type) {
        Objects.requireNonNull(argument, "argument");
        Objects.requireNonNull(granularity, "granularity");
        Objects.requireNonNull(type, "type");
    }

    private static void require(
            String what,
            QuantizedArgument argument,
            String expected,
            DataType type,
            Set<DataType> accepted) {
        if (!accepted.contains(type)) {
            throw new IllegalArgumentException(
                    what + " of " + argument + ": expected " + expected + ", got " + type);
        }
    }
}
