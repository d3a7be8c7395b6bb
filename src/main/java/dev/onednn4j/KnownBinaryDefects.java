package dev.onednn4j;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;

/// Where oneDNN's generated implementation of functions of two tensors works on the wrong elements.
/// It is passed over there; the reference implementation, which comes next, is right.
///
/// @param tensors src0, src1 and dst as oneDNN chose them
record KnownBinaryDefects(List<MemoryDescriptor> tensors) {
    /// Whether the implementation that a native primitive descriptor stands at must not be used.
    ///
    /// @param attributes those of the primitive
    static boolean concern(MemorySegment descriptor, Attributes attributes) {
        if (!NativeDescriptor.implementation(descriptor).startsWith("jit")) {
            return false;
        }
        KnownBinaryDefects known =
                new KnownBinaryDefects(
                        TensorRole.arguments(
                                        descriptor,
                                        TensorRole.SRC,
                                        TensorRole.SRC_1,
                                        TensorRole.DST)
                                .stream()
                                .map(Argument::descriptor)
                                .toList());
        return known.hasBox()
                || known.padsBytes()
                || !(known.areUsual()
                        || known.areOfOneBlocking()
                        || (known.areAlike() && !attributes.postOps().hasOperands()));
    }

    static boolean isOfBytes(MemoryDescriptor tensor) {
        return tensor.dataType() == DataType.S8 || tensor.dataType() == DataType.U8;
    }

    /// Descriptors that are equal to these, in which the strides of dimensions of one element,
    /// which do not count, are those of a C array or of a tensor with channels last where such
    /// strides are possible; of the same of the two for all where that is possible. What was left
    /// open gets the layout of the others there.
    ///
    /// The generated implementation reckons with all strides.
    static List<MemoryDescriptor> withUsualStrides(List<MemoryDescriptor> tensors) {
        for (boolean channelsLast : new boolean[] {false, true}) {
            if (tensors.stream()
                    .allMatch(tensor -> tensor.isAny() || canLie(tensor, channelsLast))) {
                return tensors.stream().map(tensor -> lay(tensor, channelsLast)).toList();
            }
        }
        return tensors.stream()
                .map(tensor -> canLie(tensor, false) ? lay(tensor, false) : tensor)
                .map(tensor -> canLie(tensor, true) ? lay(tensor, true) : tensor)
                .toList();
    }

    private static boolean canLie(MemoryDescriptor tensor, boolean channelsLast) {
        return tensor.isPlain()
                && tensor.elements() > 0
                && tensor.offset() == 0
                && lay(tensor, channelsLast).equals(tensor);
    }

    private static MemoryDescriptor lay(MemoryDescriptor tensor, boolean channelsLast) {
        MemoryDescriptor ordered = MemoryDescriptor.of(tensor.dataType(), tensor.dims());
        return channelsLast ? ordered.withStrides(tensor.channelsLastStrides()) : ordered;
    }

    /// It begins at the start of the memory, not at the first element of a box within a larger
    /// tensor.
    private boolean hasBox() {
        return tensors.stream().anyMatch(MemoryDescriptor::isBox);
    }

    /// It writes to the padding of bytes what the function makes of 0 and 0, which a quotient is
    /// not.
    private boolean padsBytes() {
        MemoryDescriptor dst = tensors.getLast();
        return !Arrays.equals(dst.dims(), dst.paddedDims())
                && tensors.stream().anyMatch(KnownBinaryDefects::isOfBytes);
    }

    /// What it makes of a layout it guesses from a few strides. Of those layouts it has names for,
    /// a C array's and channels last, it guesses right.
    private boolean areUsual() {
        return tensors.stream()
                .allMatch(
                        tensor ->
                                tensor.isPlain()
                                        && (hasStrides(tensor, lay(tensor, false).strides())
                                                || hasStrides(
                                                        tensor, tensor.channelsLastStrides())));
    }

    private static boolean hasStrides(MemoryDescriptor tensor, long... strides) {
        return Arrays.equals(tensor.strides(), strides);
    }

    private boolean areOfOneBlocking() {
        String layout = tensors.getFirst().layout();
        return tensors.stream()
                .allMatch(tensor -> !tensor.isPlain() && tensor.layout().equals(layout));
    }

    /// Whether the n-th element in memory is the same of all tensors.
    private boolean areAlike() {
        MemoryDescriptor first = tensors.getFirst();
        return tensors.stream()
                .allMatch(
                        tensor ->
                                tensor.isPlain()
                                        && Arrays.equals(tensor.dims(), first.dims())
                                        && hasStrides(tensor, first.strides()));
    }
}
