package dev.onednn4j;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import java.util.function.Supplier;

/// What the builders of convolutions and deconvolutions have in common.
///
/// Strides, dilation and padding take one value for each spatial dimension, outermost first ([D,]
/// [H,] W), or a single one for all.
///
/// Not thread safe. May be used again after it has built something.
///
/// @param <B> the builder itself
public abstract sealed class SpatialBuilder<B extends SpatialBuilder<B>>
        permits ForwardBuilder, BackwardDataBuilder, BackwardWeightsBuilder {
    final Engine engine;
    final Operation operation;
    private ConvolutionAlgorithm algorithm = ConvolutionAlgorithm.DIRECT;
    private long @Nullable [] strides;
    private long @Nullable [] dilation;
    private long @Nullable [] paddingLeft;
    private long @Nullable [] paddingRight;
    private Attributes attributes = Attributes.none();

    SpatialBuilder(Engine engine, Operation operation) {
        this.engine = Objects.requireNonNull(engine, "engine");
        this.operation = operation;
    }

    abstract B self();

    /// How to compute it; [ConvolutionAlgorithm#DIRECT] by default.
    public B algorithm(ConvolutionAlgorithm algorithm) {
        this.algorithm = Objects.requireNonNull(algorithm, "algorithm");
        return self();
    }

    /// How far the kernel moves between neighbours; 1 by default.
    public B strides(long... strides) {
        this.strides = strides.clone();
        return self();
    }

    /// How far apart the elements are that neighbours in the kernel meet; 1, the default, is no
    /// dilation (oneDNN's C API counts from 0).
    public B dilation(long... dilation) {
        this.dilation = dilation.clone();
        return self();
    }

    /// Padding of the same size on both sides; none by default.
    public B padding(long... padding) {
        return padding(padding, padding);
    }

    /// Padding before (`padding_l`) and after (`padding_r`), not the same on both sides. What comes
    /// after may be negative, down to 1 − stride, where the last elements are not met anyway.
    public B padding(long[] left, long[] right) {
        this.paddingLeft = left.clone();
        this.paddingRight = right.clone();
        return self();
    }

    /// What changes how it computes; nothing by default.
    public B attributes(Attributes attributes) {
        this.attributes = Objects.requireNonNull(attributes, "attributes");
        return self();
    }

    Attributes attributes() {
        return attributes;
    }

    ConvolutionAlgorithm algorithm() {
        return algorithm;
    }

    int nativeAlgorithm() {
        return operation.algorithm(algorithm);
    }

    /// The sizes, from those of the input and the kernel.
    ConvolutionShape shape(String src, long[] srcDims, String weights, long[] weightsDims) {
        return new ShapeInference(src, weights, operation.isTransposed())
                .infer(srcDims, weightsDims, strides, dilation, paddingLeft, paddingRight);
    }

    /// The sizes in C's form, alive as long as the arena.
    record Sizes(
            MemorySegment strides,
            MemorySegment dilates,
            MemorySegment paddingLeft,
            MemorySegment paddingRight) {
        static Sizes of(ConvolutionShape shape, Arena scratch) {
            return new Sizes(
                    Layouts.nativeDims(scratch, shape.strides()),
                    Layouts.nativeDims(scratch, shape.dilates()),
                    Layouts.nativeDims(scratch, shape.paddingLeft()),
                    Layouts.nativeDims(scratch, shape.paddingRight()));
        }
    }

    /// Moves a native primitive descriptor on until its implementation can be trusted.
    static void passOverDefects(
            MemorySegment descriptor, Supplier<String> problem, KnownDefects defects) {
        while (defects.concern(Primitive.queryImplementation(descriptor))) {
            Primitive.nextImplementation(descriptor, problem);
        }
    }

    /// A descriptor in C's form; null becomes NULL.
    static MemorySegment nativeOf(@Nullable MemoryDescriptor descriptor, Arena scratch) {
        return descriptor == null ? MemorySegment.NULL : descriptor.toNative(scratch);
    }

    /// The problem as arguments of benchdnn.
    String problem(
            String direction,
            MemoryDescriptor source,
            MemoryDescriptor kernel,
            @Nullable MemoryDescriptor bias,
            MemoryDescriptor result,
            ConvolutionShape shape) {
        StringBuilder text = new StringBuilder(operation.driver).append(" --dir=");
        text.append(direction);
        text.append(" --dt=").append(source.dataType()).append(':').append(kernel.dataType());
        text.append(':').append(result.dataType());
        if (bias != null) {
            text.append(" --bia-dt=").append(bias.dataType());
        }
        text.append(" --stag=").append(source.layout());
        text.append(" --wtag=").append(kernel.layout());
        text.append(" --dtag=").append(result.layout());
        if (algorithm != ConvolutionAlgorithm.DIRECT) {
            text.append(" --alg=");
            text.append(algorithm == ConvolutionAlgorithm.WINOGRAD ? "WINO" : "AUTO");
        }
        String changed = attributes.toString();
        if (!changed.isEmpty()) {
            text.append(' ').append(changed);
        }
        return text.append(' ').append(shape).toString();
    }
}
