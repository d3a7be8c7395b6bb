package dev.onednn4j.bench.run;

import static dev.onednn4j.DataType.BF16;
import static dev.onednn4j.DataType.F32;
import static dev.onednn4j.DataType.S32;
import static dev.onednn4j.DataType.S8;
import static dev.onednn4j.DataType.U8;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.onednn4j.DataType;
import dev.onednn4j.Defect;
import dev.onednn4j.internal.attribute.AttributeValues;
import dev.onednn4j.internal.attribute.ChainedOperation;
import dev.onednn4j.internal.attribute.Pass;
import dev.onednn4j.internal.defect.DefectTable;
import dev.onednn4j.internal.memory.Blocking;
import dev.onednn4j.internal.memory.ProblemTensor;
import dev.onednn4j.internal.problem.Implementation;
import dev.onednn4j.internal.problem.PrimitiveKind;
import dev.onednn4j.internal.problem.Problem;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The table of defects: the conditions of those that convolutions do not have, on names and
/// problems alone, and what the table as a whole promises.
class DefectTableTest {
    private static final String NONE = "none";
    private static final String ISA = "avx10_1_512_amx";

    /// A problem, an implementation, and the defect that it has there.
    record Example(String id, String implementation, Problem problem) {
        @Override
        public String toString() {
            return id + " " + implementation + " " + problem.tensors();
        }
    }

    private static Problem problem(PrimitiveKind kind, Pass pass, Object... namesAndTensors) {
        Map<String, ProblemTensor> tensors = new LinkedHashMap<>();
        for (int i = 0; i < namesAndTensors.length; i += 2) {
            tensors.put((String) namesAndTensors[i], (ProblemTensor) namesAndTensors[i + 1]);
        }
        return Problem.of(kind, pass, tensors, () -> kind + " " + tensors);
    }

    private static Problem unary(PrimitiveKind kind, ProblemTensor src, ProblemTensor dst) {
        return problem(kind, Pass.FORWARD, "src", src, "dst", dst);
    }

    private static Problem matmul(ProblemTensor src, ProblemTensor weights, ProblemTensor dst) {
        return problem(
                PrimitiveKind.MATMUL, Pass.FORWARD, "src", src, "weights", weights, "dst", dst);
    }

    private static Problem innerProduct(
            ProblemTensor src, ProblemTensor weights, ProblemTensor dst) {
        return problem(
                PrimitiveKind.INNER_PRODUCT,
                Pass.FORWARD,
                "src",
                src,
                "weights",
                weights,
                "dst",
                dst);
    }

    private static Problem binary(ProblemTensor src0, ProblemTensor src1, ProblemTensor dst) {
        return problem(PrimitiveKind.BINARY, Pass.FORWARD, "src", src0, "src_1", src1, "dst", dst);
    }

    private static ProblemTensor dense(long... dims) {
        return ProblemTensor.of(F32, dims);
    }

    private static ProblemTensor strided(long[] dims, long... strides) {
        return ProblemTensor.of(F32, dims, strides);
    }

    /// {N, C, H, W} in blocks of 16 channels.
    private static ProblemTensor blocked(DataType type, long offset, long... dims) {
        long channels = (dims[1] + 15) / 16 * 16;
        long[] padded = {dims[0], channels, dims[2], dims[3]};
        long[] strides = {channels * dims[2] * dims[3], dims[2] * dims[3] * 16, dims[3] * 16, 16};
        return new ProblemTensor(
                type, dims, new Blocking(strides, padded, offset, new int[] {16}, new int[] {1}));
    }

