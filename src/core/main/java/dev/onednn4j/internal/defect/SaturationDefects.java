package dev.onednn4j.internal.defect;

import static dev.onednn4j.Defect.Harm.WRONG_RESULT;
import static dev.onednn4j.internal.problem.PrimitiveKind.CONVOLUTION;
import static dev.onednn4j.internal.problem.PrimitiveKind.DECONVOLUTION;
import static dev.onednn4j.internal.problem.PrimitiveKind.INNER_PRODUCT;
import static dev.onednn4j.internal.problem.PrimitiveKind.MATMUL;

import dev.onednn4j.internal.problem.Implementation;
import dev.onednn4j.internal.problem.Problem;

import java.util.List;

/// Implementations that multiply bytes without VNNI, on a CPU that has it: they add up pairs of
/// products in 16 bits, which saturate. oneDNN offers them behind those that use VNNI. A CPU
/// without VNNI has nothing better, and oneDNN documents what it does there.
final class SaturationDefects {
    static final List<Rule> RULES =
            List.of(
                    Rule.of(
                                    "int8-without-vnni",
                                    WRONG_RESULT,
                                    "On a CPU with VNNI it multiplies bytes without it, and sums of"
                                            + " two products saturate in 16 bits.")
                            .cpus(isa -> new Implementation(isa).usesVnni())
                            .primitives(CONVOLUTION, DECONVOLUTION, INNER_PRODUCT, MATMUL)
                            .implementations(
                                    "generated kernels without VNNI",
                                    SaturationDefects::isGeneratedWithoutVnni)
                            .when(Problem::isInteger));

    private SaturationDefects() {}

    /// GEMM uses VNNI where the CPU has it, whatever its name.
    private static boolean isGeneratedWithoutVnni(Implementation implementation) {
        String name = implementation.name();
        boolean generated = implementation.isGenerated() || name.contains("emm:");
        return generated && !name.contains("gemm") && !implementation.usesVnni();
    }
}
