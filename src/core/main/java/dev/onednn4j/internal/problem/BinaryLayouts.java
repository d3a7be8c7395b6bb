package dev.onednn4j.internal.problem;

import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.internal.memory.ProblemTensor;

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
}
