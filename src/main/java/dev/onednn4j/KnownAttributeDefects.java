package dev.onednn4j;

/// The part of the [KnownDefects] that attributes bring about.
record KnownAttributeDefects(SpatialProblem problem) {
    /// Whether the implementation that a native primitive descriptor stands at must not be used.
    boolean concern(String implementation) {
        return hasUnknownResult()
                || (implementation.startsWith("ref_fused") && losesArguments())
                || losesDepthwiseBias(implementation);
    }

    /// Generated code for floating point fuses a depthwise convolution's bias in only where the 1×1
    /// convolution before it has one too; otherwise its kernel reads at null.
    private boolean losesDepthwiseBias(String implementation) {
        return problem.bias() == null
                && problem.attributes().postOps().hasDepthwiseBias()
                && implementation.startsWith("jit")
                && !implementation.contains("int8");
    }

    /// Some 8-bit deconvolutions describe a result in f64, for which no primitive can be made.
    private boolean hasUnknownResult() {
        return problem.shape().isTransposed() && problem.output().dataType() == DataType.F64;
    }

    /// The reference implementation of a fused depthwise convolution hands neither the condition of
    /// a select nor zero points on to the convolutions it is made of, which read them at null.
    private boolean losesArguments() {
        Attributes attributes = problem.attributes();
        return attributes.hasZeroPoints() || attributes.postOps().hasSelect();
    }
}
