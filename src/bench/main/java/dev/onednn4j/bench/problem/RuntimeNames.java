package dev.onednn4j.bench.problem;

import dev.onednn4j.PostOps;
import dev.onednn4j.QuantizedArgument;
import dev.onednn4j.bench.problem.Quantized.Target;

/// What the tensors are called that attributes need when a primitive runs.
public final class RuntimeNames {
    public static final String DEPTHWISE_WEIGHTS = PostOps.DEPTHWISE_WEIGHTS;
    public static final String DEPTHWISE_BIAS = PostOps.DEPTHWISE_BIAS;

    private RuntimeNames() {}

    public static String scales(Target target) {
        return CaseAttributes.argument(target).map(QuantizedArgument::scales).orElse("");
    }

    public static String zeroPoints(Target target) {
        return CaseAttributes.argument(target).map(QuantizedArgument::zeroPoints).orElse("");
    }

    /// The tensor of the post-operation at a place of the chain.
    public static String operand(int link) {
        return "post_op_" + link;
    }

    /// The condition of the select at a place of the chain.
    public static String condition(int link) {
        return operand(link) + "_condition";
    }
}
