package dev.onednn4j.internal.attribute;

import java.util.List;
import java.util.Set;

/// The attributes of a problem.
///
/// @param postOps in their order
/// @param scales the tensors that have scales, by oneDNN's words
/// @param zeroPoints the tensors that have zero points, by oneDNN's words
/// @param roundsFloats whether f32 may be rounded to a shorter type on the way (`fpmath`)
/// @param isDefault whether nothing is asked for
public record AttributeValues(
        List<ChainedOperation> postOps,
        Set<String> scales,
        Set<String> zeroPoints,
        boolean roundsFloats,
        boolean isDefault) {
    private static final AttributeValues NONE =
            new AttributeValues(List.of(), Set.of(), Set.of(), false, true);

    /// The defaults.
    public static AttributeValues none() {
        return NONE;
    }

    /// Post-operations alone.
    public static AttributeValues of(ChainedOperation... postOps) {
        return new AttributeValues(
                List.of(postOps), Set.of(), Set.of(), false, postOps.length == 0);
    }

    /// Zero points of these tensors alone.
    public static AttributeValues ofZeroPoints(String... tensors) {
        return new AttributeValues(List.of(), Set.of(), Set.of(tensors), false, false);
    }

    /// Whether a post-operation is of a kind.
    public boolean has(ChainedOperation.Kind kind) {
        return postOps.stream().anyMatch(operation -> operation.kind() == kind);
    }

    /// Whether a post-operation reads a tensor besides the result.
    public boolean hasOperands() {
        return postOps.stream().anyMatch(ChainedOperation::hasOperand);
    }
}
