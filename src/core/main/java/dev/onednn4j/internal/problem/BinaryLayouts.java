package dev.onednn4j.internal.problem;

import dev.onednn4j.FormatTag;
import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.internal.memory.ProblemTensor;

import java.util.Arrays;
import java.util.List;

/// Layouts as the generated implementation of functions of two tensors wants them: it reckons with
/// all strides, also with those that do not count.
public final class BinaryLayouts {
    private BinaryLayouts() {}

    /// Descriptors that are equal to these, in which the strides of dimensions of one element,
    /// which do not count, are those of a C array or of a tensor with channels last where such
    /// strides are possible; of the same of the two for all where that is possible. What was left
    /// open gets the layout of the others there.
    public static List<MemoryDescriptor> withUsualStrides(List<MemoryDescriptor> tensors) {
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
                && lay(tensor, channelsLast).equals(tensor);
    }

    private static MemoryDescriptor lay(MemoryDescriptor tensor, boolean channelsLast) {
        MemoryDescriptor ordered = MemoryDescriptor.of(tensor.dataType(), tensor.dims());
        return channelsLast
                ? ordered.withStrides(ProblemTensor.channelsLastStrides(tensor.dims()))
                : ordered;
    }

    /// Checks that tensors of bytes have one layout. Of bytes in different layouts oneDNN makes
    /// wrong results, or crashes while it looks for an implementation.
    public static void requireOneOfBytes(List<MemoryDescriptor> all) {
        MemoryDescriptor first = all.getFirst();
        boolean bytes = all.stream().anyMatch(tensor -> ProblemTensor.of(tensor).isBytes());
        if (bytes && !all.stream().allMatch(tensor -> tensor.isAny() || alike(first, tensor))) {
            throw new IllegalArgumentException(
                    "layouts: expected one for src0, src1 and dst where a type is s8 or u8, got"
                            + " "
                            + all.stream().map(BinaryLayouts::place).toList());
        }
    }

    private static String place(MemoryDescriptor tensor) {
        String layout = tensor.layout();
        return layout
                + (layout.endsWith("*") ? " with strides " + Arrays.toString(tensor.strides()) : "")
                + (ProblemTensor.of(tensor).hasOffset() ? " from element " + tensor.offset() : "");
    }

    /// Dimensions of one element let a layout have several names; those are alike.
    private static boolean alike(MemoryDescriptor first, MemoryDescriptor other) {
        String name = first.layout();
        if (!FormatTag.names().contains(name)) {
            // Where there are gaps a name does not tell how large they are.
            return other.layout().equals(name) && Arrays.equals(other.strides(), first.strides());
        }
        return MemoryDescriptor.of(other.dataType(), other.dims())
                .with(FormatTag.of(name))
                .equals(other);
    }
}
