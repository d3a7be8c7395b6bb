package dev.onednn4j.internal.defect;

import static dev.onednn4j.Defect.Harm.CRASH;
import static dev.onednn4j.internal.problem.PrimitiveKind.CONVOLUTION;

import dev.onednn4j.internal.attribute.ChainedOperation;
import dev.onednn4j.internal.attribute.ChainedOperation.Kind;
import dev.onednn4j.internal.problem.Problem;

import java.util.List;

/// Defects of 1×1 convolutions with a depthwise one fused behind them.
final class FusedConvolutionDefects {
    static final List<Rule> RULES =
            List.of(
                    Rule.of(
                                    "fused-reference-arguments",
                                    CRASH,
                                    "It hands neither the condition of a select nor zero points on"
                                        + " to the convolutions that it is made of, which read them"
                                        + " at null.")
                            .primitives(CONVOLUTION)
                            .families("ref_fused_convolution")
                            .when(
                                    problem ->
                                            !problem.attributes().zeroPoints().isEmpty()
                                                    || problem.attributes().has(Kind.SELECT)),
                    Rule.of(
                                    "fused-depthwise-bias",
                                    CRASH,
                                    "Generated code for floating point fuses the bias of a"
                                            + " depthwise convolution in only where the convolution"
                                            + " before it has one too; otherwise it reads at null.")
                            .primitives(CONVOLUTION)
                            .implementations(
                                    "jit*, but not those for 8 bits",
                                    implementation ->
                                            implementation.name().startsWith("jit")
                                                    && !implementation.name().contains("int8"))
                            .when(FusedConvolutionDefects::biasesTheSecondAlone));

    private FusedConvolutionDefects() {}

    private static boolean biasesTheSecondAlone(Problem problem) {
        return !problem.isBiased()
                && problem.attributes().postOps().stream().anyMatch(ChainedOperation::biased);
    }
}
