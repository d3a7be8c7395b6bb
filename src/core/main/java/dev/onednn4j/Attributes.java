package dev.onednn4j;

import dev.onednn4j.internal.attribute.AttributeSet;
import dev.onednn4j.internal.attribute.NumericalModes;
import dev.onednn4j.internal.attribute.QuantizationTypes;

import java.util.Objects;

/// What changes how a primitive computes: `dnnl_primitive_attr_t`. Post-operations, quantization
/// and numerical set.modes().
///
/// Scales and zero points say here only where they apply; their values are tensors, passed when the
/// primitive runs: see [RuntimeArguments] and [QuantizedArgument].
///
/// Immutable and thread safe: each method returns changed attributes.
public final class Attributes {
    /// The name of the seed of [RoundingMode#STOCHASTIC] among the [RuntimeArguments]: s32, one
    /// element.
    public static final String ROUNDING_SEED = "rounding_seed";

    private static final Attributes NONE = new Attributes(AttributeSet.NONE);

    private final AttributeSet set;

    private Attributes(AttributeSet set) {
        this.set = set;
    }

    /// The defaults.
    public static Attributes none() {
        return NONE;
    }

    /// What to do to the result before it is written.
    public Attributes postOps(PostOps postOps) {
        return new Attributes(set.with(Objects.requireNonNull(postOps, "postOps").chain()));
    }

    /// Scales of type f32: src and weights are multiplied by theirs, dst is divided by its own.
    public Attributes scales(QuantizedArgument argument, Granularity granularity) {
        return scales(argument, granularity, DataType.F32);
    }

    /// Scales of another type: `dnnl_primitive_attr_set_scales`.
    ///
    /// @throws IllegalArgumentException when the type is no floating point one, or one of 8 bits
    ///   for a single scale
    public Attributes scales(QuantizedArgument argument, Granularity granularity, DataType type) {
        QuantizationTypes.requireScales(argument, granularity, type);
        return new Attributes(set.withScales(set.scales().with(argument, granularity, type)));
    }

    /// Zero points of type s32: the stored value that means 0.
    public Attributes zeroPoints(QuantizedArgument argument, Granularity granularity) {
        return zeroPoints(argument, granularity, DataType.S32);
    }

    /// Zero points of another type: `dnnl_primitive_attr_set_zero_points`.
    ///
    /// @throws IllegalArgumentException when the type is no integer one, one of 4 bits for a single
    ///   zero point, or another than s32 for a tensor that is not src or weights, or when the
    ///   argument belongs to a fused depthwise convolution
    public Attributes zeroPoints(
            QuantizedArgument argument, Granularity granularity, DataType type) {
        QuantizationTypes.requireZeroPoints(argument, granularity, type);
        return new Attributes(
                set.withZeroPoints(set.zeroPoints().with(argument, granularity, type)));
    }

    /// Whether f32 may be rounded on the way: `dnnl_primitive_attr_set_fpmath_mode_v2`.
    ///
    /// @param forIntegers whether the mode holds for integer tensors too
    public Attributes fpmathMode(FpmathMode mode, boolean forIntegers) {
        Objects.requireNonNull(mode, "mode");
        return with(
                new NumericalModes(
                        mode,
                        forIntegers,
                        set.modes().accumulation(),
                        set.modes().deterministic(),
                        set.modes().dstRounding()));
    }

    /// The type that sums are kept in: `dnnl_primitive_attr_set_accumulation_mode`.
    public Attributes accumulationMode(AccumulationMode mode) {
        Objects.requireNonNull(mode, "mode");
        return with(
                new NumericalModes(
                        set.modes().fpmath(),
                        set.modes().fpmathForIntegers(),
                        mode,
                        set.modes().deterministic(),
                        set.modes().dstRounding()));
    }

    /// Whether the same input must give the same bits at every run:
    /// `dnnl_primitive_attr_set_deterministic`.
    public Attributes deterministic(boolean deterministic) {
        return with(
                new NumericalModes(
                        set.modes().fpmath(),
                        set.modes().fpmathForIntegers(),
                        set.modes().accumulation(),
                        deterministic,
                        set.modes().dstRounding()));
    }

    /// How dst is rounded: `dnnl_primitive_attr_set_rounding`. [RoundingMode#STOCHASTIC] wants a
    /// seed whenever the primitive runs: see [#ROUNDING_SEED].
    public Attributes rounding(RoundingMode mode) {
        Objects.requireNonNull(mode, "mode");
        return with(
                new NumericalModes(
                        set.modes().fpmath(),
                        set.modes().fpmathForIntegers(),
                        set.modes().accumulation(),
                        set.modes().deterministic(),
                        mode));
    }

    private Attributes with(NumericalModes changed) {
        return new Attributes(set.with(changed));
    }

    AttributeSet set() {
        return set;
    }

    /// The attributes as arguments of benchdnn; empty for the defaults.
    @Override
    public String toString() {
        return set.toString();
    }
}
