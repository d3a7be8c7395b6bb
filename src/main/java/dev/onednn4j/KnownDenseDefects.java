package dev.onednn4j;

import static dev.onednn4j.capi.onednn_h.*;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.MemorySegment;
import java.util.Objects;
import java.util.stream.Stream;

/// Implementations of inner products and matrix products that crash or compute wrongly in releases
/// of oneDNN that this library works with: see [KnownDefects].
///
/// @param descriptor a native primitive descriptor that stands at an implementation
/// @param implementation its name
record KnownDenseDefects(MemorySegment descriptor, String implementation) {
    static KnownDenseDefects of(MemorySegment descriptor) {
        return new KnownDenseDefects(descriptor, NativeDescriptor.implementation(descriptor));
    }

    /// Whether an inner product, forward or backward, must not use the implementation.
    ///
    /// @param tensors those that were asked for, in any order
    boolean concernInnerProduct(@Nullable MemoryDescriptor... tensors) {
        if (implementation.startsWith("ref")) {
            return false;
        }
        MemoryDescriptor input = chosen(dnnl_query_src_md(), dnnl_query_diff_src_md());
        MemoryDescriptor kernel = chosen(dnnl_query_weights_md(), dnnl_query_diff_weights_md());
        return beginsLater(tensors)
                || swapsSizes()
                || hasRowsInside(input)
                || hasRowsInside(kernel)
                || (input.isPlain() == kernel.isPlain() && !kernel.hasRowsLike(input));
    }

    /// Whether a matrix product must not use the implementation.
    ///
    /// @param tensors those that were asked for, in any order
    boolean concernMatMul(Attributes attributes, @Nullable MemoryDescriptor... tensors) {
        return !implementation.startsWith("ref")
                && (beginsLater(tensors)
                        || transposesOneRow()
                        || (attributes.postOps().hasOperands() && misplacesOperands()));
    }

    private MemoryDescriptor chosen(int forward, int backward) {
        MemoryDescriptor tensor = NativeDescriptor.memory(descriptor, forward, 0);
        return Objects.requireNonNullElseGet(
                tensor,
                () -> Objects.requireNonNull(NativeDescriptor.memory(descriptor, backward, 0)));
    }

    /// All but the reference implementations take the start of the memory for the first element: in
    /// a box within a larger tensor it is not.
    private static boolean beginsLater(@Nullable MemoryDescriptor... tensors) {
        return Stream.of(tensors).anyMatch(tensor -> tensor != null && tensor.isBox());
    }

    /// Images and the weights of an output are taken for rows or columns of a matrix. Where they
    /// lie in memory is not checked as it should be: they may be scattered, the batch being neither
    /// the outermost nor the innermost dimension. Neither is the order within them: weights with
    /// channels outermost are accepted, and for one output even chosen, for images with channels
    /// innermost.
    private static boolean hasRowsInside(MemoryDescriptor tensor) {
        if (!tensor.isPlain() || tensor.dim(0) == 1) {
            return false;
        }
        long[] strides = tensor.strides();
        if (strides[0] == 1) {
            return false;
        }
        for (int d = 1; d < strides.length; d++) {
            if (tensor.dim(d) > 1 && strides[d] > strides[0]) {
                return true;
            }
        }
        return false;
    }

    /// The gradient by src multiplies matrices of other sizes than it has where the batch of
    /// diff_src is the innermost dimension: it fails, or writes beyond.
    private boolean swapsSizes() {
        MemoryDescriptor diffSrc = NativeDescriptor.memory(descriptor, dnnl_query_diff_src_md(), 0);
        return diffSrc != null && diffSrc.dim(0) > 1 && diffSrc.strides()[0] == 1;
    }

    /// Elements of operands of post-operations are found by the place of a result's element in
    /// memory, as if dst lay as a C array does.
    private boolean misplacesOperands() {
        return implementation.startsWith("brg_matmul")
                && !isOrdered(chosen(dnnl_query_dst_md(), dnnl_query_diff_dst_md()));
    }

    /// Weights of one row (K is 1) are taken for a transposed matrix wherever the matrices of a
    /// batch do not lie in order, even when the row is contiguous: wrong elements are read, at last
    /// beyond the tensor.
    private boolean transposesOneRow() {
        MemoryDescriptor weights = chosen(dnnl_query_weights_md(), dnnl_query_diff_weights_md());
        return implementation.startsWith("brg_matmul")
                && weights.ndims() > 2
                && weights.dim(weights.ndims() - 2) == 1
                && weights.isPlain()
                && !isOrdered(weights);
    }

    /// Whether a tensor lies in memory as a C array does.
    private static boolean isOrdered(MemoryDescriptor tensor) {
        return tensor.equals(MemoryDescriptor.of(tensor.dataType(), tensor.dims()));
    }
}
