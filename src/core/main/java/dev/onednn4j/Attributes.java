package dev.onednn4j;

import dev.onednn4j.capi.onednn_h;
import dev.onednn4j.internal.Destroyer;
import dev.onednn4j.internal.problem.AttributeValues;
import dev.onednn4j.internal.problem.AttributedShape;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;

/// What changes how a primitive computes: `dnnl_primitive_attr_t`. Post-operations, quantization
/// and numerical modes.
///
/// Scales and zero points say here only where they apply; their values are tensors, passed when the
/// primitive runs: see [RuntimeArguments] and [QuantizedArgument].
///
/// Immutable and thread safe: each method returns changed attributes.
public final class Attributes {
    /// The name of the seed of [RoundingMode#STOCHASTIC] among the [RuntimeArguments]: s32, one
    /// element.
    public static final String ROUNDING_SEED = "rounding_seed";

    private static final Attributes NONE =
            new Attributes(
                    PostOps.none(), Quantization.NONE, Quantization.NONE, NumericalModes.DEFAULT);
    private static final Destroyer DESTROY =
            new Destroyer(
                    "dnnl_primitive_attr_destroy", onednn_h::dnnl_primitive_attr_destroy$address);

    private final PostOps postOps;
    private final Quantization scales;
    private final Quantization zeroPoints;
    private final NumericalModes modes;

    private Attributes(
            PostOps postOps, Quantization scales, Quantization zeroPoints, NumericalModes modes) {
        this.postOps = postOps;
        this.scales = scales;
        this.zeroPoints = zeroPoints;
        this.modes = modes;
    }

    /// The defaults.
    public static Attributes none() {
        return NONE;
    }

