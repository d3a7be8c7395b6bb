package dev.onednn4j.internal.problem;

import dev.onednn4j.DataType;
import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.PoolingAlgorithm;
import dev.onednn4j.internal.attribute.AttributeSet;
import dev.onednn4j.internal.attribute.Benchdnn;
import dev.onednn4j.internal.attribute.Pass;
import dev.onednn4j.internal.memory.Layouts;
import dev.onednn4j.internal.memory.TensorRole;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/// What a builder of a pooling was asked for, with all that follows from it.
///
/// @param shape as that of a convolution which keeps channels apart
public record PoolingProblem(
        PoolingAlgorithm algorithm,
        MemoryDescriptor src,
        MemoryDescriptor dst,
        ConvolutionShape shape,
        boolean training,
        AttributeSet attributes) {
    private static final Set<DataType> NEVER_COMPUTED = EnumSet.of(DataType.S64, DataType.E8M0);

    /// Checks that every kernel meets src: what it would take of padding alone is nothing.
    ///
    /// @throws IllegalArgumentException when one does not
    public void requireElementsUnderEveryKernel() {
        for (int d = 0; d < shape.output().length; d++) {
            if (shape.hasWindowInPadding(d)) {
                throw new IllegalArgumentException(
                        "padding: expected every kernel to meet an element of src, in spatial"
                                + " dimension "
                                + d
                                + " one meets padding alone: "
                                + shape);
            }
        }
    }

    /// Checks that there is a type to compute in.
    ///
    /// @throws IllegalArgumentException when oneDNN has none
    public void requireTypes() {
        if (NEVER_COMPUTED.contains(src.dataType()) && NEVER_COMPUTED.contains(dst.dataType())) {
            throw new IllegalArgumentException(
                    "src, dst: expected a type that oneDNN computes with, such as f32, bf16, f16,"
                            + " s32, s8 or u8, got "
                            + src.dataType()
                            + " and "
                            + dst.dataType());
        }
    }

    /// Checks what oneDNN refuses as INVALID_ARGUMENTS.
    ///
    /// @throws IllegalArgumentException when an average without padding is dilated over src
    public void requireDilationWithinSrc() {
        long[] dilation = shape.dilation();
        for (int d = 0; d < dilation.length; d++) {
            if (algorithm == PoolingAlgorithm.AVG_EXCLUDE_PADDING
                    && shape.kernel()[d] > 1
                    && dilation[d] > shape.input()[d]) {
                throw new IllegalArgumentException(
                        "dilation: expected at most "
                                + shape.input()[d]
                                + ", the size of src in spatial dimension "
                                + d
                                + ", for an average without padding, got "
                                + dilation[d]);
            }
        }
    }

    /// Padding on the right without what no kernel reaches. oneDNN refuses some averages whose
    /// padding is larger than the kernel although no kernel meets it alone.
    private long[] reachedPaddingRight() {
        long[] padding = shape.paddingRight().clone();
        for (int d = 0; d < padding.length; d++) {
            long reach = (shape.kernel()[d] - 1) * shape.dilation()[d] + 1;
            long end = (shape.output()[d] - 1) * shape.strides()[d] + reach;
            if (padding[d] >= reach) {
                padding[d] = end - shape.input()[d] - shape.paddingLeft()[d];
            }
        }
        return padding;
    }

    /// The problem as arguments of benchdnn.
    private Supplier<String> text(String direction) {
        return () ->
                Benchdnn.problem(
                        "--pool --dir=%s --dt=%s:%s --tag=%s:%s --alg=%s"
                                .formatted(
                                        direction,
                                        src.dataType(),
                                        dst.dataType(),
                                        src.layout(),
                                        dst.layout(),
                                        Benchdnn.word(algorithm)),
                        attributes,
                        shape.toString().replaceFirst("oc[0-9]+", ""));
    }

    /// The problem as a value.
    public Problem forward() {
        return value(
                Pass.FORWARD,
                List.of(TensorRole.SRC, TensorRole.DST),
                List.of(src, dst),
                Benchdnn.forward(training, /* biased= */ false));
    }

    /// The problem of the gradient as a value.
    public Problem backward(MemoryDescriptor diffSrc, MemoryDescriptor diffDst) {
        return new PoolingProblem(algorithm, diffSrc, diffDst, shape, training, attributes)
                .value(
                        Pass.BACKWARD_DATA,
                        List.of(TensorRole.DIFF_SRC, TensorRole.DIFF_DST),
                        List.of(diffSrc, diffDst),
                        "BWD_D");
    }

    private Problem value(
            Pass pass, List<TensorRole> roles, List<MemoryDescriptor> tensors, String direction) {
        return Problem.of(
                        PrimitiveKind.POOLING,
                        pass,
                        TensorRole.tensors(roles, tensors),
                        text(direction))
                .withShape(shape)
                .withTraining(training)
                .withVariant(Benchdnn.word(algorithm));
    }

    /// Strides, kernel, dilation and padding in C's form.
    public record Sizes(
            MemorySegment strides,
            MemorySegment kernel,
            MemorySegment dilates,
            MemorySegment paddingLeft,
            MemorySegment paddingRight) {}

    public Sizes sizes(Arena scratch) {
        return new Sizes(
                Layouts.nativeDims(scratch, shape.strides()),
                Layouts.nativeDims(scratch, shape.kernel()),
                Layouts.nativeDims(scratch, shape.dilates()),
                Layouts.nativeDims(scratch, shape.paddingLeft()),
                Layouts.nativeDims(scratch, reachedPaddingRight()));
    }
}
