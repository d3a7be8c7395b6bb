package dev.onednn4j.bench;

/// The layouts asked of source, weights and destination.
record Layouts(TagPattern src, TagPattern weights, TagPattern dst) {
    /// @throws BadInput when one of them is for tensors of another number of dimensions
    void requireFit(ConvolutionProblem problem) {
        src.tag(problem.rank());
        weights.tag(problem.weightsRank());
        dst.tag(problem.rank());
    }
}
