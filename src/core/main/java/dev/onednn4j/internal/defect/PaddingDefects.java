package dev.onednn4j.internal.defect;

import static dev.onednn4j.internal.problem.PrimitiveKind.CONVOLUTION;
import static dev.onednn4j.internal.problem.PrimitiveKind.ELTWISE;

import dev.onednn4j.Defect;
import dev.onednn4j.internal.attribute.ChainedOperation.Kind;
import dev.onednn4j.internal.problem.Problem;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Where something else than 0 comes to fill up blocks of a result. Primitives that read it rely on
/// 0.
final class PaddingDefects {
    /// The one integer function that makes 0 of 0.
    private static final String RELU = "relu";

    private static final Set<Kind> PRESERVE_ZERO = EnumSet.of(Kind.ELTWISE, Kind.PRELU);

    /// Channels that two registers of SSE4.1 hold.
    private static final int SSE41_BLOCK = 8;

    static final List<Rule> RULES =
            List.of(
                    Rule.of(
                                    "conv-depthwise-padding",
                                    Defect.Harm.WRONG_RESULT,
                                    "Depthwise, where the last block of channels is not full, it"
                                            + " writes to the rest what post-ops other than"
                                            + " element-wise functions make of 0.")
                            .primitives(CONVOLUTION)
                            .families("jit_dw")
                            .byLayout()
                            .onlyIf(problem -> !problem.attributes().postOps().isEmpty())
                            .when(PaddingDefects::finishesPadding),
                    Rule.of(
                                    "conv-depthwise-sum-sse41",
                                    Defect.Harm.CRASH,
                                    "Depthwise, with a sum among post-ops and no bias, it reads"
                                        + " more of a last block of 5 to 7 channels than is there.")
                            .primitives(CONVOLUTION)
                            .implementations(
                                    "jit_dw:sse41",
                                    implementation ->
                                            implementation.has("jit_dw")
                                                    && implementation.has("sse41"))
                            .when(PaddingDefects::addsToHalfBlock),
                    Rule.of(
                                    "eltwise-padded-integers",
                                    Defect.Harm.WRONG_RESULT,
                                    "In integers it writes to the rest of a block that is not full"
                                            + " what a linear function or a clip makes of 0.")
                            .primitives(ELTWISE)
                            .families("jit_int8")
                            .byLayout()
                            .onlyIf(problem -> !problem.variant().equals(RELU))
                            .when(problem -> problem.output().isPadded()));

    private PaddingDefects() {}

    private static boolean addsToHalfBlock(Problem problem) {
        return problem.tensor("bias") == null
                && problem.convolution().outputChannels() % SSE41_BLOCK > SSE41_BLOCK / 2
                && problem.attributes().postOps().stream()
                        .anyMatch(operation -> operation.kind() == Kind.SUM);
    }

    private static boolean finishesPadding(Problem problem) {
        return problem.output().isPadded()
                && problem.attributes().postOps().stream()
                        .anyMatch(operation -> !PRESERVE_ZERO.contains(operation.kind()));
    }
}
