package dev.onednn4j.bench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.onednn4j.Defect;
import dev.onednn4j.internal.defect.DefectTable;
import dev.onednn4j.internal.problem.Implementation;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The conditions of defects of convolutions and deconvolutions, on names and problems alone: they
/// are the same on every CPU.
class ConvolutionDefectsTest {
    /// Lines of a defect's id, the name of an implementation and a problem.
    static final String EXAMPLES =
            """
            conv-column-in-padding | brg_conv_fwd:avx512_core | --dir=FWD_B --dt=f32 --stag=axb --dtag=axb mb1ic16ih1iw7oc16oh1ow24kh1kw1pw9
            conv-column-in-padding | conv:any+brg_conv_fwd:avx2 | --deconv --dir=BWD_D --dt=bf16 --stag=axb --dtag=axb ic16ih1iw7oc15oh1ow24kh1kw1sw4pw0
            conv-column-in-padding | brg_conv_bwd:avx2+brg_conv_fwd:avx2 | --dir=BWD_D --dt=bf16 mb1ic16iw24oc16ow2kw2dw21pw0
            conv-row-in-padding | brg_conv_fwd:avx10_1_512_amx | --conv --dir=FWD_D --dt=bf16 mb1ic32oc32id2od1kd2pd1dd2ih12oh10kh3ph0iw12ow10kw3pw0
            conv-row-in-padding | brg_conv_fwd:avx10_1_512_amx | --conv --dir=FWD_D --dt=u8:s8:s32 mb1ic32oc32id2od1kd2pd1dd2ih12oh10kh3ph0iw12ow10kw3pw0
            conv-row-in-padding | conv:any+brg_conv_fwd:avx10_1_512_amx | --deconv --dir=BWD_D --dt=bf16 mb1ic32oc32id1od2kd2pd1dd2ih10oh12kh3ph0iw10ow12kw3pw0
            conv-one-channel-integers | brg_conv_fwd:avx512_core_vnni | --dir=FWD_D --dt=s8:s8:f32 g2mb1ic2ih2iw14oc66oh1ow4kh3kw5sw3
            conv-one-column | brg_conv_fwd:avx10_1_512_amx | --dir=FWD_D --dt=bf16 mb1ic16ih16iw3oc16oh16ow1kh1kw3sh1sw2ph0pw0
            conv-one-column | brg_conv_fwd:avx512_core_bf16 | --dir=FWD_D --dt=bf16 --stag=axb --dtag=axb mb1ic1ih7iw3oc16oh6ow1kh2kw3sh1sw2ph0pw0
            conv-one-column | brg_conv_fwd:avx512_core_vnni | --dir=FWD_D --dt=u8:s8:f32 mb1ic1ih14iw2oc20oh8ow1kh7kw2sw2
            conv-one-column | conv:any+brg_conv_fwd:avx10_1_512_amx | --deconv --dir=BWD_D --dt=bf16 mb1oc16oh16ow3ic16ih16iw1kh1kw3sh1sw2ph0pw0
            conv-lowered-depth | brg_conv_fwd:avx10_1_512_amx | --conv --dir=FWD_D --dt=bf16 mb1ic3id1ih8iw8oc16od1oh8ow8kd3kh3kw3pd1ph1pw1
            conv-lowered-depth | brg_conv_fwd:avx512_core_vnni | --dir=FWD_D --dt=s8:s8:f32 mb1ic1id1ih5iw15oc16od2oh4ow14kd2kh2kw2pd1ph0pw0
            conv-lowered-whole-rows-amx | brg_conv_fwd:avx10_1_512_amx | --dir=FWD_D --dt=bf16 mb1ic8iw20oc16ow13kw8pw0
            conv-grouped-zero-point-amx | brg_conv_fwd:avx10_1_512_amx | --conv --dir=FWD_I --dt=u8:s8:s32 --attr-zero-points=src:common:3 g2mb1ic30ih14oc40oh14kh3ph1
            conv-converts-f32-amx | brgconv_1x1:avx10_1_512_amx | --conv --dir=FWD_B --dt=f32:f32:bf16 mb2ic64ih14oc64oh14kh1ph0
            conv-converts-f32-amx | brgconv_1x1:avx10_1_512_amx | --conv --dir=BWD_D --dt=bf16:f32:f32 mb2ic64ih14oc64oh14kh1ph0
            conv-converts-f32-amx | brg_deconv:avx10_1_512_amx+brgconv_1x1:avx10_1_512_amx | --deconv --dir=FWD_D --dt=f32:f32:s8 mb2ic64ih14oc64oh14kh1ph0
            conv-gemm-bf16-bias | x64:gemm_s8u8s32:jit | --dir=FWD_I --dt=u8:s8:s32 --bia-dt=bf16 mb1ic16iw22oc16ow9kw1sw3pw2
            conv-gemm-bf16-bias | x64:gemm_s8s8s32:jit | --dir=FWD_I --dt=s8:s8:s32 --bia-dt=bf16 mb1ic16iw22oc16ow9kw1sw3pw2
            conv-depthwise-flat-kernel | brdgmm_dw:avx512_core_vnni | --conv --dir=FWD_D --dt=u8:s8:s32 --attr-zero-points=src:common:2 g16mb1ic16ih2iw14oc16oh4ow10kh1kw5ph1pw0
            conv-depthwise-flat-kernel | brdgmm_dw:avx512_core_vnni | --conv --dir=FWD_D --dt=s8:s8:s32 g16mb1ic16ih2iw14oc16oh4ow10kh1kw5ph1pw0
            deconv-strided-compensation | brg_deconv:avx512_core_vnni+brgconv_strided:avx512_core_vnni | --deconv --dir=FWD_I --dt=s8:s8:f32 mb1ic32ih9iw8oc128oh15ow28kh7kw7sw3ph0pw0
            deconv-integer-compensation | jit_deconvolution:avx512_core | --deconv --dir=FWD_D --dt=s8:s8:f32 mb1ic16ih2iw3oc4oh4ow5kh1kw2sh3sw1ph0pw0dw1
            deconv-integer-overhang | jit_uni_int8:avx2 | --deconv --dir=FWD_I --dt=u8:s8:f32 mb1ic1ih1iw2oc1oh1ow7kh1kw4sw3pw1
            deconv-untouched-places-amx | brg_deconv:avx10_1_512_amx+brgconv_strided:avx10_1_512_amx | --deconv --dir=FWD_B --dt=bf16 mb1ic48ih4iw4oc16oh8ow7kh2kw1sh2sw2ph0pw0
            conv-1x1-nan-next-pixel-amx | brgconv_1x1:avx10_1_512_amx | --dir=FWD_D --dt=bf16 mb1ic72ih7oc16oh7kh1ph0
            nan-odd-products | brgconv_1x1:avx512_core_bf16 | --dir=FWD_D --dt=bf16 mb1ic7ih7oc16oh7kh1ph0
            nan-odd-products | brgconv_strided:avx512_core_bf16 | --dir=BWD_D --dt=bf16 mb1ic16ih7oc7oh4kh3sh2ph1
            nan-odd-products | brg_conv_bwd:avx512_core_bf16+brg_conv_fwd:avx512_core_bf16 | --dir=BWD_D --dt=bf16 mb1ic16ih7oc7oh7kh3ph1
            int8-without-vnni | brg_conv_fwd:avx512_core | --dir=FWD_D --dt=u8:s8:s32 mb1ic64ih7oc16oh7kh3ph1
            int8-without-vnni | jit_uni_int8:avx2 | --dir=FWD_D --dt=u8:s8:s32 mb1ic64ih7oc16oh7kh3ph1
            conv-1x1-8-bit-strided-end | jit_uni_int8_1x1:avx2 | --dir=FWD_D --dt=u8:s8:f32 mb2ic5iw12oc1ow6kw1sw2dw0pw0
            conv-wide-steps | brdgmm_dw:avx2 | --dir=FWD_D --dt=f32 --stag=axb --dtag=axb g64mb1ic64ih1iw4oc64oh1ow3kh1kw1sh1sw16777216ph0pw16777216
            conv-wide-steps | jit_uni_int8:avx2_vnni | --dir=FWD_D --dt=u8:s8:f32 --stag=axb --dtag=axb g2048mb1ic2048ih1iw4oc2048oh1ow3kh1kw3dw4194303ph0pw4194303
            deconv-strided-buffer | brgconv_strided:avx512_core | --dir=BWD_D --dt=f32 mb1ic2048iw2500oc16ow3kw1sw1024pw0
            deconv-strided-buffer | brg_deconv:avx2+brgconv_strided:avx2 | --deconv --dir=FWD_D --dt=f32 mb1ic16iw3oc2048ow2500kw1sw1024pw0
            wgrad-1x1-strided-workspace | jit_1x1:avx2 | --dir=BWD_W --dt=f32 --stag=axb --dtag=axb mb1ic3ih8oc8oh4kh1sh2ph0
            wgrad-1x1-strided-workspace | jit_1x1:avx512_core | --dir=BWD_W --dt=f32 --stag=axb --dtag=axb mb8ic8ih56oc16oh28kh1sh2ph0
            wgrad-1x1-strided-workspace | jit_bf16_1x1:avx512_core_bf16 | --dir=BWD_W --dt=bf16 --stag=axb --dtag=axb mb8ic8ih56oc16oh28kh1sh2ph0
            wgrad-bf16-dilated-rows | jit_bf16:avx512_core_bf16 | --dir=BWD_WB --dt=bf16 --stag=axb g4mb1ic4ih9iw33oc32oh5ow29kh3kw5ph0pw0dh1
            wgrad-bf16-deep-padding | jit_bf16:avx512_core_bf16 | --dir=BWD_WB --dt=bf16 g1mb3ic17id7ih1iw7oc65od3oh1ow6kd7kh5kw4sd3sh3sw1pd0ph2pw0
            wgrad-bf16-deep-padding | jit:avx10_1_512_amx | --dir=BWD_W --dt=bf16 mb1ic16id2ih1iw7oc16od2oh1ow7kd1kh5kw1ph2pw0
            """;

