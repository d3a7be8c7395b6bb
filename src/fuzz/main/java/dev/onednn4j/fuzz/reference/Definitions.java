package dev.onednn4j.fuzz.reference;

import dev.onednn4j.fuzz.problem.FuzzProblem;

/// Finds the definition of a problem.
public final class Definitions {
    private Definitions() {}

    /// The definition of what a problem asks for.
    public static Definition of(FuzzProblem problem) {
        return switch (problem.kind()) {
            case CONVOLUTION, DECONVOLUTION, INNER_PRODUCT, MATRIX_PRODUCT ->
                    new WeightedDefinition(problem);
            case POOLING -> new PoolingDefinition(problem);
            case ELTWISE -> new EltwiseDefinition(problem);
            case SOFTMAX -> new SoftmaxDefinition(problem);
            case BATCH_NORMALIZATION -> new NormalizationDefinition(problem);
            case BINARY, SUM, CONCAT, REORDER -> new CopyDefinition(problem);
        };
    }
}
