package dev.onednn4j.internal.attribute;

import dev.onednn4j.Attributes;
import dev.onednn4j.DataType;
import dev.onednn4j.FpmathMode;
import dev.onednn4j.Granularity;
import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.QuantizedArgument;
import dev.onednn4j.RoundingMode;
import dev.onednn4j.capi.onednn_h;
import dev.onednn4j.internal.library.Destroyer;
import dev.onednn4j.internal.library.Native;
import dev.onednn4j.internal.memory.Argument;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/// What changes how a primitive computes: `dnnl_primitive_attr_t`. Immutable.
public record AttributeSet(
        PostOpList postOps, Quantization scales, Quantization zeroPoints, NumericalModes modes) {
    /// The defaults.
    public static final AttributeSet NONE =
            new AttributeSet(
                    PostOpList.NONE, Quantization.NONE, Quantization.NONE, NumericalModes.DEFAULT);

    private static final Destroyer DESTROY =
            new Destroyer(
                    "dnnl_primitive_attr_destroy", onednn_h::dnnl_primitive_attr_destroy$address);

    /// The same with other post-operations.
    public AttributeSet with(PostOpList changed) {
        return new AttributeSet(changed, scales, zeroPoints, modes);
    }

    /// The same with other numerical modes.
    public AttributeSet with(NumericalModes changed) {
        return new AttributeSet(postOps, scales, zeroPoints, changed);
    }

    /// The same with other scales.
    public AttributeSet withScales(Quantization changed) {
        return new AttributeSet(postOps, changed, zeroPoints, modes);
    }

    /// The same with other zero points.
    public AttributeSet withZeroPoints(Quantization changed) {
        return new AttributeSet(postOps, scales, changed, modes);
    }

    /// Checks that dst has one scale at most.
    ///
    /// @throws IllegalArgumentException when it has one for each channel
    public void requireCommonDstScale(String primitive) {
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

    /// Whether nothing is changed.
    public boolean isDefault() {
        return postOps.isEmpty()
                && scales.entries().isEmpty()
                && zeroPoints.entries().isEmpty()
                && modes.equals(NumericalModes.DEFAULT);
    }

    /// The attributes as part of a problem.
    ///
    /// @param chosen the descriptor that the primitive chose for an argument's number; null where
    ///   it has none, or has not chosen yet
    public AttributeValues values(IntFunction<@Nullable MemoryDescriptor> chosen) {
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
    public void check(PartialResult result) {
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
    /// @param chosen the descriptor that the primitive chose for an argument's number
    public List<Argument> arguments(
            PartialResult result, IntFunction<@Nullable MemoryDescriptor> chosen) {
        AttributedShape shape = result.shape();
        List<Argument> arguments = new ArrayList<>(postOps.arguments(result, chosen));
        arguments.addAll(scales.arguments(onednn_h.DNNL_ARG_ATTR_SCALES(), true, shape));
        arguments.addAll(zeroPoints.arguments(onednn_h.DNNL_ARG_ATTR_ZERO_POINTS(), false, shape));
        if (modes.dstRounding() == RoundingMode.STOCHASTIC) {
            arguments.add(
                    new Argument(
                            onednn_h.DNNL_ARG_ATTR_ROUNDING_SEED(),
                            Attributes.ROUNDING_SEED,
                            MemoryDescriptor.of(DataType.S32, 1),
                            false));
        }
        return arguments;
    }

    /// Makes native attributes that live as long as the arena.
    public MemorySegment toNative(AttributedShape shape, Arena scratch) {
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
    public static MemorySegment plain(Arena scratch) {
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