    private static final String ISA = "avx10_1_512_amx";

    private final DefectTable table = DefectTable.of("3.13.0", ISA, "");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = EXAMPLES)
    void problem_thatAnImplementationGetsWrong_isFound(
            String id, String implementation, String line) {
        assertEquals(
                id,
                table.find(CaseProblems.parse(line), new Implementation(implementation))
                        .map(Defect::id)
                        .orElse("none"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    # ResNet-50, MobileNet and the like keep their kernels
                    brg_conv_fwd:avx10_1_512_amx | --dir=FWD_B --dt=bf16 mb1ic4ih224oc64oh112kh7sh2ph3
                    brg_conv_fwd:avx10_1_512_amx | --dir=FWD_B --dt=bf16 mb1ic64ih56oc64oh56kh3ph1
                    brg_conv_fwd:avx10_1_512_amx | --dir=FWD_I --dt=u8:s8:u8 mb1ic512ih7oc512oh7kh3ph1
                    brgconv_1x1:avx10_1_512_amx | --dir=FWD_B --dt=bf16 mb1ic64ih56oc256oh56kh1ph0
                    brgconv_1x1:avx10_1_512_amx | --dir=FWD_B --dt=f32 mb1ic64ih56oc256oh56kh1ph0
                    brg_conv_fwd:avx2 | --dir=FWD_B --dt=f32 mb1ic3ih8iw5oc16oh8ow1kh3kw5sw2ph1pw0
                    brg_conv_fwd:avx10_1_512_amx | --dir=FWD_D --dt=bf16 mb1ic16ih16iw3oc16oh16ow1kh1kw3ph0pw0
                    brg_conv_fwd:avx10_1_512_amx | --dir=FWD_I --dt=u8:s8:s32 --attr-zero-points=src:common:3 g2mb1ic30ih14oc20oh14kh3ph1
                    x64:gemm_s8u8s32:jit | --dir=FWD_I --dt=u8:s8:s32 mb1ic64ih7oc16oh7kh3ph1
                    jit_int8:avx512_core_vnni | --dir=FWD_I --dt=u8:s8:s32 mb1ic64ih7oc16oh7kh3ph1
                    ref:any | --dir=FWD_I --dt=u8:s8:s32 mb1ic64ih7oc16oh7kh3ph1
                    brdgmm_dw:avx512_core_vnni | --dir=FWD_D --dt=u8:s8:s32 g32mb1ic32ih112oc32oh112kh3ph1
                    brg_deconv:avx10_1_512_amx+brgconv_strided:avx10_1_512_amx | --deconv --dir=FWD_B --dt=bf16 mb1ic64ih14oc32oh28kh4sh2ph1
                    brgconv_strided:avx512_core | --dir=BWD_D --dt=f32 mb1ic256iw65539oc512ow8192kw16sw8pw5
                    brdgmm_dw:avx512_core | --dir=FWD_D --dt=f32 g512mb1ic512iw60000oc512ow60000kw31dw99pw1500
                    jit_1x1:avx2 | --dir=BWD_W --dt=f32 mb1ic64ih56oc128oh28kh1sh2ph0
                    jit_bf16:avx512_core_bf16 | --dir=BWD_W --dt=bf16 mb1ic64ih56oc64oh56kh3ph1
                    jit:avx10_1_512_amx | --dir=BWD_W --dt=bf16 mb1ic64ih1oc64oh1kh3ph1
                    """)
    void ordinaryProblem_isNotPassedOver(String implementation, String line) {
        assertEquals(
                "none",
                table.find(CaseProblems.parse(line), new Implementation(implementation))
                        .map(Defect::id)
                        .orElse("none"));
    }
}
