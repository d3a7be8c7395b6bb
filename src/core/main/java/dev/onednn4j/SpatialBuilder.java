package dev.onednn4j;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/// What the builders of primitives with a kernel that moves over an image have in common.
///
/// Strides, dilation and padding take one value for each spatial dimension, outermost first ([D,]
/// [H,] W), or a single one for all.
///
/// Not thread safe. May be used again after it has built something.
///
/// @param <B> the builder itself
public abstract class SpatialBuilder<B extends SpatialBuilder<B>> extends PrimitiveBuilder<B> {
    long @Nullable [] strides;
    long @Nullable [] dilation;
    long @Nullable [] paddingLeft;
    long @Nullable [] paddingRight;

    SpatialBuilder(Engine engine) {
        super(engine);
    }

    /// How far the kernel moves between neighbours; 1 by default.
    public B strides(long... strides) {
        this.strides = Objects.requireNonNull(strides, "strides").clone();
        return self();
    }

    /// How far apart the elements are that neighbours in the kernel meet; 1, the default, is no
    /// dilation (oneDNN's C API counts from 0).
    public B dilation(long... dilation) {
        this.dilation = Objects.requireNonNull(dilation, "dilation").clone();
        return self();
    }

    /// Padding of the same size on both sides; none by default.
    public B padding(long... padding) {
        Objects.requireNonNull(padding, "padding");
        return padding(padding, padding);
    }

    /// Padding before (`padding_l`) and after (`padding_r`), not the same on both sides. What comes
    /// after may be negative, down to 1 − stride, where the last elements are not met anyway.
    public B padding(long[] left, long[] right) {
        this.paddingLeft = Objects.requireNonNull(left, "left").clone();
        this.paddingRight = Objects.requireNonNull(right, "right").clone();
        return self();
    }
}
