package dev.onednn4j;

import dev.onednn4j.internal.problem.ConvolutionShape;
import dev.onednn4j.internal.problem.Pass;
import dev.onednn4j.internal.problem.PrimitiveKind;
import dev.onednn4j.internal.problem.Problem;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.function.Supplier;

/// What a builder of a pooling was asked for, with all that follows from it.
///
/// @param shape as that of a convolution which keeps channels apart
record PoolingProblem(
        PoolingAlgorithm algorithm,
        MemoryDescriptor src,
        MemoryDescriptor dst,
        ConvolutionShape shape,
        boolean training,
        Attributes attributes) {

    /// Checks that every kernel meets src: what it would take of padding alone is nothing.
    ///
    /// @throws IllegalArgumentException when one does not
    void requireElementsUnderEveryKernel() {
        for (int d = 0; d < shape.output().length; d++) {
            if (!meetsElements(d)) {
                throw new IllegalArgumentException(
                        "padding: expected every kernel to meet an element of src, in spatial"
                                + " dimension "
                                + d
                                + " one meets padding alone: "
                                + shape);
            }
        }
    }

    private boolean meetsElements(int d) {
        long input = shape.input()[d];
        long stride = shape.strides()[d];
        long dilation = shape.dilation()[d];
        long first = -shape.paddingLeft()[d];
        long last = first + (shape.output()[d] - 1) * stride;
        boolean meets = last < input && Math.ceilDiv(-first, dilation) < shape.kernel()[d];
        // Only taps that are farther apart than src is long can step over it.
        if (dilation > input) {
            // Where kernels begin between taps repeats itself.
            long period = dilation / greatestCommonDivisor(stride, dilation);
            long at = first;
            for (long i = 0; meets && i < period && at < 0 && at <= last; i++) {
                meets = Math.floorMod(at, dilation) < input;
                at += stride;
            }
        }
        return meets;
    }

    private static long greatestCommonDivisor(long left, long right) {
        return right == 0 ? left : greatestCommonDivisor(right, left % right);
    }

    /// Checks what oneDNN refuses without a word.
    ///
    /// @throws IllegalArgumentException when an average without padding is dilated over src
    void requireDilationWithinSrc() {
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

    /// Dilation as C counts it. A kernel of one element has none, whatever was said: with it, no
    /// fast implementation would be found.
    private long[] dilates() {
        long[] dilates = shape.dilates();
        for (int d = 0; d < dilates.length; d++) {
            dilates[d] = shape.kernel()[d] == 1 ? 0 : dilates[d];
        }
        return dilates;
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
                                        algorithm.benchdnn()),
                        attributes,
                        shape.toString().replaceFirst("oc[0-9]+", ""));
    }

    /// The problem as a value.
    Problem forward() {
        return value(
                Pass.FORWARD,
                List.of(TensorRole.SRC, TensorRole.DST),
                List.of(src, dst),
                Benchdnn.forward(training, /* biased= */ false));
    }

    /// The problem of the gradient as a value.
    Problem backward(MemoryDescriptor diffSrc, MemoryDescriptor diffDst) {
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
                .withVariant(algorithm.benchdnn());
    }

    /// Strides, kernel, dilation and padding in C's form.
    record Sizes(
            MemorySegment strides,
            MemorySegment kernel,
            MemorySegment dilates,
            MemorySegment paddingLeft,
            MemorySegment paddingRight) {}

    Sizes sizes(Arena scratch) {
        return new Sizes(
                Layouts.nativeDims(scratch, shape.strides()),
                Layouts.nativeDims(scratch, shape.kernel()),
                Layouts.nativeDims(scratch, dilates()),
                Layouts.nativeDims(scratch, shape.paddingLeft()),
                Layouts.nativeDims(scratch, reachedPaddingRight()));
    }
}
