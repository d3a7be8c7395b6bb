package dev.onednn4j.internal.defect;

import static dev.onednn4j.internal.problem.PrimitiveKind.CONVOLUTION;

import dev.onednn4j.Defect;
import dev.onednn4j.internal.problem.ChainedOperation.Kind;
import dev.onednn4j.internal.problem.Problem;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Where something else than 0 comes to fill up blocks of a result. Primitives that read it rely on
/// 0.
final class PaddingDefects {
    private static final Set<Kind> PRESERVE_ZERO = EnumSet.of(Kind.ELTWISE, Kind.PRELU);

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
                            .when(PaddingDefects::finishesPadding));

    private PaddingDefects() {}

    private static boolean finishesPadding(Problem problem) {
        return problem.output().isPadded()
                && problem.attributes().postOps().stream()
                        .anyMatch(operation -> !PRESERVE_ZERO.contains(operation.kind()));
    }
}