    /// What to do to the result before it is written.
    public Attributes postOps(PostOps postOps) {
        return new Attributes(
                Objects.requireNonNull(postOps, "postOps"), scales, zeroPoints, modes);
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
        return new Attributes(postOps, scales.with(argument, granularity, type), zeroPoints, modes);
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
        return new Attributes(postOps, scales, zeroPoints.with(argument, granularity, type), modes);
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
                        modes.accumulation(),
                        modes.deterministic(),
                        modes.dstRounding()));
    }

    /// The type that sums are kept in: `dnnl_primitive_attr_set_accumulation_mode`.
    public Attributes accumulationMode(AccumulationMode mode) {
        Objects.requireNonNull(mode, "mode");
        return with(
                new NumericalModes(
                        modes.fpmath(),
                        modes.fpmathForIntegers(),
                        mode,
                        modes.deterministic(),
                        modes.dstRounding()));
    }

    /// Whether the same input must give the same bits at every run:
    /// `dnnl_primitive_attr_set_deterministic`.
    public Attributes deterministic(boolean deterministic) {
        return with(
                new NumericalModes(
                        modes.fpmath(),
                        modes.fpmathForIntegers(),
                        modes.accumulation(),
                        deterministic,
                        modes.dstRounding()));
    }

    /// How dst is rounded: `dnnl_primitive_attr_set_rounding`. [RoundingMode#STOCHASTIC] wants a
    /// seed whenever the primitive runs: see [#ROUNDING_SEED].
    public Attributes rounding(RoundingMode mode) {
        Objects.requireNonNull(mode, "mode");
        return with(
                new NumericalModes(
                        modes.fpmath(),
                        modes.fpmathForIntegers(),
                        modes.accumulation(),
                        modes.deterministic(),
                        mode));
    }

    private Attributes with(NumericalModes changed) {
        return new Attributes(postOps, scales, zeroPoints, changed);
    }

    PostOps postOps() {
        return postOps;
    }

    /// Checks that dst has one scale at most.
    ///
    /// @throws IllegalArgumentException when it has one for each channel
    void requireCommonDstScale(String primitive) {
        Quantization.Entry dst = scales.entries().get(QuantizedArgument.DST);
        if (dst != null && dst.granularity() != Granularity.COMMON) {
            throw new IllegalArgumentException(
                    "scales of dst: expected COMMON for "
                            + primitive
                            + ", got "
                            + dst.granularity()
                            + ", which no implementation of oneDNN computes right; divide by"
                            + " channel with a binary post-op");
        }
    }

    boolean isDefault() {
        return postOps.isEmpty()
                && scales.entries().isEmpty()
                && zeroPoints.entries().isEmpty()
                && modes.equals(NumericalModes.DEFAULT);
    }

    /// The attributes as part of a problem.
    ///
    /// @param chosen the descriptor that the primitive chose for an argument's number; null where
    ///   it has none, or has not chosen yet
    AttributeValues values(IntFunction<@Nullable MemoryDescriptor> chosen) {
        return isDefault()
                ? AttributeValues.none()
                : new AttributeValues(
                        postOps.values(chosen),
                        scales.words(),
                        zeroPoints.words(),
                        modes.fpmath() != FpmathMode.STRICT,
                        /* isDefault= */ false);
    }

    /// Checks the attributes against the primitive that they belong to.
    ///
    /// @throws IllegalArgumentException when they do not go together
    void check(PartialResult result) {
        postOps.check(result);
        zeroPoints.entries().keySet().forEach(result.shape()::channels);
        for (QuantizedArgument argument : scales.entries().keySet()) {
            result.shape().channels(argument);
            if (argument.isFused() && !postOps.isFused()) {
                throw new IllegalArgumentException(
                        "scales of "
                                + argument
                                + ": expected a depthwise convolution among the post-ops, got '"
                                + postOps
                                + "'");
            }
        }
    }

    /// The tensors that must be passed when the primitive runs.
    ///
    /// @param result what the primitive computes before its post-operations
    /// @param descriptor the native primitive descriptor
    List<Argument> arguments(PartialResult result, MemorySegment descriptor) {
        AttributedShape shape = result.shape();
        List<Argument> arguments =
                new ArrayList<>(
                        postOps.arguments(result, id -> NativeDescriptor.argument(descriptor, id)));
        arguments.addAll(scales.arguments(onednn_h.DNNL_ARG_ATTR_SCALES(), true, shape));
        arguments.addAll(zeroPoints.arguments(onednn_h.DNNL_ARG_ATTR_ZERO_POINTS(), false, shape));
        if (modes.dstRounding() == RoundingMode.STOCHASTIC) {
            arguments.add(
                    new Argument(
                            onednn_h.DNNL_ARG_ATTR_ROUNDING_SEED(),
                            ROUNDING_SEED,
                            MemoryDescriptor.of(DataType.S32, 1),
                            false));
        }
        return arguments;
    }

    /// Makes native attributes that live as long as the arena.
    MemorySegment toNative(AttributedShape shape, Arena scratch) {
        MemorySegment attributes = plain(scratch);
        postOps.apply(attributes, scratch);
        scales.apply(
                attributes,
                shape,
                onednn_h::dnnl_primitive_attr_set_scales,
                "dnnl_primitive_attr_set_scales");
        zeroPoints.apply(
                attributes,
                shape,
                onednn_h::dnnl_primitive_attr_set_zero_points,
                "dnnl_primitive_attr_set_zero_points");
        modes.apply(attributes);
        return attributes;
    }

    /// Attributes that say nothing but that the scratchpad is the user's, in C's words: it belongs
    /// to an execution. A primitive that owned its scratchpad could run on one thread alone.
    static MemorySegment plain(Arena scratch) {
        MemorySegment attributes =
                Native.create(
                        "dnnl_primitive_attr_create",
                        () -> "attributes",
                        onednn_h::dnnl_primitive_attr_create,
                        scratch,
                        DESTROY);
        Native.check(
                onednn_h.dnnl_primitive_attr_set_scratchpad_mode(
                        attributes, onednn_h.dnnl_scratchpad_mode_user()),
                "dnnl_primitive_attr_set_scratchpad_mode",
                () -> "user mode");
        return attributes;
    }

    /// The attributes as arguments of benchdnn; empty for the defaults.
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        if (!scales.entries().isEmpty()) {
            parts.add("--attr-scales=" + scales.text(DataType.F32, "2"));
        }
        if (!zeroPoints.entries().isEmpty()) {
            parts.add("--attr-zero-points=" + zeroPoints.text(DataType.S32, "1"));
        }
        if (!postOps.isEmpty()) {
            parts.add("--attr-post-ops=" + postOps);
        }
        parts.addAll(modes.arguments());
        return String.join(" ", parts);
    }
}
