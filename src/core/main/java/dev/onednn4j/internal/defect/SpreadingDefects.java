package dev.onednn4j.internal.defect;

import static dev.onednn4j.Defect.Harm.WRONG_RESULT;
import static dev.onednn4j.internal.problem.PrimitiveKind.CONVOLUTION;
import static dev.onednn4j.internal.problem.PrimitiveKind.DECONVOLUTION;
import static dev.onednn4j.internal.problem.PrimitiveKind.INNER_PRODUCT;
import static dev.onednn4j.internal.problem.PrimitiveKind.MATMUL;

import dev.onednn4j.DataType;
import dev.onednn4j.internal.memory.ProblemTensor;
import dev.onednn4j.internal.problem.ConvolutionShape;
import dev.onednn4j.internal.problem.Implementation;
import dev.onednn4j.internal.problem.Problem;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Where NaN and infinity reach results that do not depend on them: kernels for short floating
/// point types read what lies behind a row and multiply it by 0, which only NaN and infinity
/// survive.
///
/// K is the number of products in a sum: the columns of src of a matrix product, the input channels
/// of a group of a convolution.
final class SpreadingDefects {
    private static final Set<DataType> SHORT_FLOATS =
            EnumSet.of(DataType.BF16, DataType.F16, DataType.F8_E5M2, DataType.F8_E4M3);

    /// Bytes in a row of an AMX tile.
    private static final int TILE_ROW = 64;

    /// Bytes of the elements that one instruction multiplies and adds up.
    private static final int DOT_PRODUCT = 4;

    static final List<Rule> RULES =
            List.of(
                    Rule.of(
                                    "matmul-nan-next-row-amx",
                                    WRONG_RESULT,
                                    "In 16-bit and shorter floats, where K is no multiple of an AMX"
                                            + " tile's row, NaN and infinity in the next row of src"
                                            + " reach a result.")
                            .primitives(MATMUL)
                            .familiesOnAmx("brg_matmul")
                            .when(
                                    problem ->
                                            isShort(problem)
                                                    && products(problem) % tile(problem) != 0),
                    Rule.of(
                                    "conv-1x1-nan-next-pixel-amx",
                                    WRONG_RESULT,
                                    "In 16-bit and shorter floats, where channels fill more than"
                                        + " one AMX tile's row and not a whole number of them, NaN"
                                        + " and infinity in the next pixel reach a result.")
                            .primitives(CONVOLUTION, DECONVOLUTION)
                            .familiesOnAmx("brgconv_1x1")
                            .when(SpreadingDefects::endsWithinTile),
                    Rule.of(
                                    "nan-odd-products",
                                    WRONG_RESULT,
                                    "In 16-bit floats with odd K, and in 8-bit ones with K that is"
                                            + " no multiple of 4, NaN and infinity in the element"
                                            + " behind a row reach a result.")
                            .primitives(MATMUL, INNER_PRODUCT, CONVOLUTION, DECONVOLUTION)
                            .implementations(
                                    "brg*, brgemm* and brgconv* that multiply such types as they"
                                            + " are",
                                    SpreadingDefects::multipliesPairs)
                            .when(SpreadingDefects::endsWithinPair));

    private SpreadingDefects() {}

    private static boolean multipliesPairs(Implementation implementation) {
        String name = implementation.name();
        boolean pairs =
                name.contains("avx512_core_bf16")
                        || name.contains("avx10_2")
                        || implementation.usesAmx();
        return pairs
                && implementation.hasAny(
                        "brg_matmul",
                        "brgemm",
                        "emm",
                        "_matmul",
                        "brgemm_bwd_d",
                        "brgemm_bwd_w",
                        "brgconv_1x1",
                        "brg_conv_fwd",
                        "brgconv_strided");
    }

    private static boolean isShort(Problem problem) {
        return SHORT_FLOATS.contains(problem.readType());
    }

    private static long tile(Problem problem) {
        return TILE_ROW / problem.readType().size();
    }

    private static long pair(Problem problem) {
        return DOT_PRODUCT / problem.readType().size();
    }

    private static boolean endsWithinTile(Problem problem) {
        long products = products(problem);
        return isShort(problem) && products > tile(problem) && products % tile(problem) != 0;
    }

    private static boolean endsWithinPair(Problem problem, Implementation implementation) {
        long products = products(problem);
        if (problem.kind() == CONVOLUTION && implementation.has("ip")) {
            // Images of the size of the kernel are computed as an inner product.
            for (long size : problem.convolution().kernel()) {
                products *= size;
            }
        }
        return isShort(problem) && products % pair(problem) != 0;
    }

    /// K; 0 where a weight gradient of a convolution has none.
    private static long products(Problem problem) {
        return switch (problem.kind()) {
            case MATMUL -> {
                ProblemTensor src = problem.input();
                yield src.dim(src.ndims() - 1);
            }
            case INNER_PRODUCT ->
                    switch (problem.pass()) {
                        case FORWARD -> problem.input().elements() / problem.input().dim(0);
                        case BACKWARD_DATA -> problem.kernel().dim(0);
                        case BACKWARD_WEIGHTS -> problem.input().dim(0);
                    };
            default -> {
                ConvolutionShape shape = Convolutions.gathering(problem);
                yield shape == null ? 0 : Convolutions.groupInputs(shape);
            }
        };
    }
}