    static Stream<Example> examples() {
        ProblemTensor box = blocked(F32, 64, 2, 16, 3, 3);
        ProblemTensor image = dense(2, 3, 4, 5);
        ProblemTensor gapped = strided(new long[] {2, 3, 4, 5}, 200, 60, 10, 2);
        ProblemTensor rows = dense(6, 9);
        ProblemTensor turned = strided(new long[] {6, 9}, 1, 6);
        return Stream.of(
                new Example(
                        "deconv-gemm-batch-stride",
                        "x64:gemm:jit",
                        CaseProblems.parse("--deconv --dir=FWD_I g2mb1ic4iw3oc2ow3kw1pw0")
                                .with("src", strided(new long[] {1, 4, 3}, 1, 1, 4))),
                new Example(
                        "conv-batch-gap",
                        "x64:gemm:jit",
                        CaseProblems.parse("--dir=BWD_W mb2ic1iw2oc1ow2kw1")
                                .with("src", strided(new long[] {2, 1, 2}, 974, 2, 1))),
                new Example(
                        "conv-gemm-8-bit-channels-first",
                        "x64:gemm_s8s8s32:jit",
                        CaseProblems.parse("--dir=BWD_D --dt=f32:s8:s8 mb1ic1iw2oc2ow2kw1")
                                .with("diff_dst", ProblemTensor.of(S8, 1, 2, 2))),
                new Example(
                        "conv-gemm-8-bit-channels-first",
                        "x64:gemm_s8u8s32:jit",
                        CaseProblems.parse("--dir=BWD_D --dt=f32:s8:u8 mb1ic2iw1oc2ow1kw1")
                                .with("diff_src", dense(1, 2, 1))
                                .with("diff_dst", ProblemTensor.of(U8, 1, 2, 1))),
                new Example(
                        "pool-8-bit-small-tensor",
                        "jit_int:avx2",
                        unary(
                                PrimitiveKind.POOLING,
                                ProblemTensor.channelsLast(U8, 1, 4, 3, 3),
                                ProblemTensor.channelsLast(U8, 1, 4, 3, 3))),
                new Example(
                        "pool-integers-operand-tail",
                        "jit_int:avx2",
                        unary(
                                        PrimitiveKind.POOLING,
                                        ProblemTensor.channelsLast(S32, 1, 9, 8),
                                        ProblemTensor.channelsLast(S32, 1, 9, 7))
                                .withAttributes(
                                        AttributeValues.of(
                                                ChainedOperation.binary(2, dense(1, 9, 1))))),
                new Example(
                        "pool-max-of-negatives",
                        "ref:any",
                        unary(PrimitiveKind.POOLING, dense(1, 2, 2), ProblemTensor.of(U8, 1, 2, 2))
                                .withVariant("max")
                                .withAttributes(
                                        AttributeValues.of(
                                                ChainedOperation.of(
                                                        ChainedOperation.Kind.ELTWISE)))),
                new Example(
                        "softmax-differing-operand",
                        "jit:avx2",
                        unary(PrimitiveKind.SOFTMAX, dense(9), dense(9))
                                .withAttributes(
                                        AttributeValues.of(ChainedOperation.binary(1, dense(9))))),
                new Example(
                        "softmax-differing-operand",
                        "jit:sse41",
                        unary(PrimitiveKind.SOFTMAX, dense(1, 9), dense(1, 9))
                                .withAttributes(
                                        AttributeValues.of(
                                                ChainedOperation.binary(2, dense(1, 9))))),
                new Example(
                        "softmax-operand-rows",
                        "ref:any",
                        unary(
                                        PrimitiveKind.SOFTMAX,
                                        blocked(F32, 0, 2, 3, 1, 1),
                                        blocked(F32, 0, 2, 3, 1, 1))
                                .withAxis(1)
                                .withAttributes(
                                        AttributeValues.of(
                                                ChainedOperation.binary(2, dense(1, 3, 1, 1))))),
                new Example(
                        "softmax-gradient-layouts",
                        "ref:any",
                        problem(
                                        PrimitiveKind.SOFTMAX,
                                        Pass.BACKWARD_DATA,
                                        "dst",
                                        dense(2, 3, 3, 3),
                                        "diff_dst",
                                        blocked(F32, 0, 2, 3, 3, 3),
                                        "diff_src",
                                        dense(2, 3, 3, 3))
                                .withAxis(1)),
                new Example(
                        "binary-partial-operand",
                        "jit:uni",
                        binary(dense(2, 2, 3), dense(2, 2, 3), dense(2, 2, 3))
                                .withAttributes(
                                        AttributeValues.of(
                                                ChainedOperation.binary(2, dense(1, 2, 1))))),
                new Example(
                        "binary-8-bit-operand",
                        "jit:uni",
                        binary(dense(1, 8), dense(1, 8), ProblemTensor.of(U8, 1, 8))
                                .withAttributes(
                                        AttributeValues.of(
                                                ChainedOperation.binary(2, dense(1, 8))))),
                new Example(
                        "post-op-operand-order",
                        "brg_matmul:avx2",
                        matmul(dense(2, 4, 3), dense(2, 3, 5), dense(2, 4, 5))
                                .withAttributes(
                                        AttributeValues.of(
                                                ChainedOperation.binary(
                                                        6,
                                                        strided(new long[] {1, 4, 5}, 20, 1, 4))))),
                new Example(
                        "post-op-operand-mistaken-layout",
                        "brdgmm_dw:avx2",
                        binary(
                                        dense(1, 2, 1, 4),
                                        dense(1, 2, 1, 4),
                                        strided(new long[] {1, 2, 1, 4}, 2, 1, 1, 2))
                                .withAttributes(
                                        AttributeValues.of(
                                                ChainedOperation.binary(2, dense(1, 2, 1, 1))))),
                new Example(
                        "deconv-narrow-operand",
                        "brg_deconv:avx2+brgconv_strided:avx2",
                        CaseProblems.parse("--deconv --dir=FWD_I mb1ic1ih1iw1oc2oh2ow1kh2kw1sh4")
                                .withAttributes(
                                        AttributeValues.of(
                                                ChainedOperation.binary(2, dense(1, 2, 1, 1))))),
                new Example(
                        "deconv-narrow-operand",
                        "brg_deconv:avx2+brgconv_strided:avx2",
                        CaseProblems.parse("--deconv --dir=FWD_I mb1ic1iw1oc2ow2kw1sw4")
                                .withAttributes(
                                        AttributeValues.of(
                                                ChainedOperation.binary(6, dense(1, 2, 2))))),
                new Example(
                        "softmax-gradient-layouts",
                        "ref:any",
                        problem(
                                PrimitiveKind.SOFTMAX,
                                Pass.BACKWARD_DATA,
                                "dst",
                                dense(2, 1),
                                "diff_dst",
                                dense(2, 1),
                                "diff_src",
                                strided(new long[] {2, 1}, 58, 1))),
                new Example(
                        "eltwise-padded-integers",
                        "jit_int8:avx2",
                        unary(
                                        PrimitiveKind.ELTWISE,
                                        blocked(U8, 0, 2, 3, 7, 7),
                                        blocked(U8, 0, 2, 3, 7, 7))
                                .withVariant("linear")),
                new Example(
                        "matmul-one-column-operands",
                        "brg_matmul:avx2",
                        matmul(
                                        strided(new long[] {3, 17, 5}, 85, 1, 17),
                                        dense(3, 5, 1),
                                        dense(3, 17, 1))
                                .withAttributes(
                                        AttributeValues.of(
                                                ChainedOperation.binary(2, dense(1, 17, 1))))),
                new Example(
                        "matmul-gemm-scattered-operands",
                        "gemm:jit:f32",
                        matmul(
                                        dense(3, 2, 4),
                                        dense(3, 4, 5),
                                        strided(new long[] {3, 2, 5}, 5, 15, 1))
                                .withAttributes(
                                        AttributeValues.of(
                                                ChainedOperation.binary(4, dense(1, 1, 5))))),
                new Example(
                        "conv-depthwise-padding",
                        "jit_dw:avx2",
                        CaseProblems.parse("--dir=FWD_I g3mb2ic3ih7oc3oh7kh3ph1")
                                .with("dst", blocked(F32, 0, 2, 3, 7, 7))
                                .withAttributes(
                                        AttributeValues.of(
                                                ChainedOperation.binary(15, dense(2, 3, 7, 7))))),
                new Example(
                        "conv-depthwise-sum-sse41",
                        "jit_dw:sse41",
                        CaseProblems.parse("--dir=FWD_I g5mb1ic5iw3oc5ow3kw1")
                                .withAttributes(
                                        AttributeValues.of(
                                                ChainedOperation.of(ChainedOperation.Kind.SUM)))),
                new Example(
                        "eltwise-six-dimensions",
                        "ref:any",
                        unary(
                                PrimitiveKind.ELTWISE,
                                strided(new long[] {1, 1, 2, 47, 1, 1}, 100, 100, 50, 1, 1, 1),
                                dense(1, 1, 2, 47, 1, 1))),
                new Example(
                        "eltwise-six-dimensions",
                        "ref:any",
                        unary(
                                        PrimitiveKind.ELTWISE,
                                        dense(1, 1, 2, 1, 1, 1),
                                        dense(1, 1, 2, 1, 1, 1))
                                .withAttributes(
                                        AttributeValues.of(ChainedOperation.binary(0, dense(1))))),
                new Example(
                        "post-op-operand-six-dimensions",
                        "jit:uni",
                        binary(
                                        dense(1, 1, 5, 1, 1, 13),
                                        dense(1, 1, 5, 1, 1, 13),
                                        dense(1, 1, 5, 1, 1, 13))
                                .withAttributes(
                                        AttributeValues.of(
                                                ChainedOperation.binary(
                                                        32, dense(1, 1, 1, 1, 1, 13))))),
                new Example(
                        "deconv-borrowed-dst-gaps",
                        "conv:any+ref:any",
                        CaseProblems.parse("--deconv --dir=FWD_B mb2ic3ih8oc4oh8kh3ph1")
                                .with("dst", strided(new long[] {2, 4, 8, 8}, 500, 100, 10, 1))),
                new Example(
                        "deconv-unknown-result-type",
                        "ref:any",
                        CaseProblems.parse("--deconv --dir=FWD_I mb2ic3ih8oc4oh8kh3ph1")
                                .with("dst", ProblemTensor.of(DataType.F64, 2, 4, 8, 8))),
                new Example(
                        "fused-reference-arguments",
                        "ref_fused_convolution:any:jit:avx2",
                        CaseProblems.parse("--dir=FWD_I mb1ic8ih8oc8oh8kh1ph0")
                                .withAttributes(AttributeValues.ofZeroPoints("src"))),
                new Example(
                        "fused-depthwise-bias",
                        "jit_1x1:avx2",
                        CaseProblems.parse("--dir=FWD_I mb1ic8ih8oc8oh8kh1ph0")
                                .withAttributes(
                                        AttributeValues.of(ChainedOperation.depthwise(true)))),
                new Example(
                        "post-op-select-condition",
                        "brg_matmul:avx2",
                        matmul(rows, dense(9, 9), rows)
                                .withAttributes(
                                        AttributeValues.of(
                                                ChainedOperation.select(3, rows, turned)))),
                new Example(
                        "post-op-prelu-masks",
                        "ref:any",
                        matmul(rows, dense(9, 9), rows)
                                .withAttributes(
                                        AttributeValues.of(
                                                ChainedOperation.prelu(2),
                                                ChainedOperation.prelu(1)))),
                new Example("offset-ignored", "brgemm:avx2", innerProduct(box, box, dense(2, 2))),
                new Example(
                        "ip-batch-innermost",
                        "gemm:jit",
                        problem(
                                PrimitiveKind.INNER_PRODUCT,
                                Pass.BACKWARD_DATA,
                                "diff_src",
                                strided(new long[] {3, 4}, 1, 3),
                                "weights",
                                dense(5, 4),
                                "diff_dst",
                                dense(3, 5))),
                new Example(
                        "ip-scattered-rows",
                        "gemm:jit",
                        innerProduct(
                                strided(new long[] {3, 4, 5, 6}, 30, 90, 6, 1),
                                dense(2, 4, 5, 6),
                                dense(3, 2))),
                new Example(
                        "ip-order-within-rows",
                        "brgemm:avx2",
                        innerProduct(
                                ProblemTensor.channelsLast(F32, 3, 4, 5, 6),
                                dense(1, 4, 5, 6),
                                dense(3, 1))),
                new Example(
                        "offset-ignored",
                        "brg_matmul:avx2",
                        matmul(dense(2, 16, 3, 3), dense(2, 16, 3, 3), box)),
                new Example(
                        "matmul-one-row-batches",
                        "brg_matmul:avx2",
                        matmul(
                                dense(3, 4, 1),
                                strided(new long[] {3, 1, 5}, 1, 1, 3),
                                dense(3, 4, 5))),
                new Example(
                        "matmul-operands-permuted-dst",
                        "brg_matmul:avx512_core",
                        matmul(rows, dense(9, 9), turned)
                                .withAttributes(
                                        AttributeValues.of(ChainedOperation.binary(3, rows)))),
                new Example(
                        "matmul-prelu-layout",
                        "brg_matmul:avx2",
                        matmul(dense(3, 4, 14), dense(3, 14, 12), dense(3, 4, 12))
                                .withAttributes(AttributeValues.of(ChainedOperation.prelu(6)))),
                new Example(
                        "matmul-partial-operands",
                        "brg_matmul:avx10_1_512_amx",
                        matmul(
                                        ProblemTensor.of(S8, 2, 3, 5, 10),
                                        ProblemTensor.of(S8, 2, 3, 10, 10),
                                        ProblemTensor.of(S32, 2, 3, 5, 10))
                                .withAttributes(
                                        AttributeValues.of(
                                                ChainedOperation.binary(
                                                        12, ProblemTensor.of(S32, 1, 1, 5, 10))))),
                new Example(
                        "matmul-partial-operands",
                        "brg_matmul:avx512_core_bf16",
                        matmul(
                                        ProblemTensor.of(BF16, 3, 7, 16),
                                        ProblemTensor.of(BF16, 3, 16, 4),
                                        ProblemTensor.of(BF16, 3, 7, 4))
                                .withAttributes(
                                        AttributeValues.of(
                                                ChainedOperation.binary(3, dense(3, 7, 1))))),
                new Example(
                        "matmul-gemm-one-gapped-column",
                        "gemm:jit",
                        matmul(
                                ProblemTensor.of(U8, 14, 9),
                                ProblemTensor.of(S8, 9, 1),
                                ProblemTensor.of(U8, new long[] {14, 1}, new long[] {3, 1}))),
                new Example(
                        "matmul-nan-next-row-amx",
                        "brg_matmul:avx10_1_512_amx",
                        matmul(
                                ProblemTensor.of(BF16, 6, 197),
                                ProblemTensor.of(BF16, 197, 8),
                                ProblemTensor.of(BF16, 6, 8))),
                new Example(
                        "nan-odd-products",
                        "brg_matmul:avx512_core_bf16",
                        matmul(
                                ProblemTensor.of(BF16, 6, 9),
                                ProblemTensor.of(BF16, 9, 8),
                                ProblemTensor.of(BF16, 6, 8))),
                new Example(
                        "nan-odd-products",
                        "brgemm:avx512_core_bf16",
                        innerProduct(
                                ProblemTensor.of(BF16, 6, 3, 3),
                                ProblemTensor.of(BF16, 4, 3, 3),
                                ProblemTensor.of(BF16, 6, 4))),
                new Example(
                        "pool-gradient-gaps",
                        "ref:any",
                        problem(
                                PrimitiveKind.POOLING,
                                Pass.BACKWARD_DATA,
                                "diff_src",
                                gapped,
                                "diff_dst",
                                dense(2, 3, 2, 2))),
                new Example(
                        "offset-ignored",
                        "simple_nchw:any",
                        unary(PrimitiveKind.POOLING, box, box)),
                new Example(
                        "pool-operand-tail",
                        "jit:avx512_core",
                        unary(
                                        PrimitiveKind.POOLING,
                                        blocked(F32, 0, 2, 18, 4, 4),
                                        blocked(F32, 0, 2, 18, 2, 2))
                                .withAttributes(
                                        AttributeValues.of(
                                                ChainedOperation.binary(
                                                        3, blocked(F32, 0, 2, 18, 1, 1))))),
                new Example("offset-ignored", "ref:any", unary(PrimitiveKind.SOFTMAX, box, box)),
                new Example(
                        "softmax-stride-of-one",
                        "jit:avx2",
                        unary(
                                        PrimitiveKind.SOFTMAX,
                                        strided(new long[] {7, 1, 5}, 5, 4, 1),
                                        dense(7, 1, 5))
                                .withAxis(1)),
                new Example(
                        "softmax-padded-bytes",
                        "jit:avx2",
                        unary(
                                        PrimitiveKind.SOFTMAX,
                                        blocked(F32, 0, 2, 3, 4, 5),
                                        blocked(U8, 0, 2, 3, 4, 5))
                                .withAxis(1)),
                new Example(
                        "offset-ignored",
                        "bnorm_jit:avx2",
                        unary(PrimitiveKind.BATCH_NORMALIZATION, box, box)),
                new Example(
                        "bnorm-workspace-gaps",
                        "ref:any",
                        unary(PrimitiveKind.BATCH_NORMALIZATION, gapped, gapped)
                                .withTraining(true)
                                .withVariant("CHR")),
                new Example("offset-ignored", "jit:uni", binary(box, box, box)),
                new Example(
                        "binary-padded-bytes",
                        "jit:uni",
                        binary(
                                blocked(U8, 0, 2, 3, 4, 5),
                                blocked(U8, 0, 2, 3, 4, 5),
                                blocked(U8, 0, 2, 3, 4, 5))),
                new Example("binary-guessed-layout", "jit:uni", binary(gapped, image, image)));
    }

