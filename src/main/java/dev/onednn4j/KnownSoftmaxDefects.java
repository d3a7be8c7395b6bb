package dev.onednn4j;

import java.lang.foreign.MemorySegment;

/// Where oneDNN's implementations of the softmax work on the wrong elements, or cannot be made.
/// They are passed over there.
///
/// @param tensor one of the primitive's tensors
/// @param written whether it is a result
record KnownSoftmaxDefects(MemoryDescriptor tensor, boolean written, int axis) {
    /// Whether the implementation that a native primitive descriptor stands at must not be used.
    ///
    /// @param roles those of its tensors
    static boolean concern(MemorySegment descriptor, int axis, TensorRole... roles) {
        boolean generated = NativeDescriptor.implementation(descriptor).startsWith("jit");
        return TensorRole.arguments(descriptor, roles).stream()
                .map(
                        argument ->
                                new KnownSoftmaxDefects(
                                        argument.descriptor(), argument.written(), axis))
                .anyMatch(
                        tensor ->
                                generated
                                        ? tensor.concernGenerated()
                                        : tensor.isBox() && !tensor.tensor.hasGaps());
    }

    private boolean concernGenerated() {
        return isBox() || hasStrayStride() || padsBytes();
    }

    /// The generated implementation, and of elements without gaps the reference as well, begin at
    /// the start of the memory, not at the first element of a box within a larger tensor.
    private boolean isBox() {
        return tensor.isBox();
    }

    /// The stride of the axis is taken for the number of elements behind it. Where the axis has one
    /// element the stride may be any, and one that does not divide the number of elements leaves
    /// some of them out.
    private boolean hasStrayStride() {
        long stride = tensor.blocking().strides()[axis];
        return tensor.dim(axis) == 1 && stride > 0 && tensor.elements() % stride != 0;
    }

    /// The code that writes the padding of an axis of bytes cannot be generated. The failure is
    /// kept for the thread, which then can generate no code for any primitive.
    private boolean padsBytes() {
        DataType type = tensor.dataType();
        return written
                && (type == DataType.S8 || type == DataType.U8)
                && tensor.blocking().paddedDims()[axis] != tensor.dim(axis);
    }
}
