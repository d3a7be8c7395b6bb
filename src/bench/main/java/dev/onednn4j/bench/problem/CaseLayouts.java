package dev.onednn4j.bench.problem;

import dev.onednn4j.DataType;
import dev.onednn4j.MemoryDescriptor;

import java.util.List;

/// The layouts asked of source, weights and destination.
///
/// @param strides take the place of a tag where they are given
public record CaseLayouts(
        TagPattern src, TagPattern weights, TagPattern dst, MemoryStrides strides) {
    /// Checks that the layouts are for tensors of the ranks that a problem has.
    ///
    /// @throws BadInput when one of them is for tensors of another number of dimensions, or both a
    ///   tag and strides are given for one
    public void requireFit(BenchdnnProblem problem) {
        requireFit("stag", src, strides.src(), problem.rank());
        requireFit("wtag", weights, strides.weights(), problem.weightsRank());
        requireFit("dtag", dst, strides.dst(), problem.rank());
    }

    private static void requireFit(String knob, TagPattern tag, List<Long> strides, int rank) {
        if (strides.isEmpty()) {
            tag.requireFit(rank);
            return;
        }
        if (!tag.equals(TagPattern.ANY)) {
            throw new BadInput(
                    "--%s=%s and --strides exclude each other for one tensor".formatted(knob, tag));
        }
        if (strides.size() != rank) {
            throw new BadInput(
                    "--strides gives %d strides for a tensor of %d dimensions"
                            .formatted(strides.size(), rank));
        }
    }

    public MemoryDescriptor describeSrc(DataType type, long[] dims) {
        return describe(src, strides.src(), type, dims);
    }

    public MemoryDescriptor describeWeights(DataType type, long[] dims) {
        return describe(weights, strides.weights(), type, dims);
    }

    public MemoryDescriptor describeDst(DataType type, long[] dims) {
        return describe(dst, strides.dst(), type, dims);
    }

    private static MemoryDescriptor describe(
            TagPattern tag, List<Long> strides, DataType type, long[] dims) {
        return strides.isEmpty()
                ? tag.describe(type, dims)
                : MemoryDescriptor.of(type, dims)
                        .withStrides(strides.stream().mapToLong(Long::longValue).toArray());
    }
}