    private static String found(Problem problem, String implementation) {
        return DefectTable.of("3.13.0", ISA, "")
                .find(problem, new Implementation(implementation))
                .map(Defect::id)
                .orElse(NONE);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void problem_thatAnImplementationGetsWrong_isFound(Example example) {
        assertEquals(example.id, found(example.problem, example.implementation));
    }

    static Stream<Example> ordinary() {
        ProblemTensor image = dense(2, 3, 4, 5);
        ProblemTensor rows = dense(6, 9);
        return Stream.of(
                new Example(NONE, "jit:avx2", unary(PrimitiveKind.POOLING, image, image)),
                new Example(
                        NONE, "jit:avx2", unary(PrimitiveKind.SOFTMAX, image, image).withAxis(1)),
                new Example(
                        NONE,
                        "bnorm_jit:avx2",
                        unary(PrimitiveKind.BATCH_NORMALIZATION, image, image)
                                .withTraining(true)
                                .withVariant("CHR")),
                new Example(NONE, "jit:uni", binary(image, image, image)),
                new Example(
                        NONE,
                        "brg_matmul:avx10_1_512_amx",
                        matmul(
                                        ProblemTensor.of(BF16, 2, 3, 5, 64),
                                        ProblemTensor.of(BF16, 2, 3, 64, 10),
                                        ProblemTensor.of(BF16, 2, 3, 5, 10))
                                .withAttributes(
                                        AttributeValues.of(
                                                ChainedOperation.binary(8, dense(1, 1, 1, 10))))),
                new Example(
                        NONE,
                        "gemm:jit:f32",
                        matmul(dense(3, 2, 4), dense(3, 4, 5), dense(3, 2, 5))
                                .withAttributes(
                                        AttributeValues.of(
                                                ChainedOperation.binary(4, dense(1, 1, 5))))),
                new Example(
                        NONE,
                        "brg_matmul:avx2",
                        matmul(dense(2, 4, 3), dense(2, 3, 5), dense(2, 4, 5))
                                .withAttributes(
                                        AttributeValues.of(
                                                ChainedOperation.binary(6, dense(1, 4, 5))))),
                new Example(
                        NONE,
                        "brg_matmul:avx2",
                        matmul(dense(3, 17, 5), dense(3, 5, 1), dense(3, 17, 1))
                                .withAttributes(
                                        AttributeValues.of(
                                                ChainedOperation.binary(2, dense(1, 17, 1))))),
                new Example(
                        NONE,
                        "jit_int8:avx2",
                        unary(
                                        PrimitiveKind.ELTWISE,
                                        blocked(U8, 0, 2, 3, 7, 7),
                                        blocked(U8, 0, 2, 3, 7, 7))
                                .withVariant("relu")),
                new Example(
                        NONE,
                        "brg_matmul:avx2",
                        matmul(rows, dense(9, 9), rows)
                                .withAttributes(
                                        AttributeValues.of(
                                                ChainedOperation.select(3, rows, rows)))),
                new Example(
                        NONE, "brgemm:avx2", innerProduct(image, dense(7, 3, 4, 5), dense(2, 7))));
    }

    @ParameterizedTest
    @MethodSource("ordinary")
    void ordinaryProblem_isNotPassedOver(Example example) {
        assertEquals(NONE, found(example.problem, example.implementation));
    }

    @Test
    void everyDefect_hasAnExample() {
        Set<String> shown =
                Stream.concat(
                                examples().map(Example::id),
                                ConvolutionDefectsTest.EXAMPLES
                                        .lines()
                                        .map(line -> line.substring(0, line.indexOf('|')).strip()))
                        .collect(Collectors.toSet());
        assertEquals(DefectTable.all().stream().map(Defect::id).collect(Collectors.toSet()), shown);
    }

    @Test
    void ids_areUniqueAndSpeak() {
        Set<String> ids = new HashSet<>();
        for (Defect defect : DefectTable.all()) {
            assertTrue(ids.add(defect.id()), defect.id());
            assertTrue(defect.id().matches("[a-z0-9]+(-[a-z0-9]+)+"), defect.id());
            assertTrue(defect.reason().endsWith("."), defect.reason());
        }
    }

    @Test
    void disabledDefect_isNotPassedOver() {
        Example example = examples().findFirst().orElseThrow();
        Implementation implementation = new Implementation(example.implementation);
        for (String disabled : List.of(example.id, "all", "ip-batch-innermost, " + example.id)) {
            assertTrue(
                    DefectTable.of("3.13.0", ISA, disabled)
                            .find(example.problem, implementation)
                            .isEmpty());
        }
    }

    @Test
    void kernelWithoutVnni_isTakenWhereTheCpuHasNone() {
        Problem problem = CaseProblems.parse("--dir=FWD_D --dt=u8:s8:s32 mb1ic64ih7oc16oh7kh3ph1");
        Implementation implementation = new Implementation("jit_uni_int8:avx2");
        for (String isa : List.of("avx2", "avx512_core", "sse41")) {
            assertTrue(
                    DefectTable.of("3.13.0", isa, "").find(problem, implementation).isEmpty(), isa);
        }
        for (String isa : List.of("avx2_vnni", "avx512_core_vnni", "avx10_1_512_amx")) {
            assertTrue(
                    DefectTable.of("3.13.0", isa, "").find(problem, implementation).isPresent(),
                    isa);
        }
    }

    @Test
    void unknownIdToDisable_isRefused() {
        IllegalArgumentException refusal =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> DefectTable.of("3.13.0", ISA, "offset-ignored,ofset-ignored"));
        assertTrue(String.valueOf(refusal.getMessage()).contains("'ofset-ignored'"));
    }

    @Test
    void fixedDefect_isPassedOverInOlderVersionsAlone() {
        Problem problem =
                CaseProblems.parse(
                        "--dir=FWD_B --stag=axb --dtag=axb mb1ic16ih1iw7oc16oh1ow24kh1kw1pw9");
        Implementation implementation = new Implementation("brg_conv_fwd:avx512_core");
        assertTrue(DefectTable.of("3.13.0", ISA, "").find(problem, implementation).isPresent());
        for (String version : List.of("3.13.1", "3.14.0", "3.20.0")) {
            assertTrue(
                    DefectTable.of(version, ISA, "").find(problem, implementation).isEmpty(),
                    version);
        }
    }
}
