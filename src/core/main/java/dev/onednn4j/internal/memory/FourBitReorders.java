package dev.onednn4j.internal.memory;

import dev.onednn4j.MemoryDescriptor;

/// What oneDNN's reorders of 4-bit types can do. They work on whole bytes, two elements at once,
/// and take neighbours in memory for neighbours in the order of the dimensions.
public final class FourBitReorders {
    private FourBitReorders() {}

    /// Checks a tensor that a reorder reads or writes. With anything else oneDNN reads or writes
    /// beside the elements.
    public static void require(String name, MemoryDescriptor tensor) {
        if (tensor.dataType().elementsPerByte() == 1 || tensor.elements() == 0) {
            return;
        }
        ProblemTensor value = ProblemTensor.of(tensor);
        if (!value.isDense() || value.isPadded()) {
            throw new IllegalArgumentException(
                    name
                            + ": a reorder of "
                            + tensor.dataType()
                            + " needs a dense tensor, whose elements fill the memory from its start"
                            + " without gaps or padding, got "
                            + tensor);
        }
        if (tensor.elements() % 2 != 0) {
            throw new IllegalArgumentException(
                    name
                            + ": a reorder of "
                            + tensor.dataType()
                            + " works on whole bytes and needs an even number of elements, got "
                            + tensor);
        }
    }

    /// An equal descriptor in which the last dimension has not the stride 1 where it has one
    /// element: from that stride the reorder concludes that neighbours lie side by side.
    public static MemoryDescriptor withStrides(MemoryDescriptor tensor) {
        int last = tensor.ndims() - 1;
        if (tensor.dataType().elementsPerByte() == 1
                || !tensor.isPlain()
                || tensor.dim(last) != 1
                || tensor.elements() == 0) {
            return tensor;
        }
        long[] strides = tensor.strides();
        strides[last] = 2;
        return tensor.withStrides(strides);
    }
}
