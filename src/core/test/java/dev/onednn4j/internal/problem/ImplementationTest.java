package dev.onednn4j.internal.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImplementationTest {
    @ParameterizedTest
    @CsvSource({
        "ref:any, true",
        "ref_int8:any, true",
        "conv:any+ref:any, true",
        "jit_uni_ncsp:conv+ref:any, true",
        "conv:any+jit_uni_ncsp:conv+ref:any, true",
        "ref_fused_convolution:any:jit_1x1:avx2:ref:any, true",
        "gemm:ref, true",
        "ref_fused_convolution:any:jit_1x1:avx2:jit_dw:avx2, false",
        "ref_fused_convolution:any:x64:gemm_s8u8s32:jit:jit_uni_int8:avx2, false",
        "jit:avx2, false",
        "x64:gemm:jit, false",
        "simple_nchw:any, false",
        "brg_conv_bwd:avx2+brg_conv_fwd:avx2, false",
        "ip:any+emm:avx2, false",
    })
    void reference_isToldByName(String name, boolean reference) {
        assertEquals(reference, new Implementation(name).isReference(PrimitiveKind.CONVOLUTION));
    }

    @Test
    void referenceOfConcatAndSum_isNotSlow() {
        Implementation reference = new Implementation("ref:any");
        assertFalse(reference.isReference(PrimitiveKind.CONCAT));
        assertFalse(reference.isReference(PrimitiveKind.SUM));
        assertTrue(reference.isReference(PrimitiveKind.SOFTMAX));
    }

    @Test
    void family_isFoundWhateverTheInstructionSet() {
        for (String name :
                new String[] {
                    "brgconv_1x1:avx2",
                    "brgconv_1x1:avx10_1_512_amx",
                    "brg_deconv:avx512_core+brgconv_1x1:avx512_core"
                }) {
            assertTrue(new Implementation(name).has("brgconv_1x1"), name);
            assertFalse(new Implementation(name).has("brgconv"), name);
        }
        assertTrue(new Implementation("brgconv_1x1:avx10_1_512_amx").usesAmx());
        assertFalse(new Implementation("brgconv_1x1:avx10_1_512").usesAmx());
    }
}
