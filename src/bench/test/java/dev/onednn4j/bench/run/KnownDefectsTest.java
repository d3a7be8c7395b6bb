package dev.onednn4j.bench.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.onednn4j.Attributes;
import dev.onednn4j.DataType;
import dev.onednn4j.Deconvolution;
import dev.onednn4j.Engine;
import dev.onednn4j.Granularity;
import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.QuantizedArgument;
import dev.onednn4j.RuntimeArguments;
import dev.onednn4j.Tensor;
import dev.onednn4j.UnimplementedException;
import dev.onednn4j.bench.command.CommandReader;
import dev.onednn4j.bench.problem.ConvolutionCase;
import dev.onednn4j.bench.report.CaseStatus;
import dev.onednn4j.bench.report.Outcome;
import dev.onednn4j.bench.report.PhaseClock;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// Problems that some implementation of oneDNN gets wrong or crashes on: others must compute them.
/// Where memory decides whether it goes wrong, the name of the implementation tells more than the
/// result.
class KnownDefectsTest {
    @Test
    void aZeroPointIsMadeUpForInEveryColumn() {
        try (Engine engine = Engine.cpu();
                Arena arena = Arena.ofConfined();
                Deconvolution deconvolution =
                        Deconvolution.forward(engine)
                                .src(DataType.U8, 1, 32, 12)
                                .weights(DataType.S8, 2, 32, 1)
                                .dst(DataType.F32)
                                .strides(3)
                                .attributes(
                                        Attributes.none()
                                                .zeroPoints(
                                                        QuantizedArgument.SRC, Granularity.COMMON))
                                .build()) {
            assertFalse(
                    deconvolution.implementation().contains("brgconv_strided"),
                    deconvolution::implementation);
            Tensor zeroPoint = filled(arena, MemoryDescriptor.of(DataType.S32, 1), 3);
            Tensor dst = filled(arena, deconvolution.dst(), Float.NaN);
            Tensor weights = filled(arena, MemoryDescriptor.of(DataType.S8, 2, 32, 1), 1);
            deconvolution.execute(
                    filled(arena, deconvolution.src(), 3),
                    deconvolution.pack(weights, arena),
                    null,
                    dst,
                    RuntimeArguments.of(QuantizedArgument.SRC.zeroPoints(), zeroPoint));
            assertArrayEquals(new float[2 * 34], dst.toArray());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    # The sums that make up for signed bytes, where the width is no multiple of the stride
                    brgconv_strided | --deconv --dir=FWD_I --dt=s8:s8:f32 mb1ic32ih9iw8oc128oh15ow28kh7kw7sw3ph0pw0
                    brgconv_strided | --deconv --dir=FWD_I --dt=s8:s8:s8 ic4id6ih6iw7oc5od17oh2ow13kd2kh1kw3sd3sh1sw2pd0ph2pw1
                    brgconv_strided | --deconv --dir=FWD_D --dt=s8:s8:s32 g2mb1ic16iw12oc2ow34kw1sw3pw0
                    # The same, where the stride is longer than the kernel or the result than its taps
                    jit_deconvolution | --deconv --dir=FWD_D --dt=s8:s8:f32 mb1ic16ih2iw3oc4oh4ow5kh1kw2sh3sw1ph0pw0dw1
                    jit_deconvolution | --deconv --dir=FWD_D --dt=s8:s8:f32 mb1ic16id3ih7iw3oc33od7oh11ow3kd1kh3kw3sd3sh1sw2pd0ph0pw2dh1
                    jit_deconvolution | --deconv --dir=FWD_D --dt=s8:s8:f32 g2mb1ic32ih1iw1oc8oh1ow3kh3kw2sh1sw3ph2pw1dh1dw0
                    # Bytes in a layout that is NCHW as well as NHWC
                    gemm_s8u8s32 | --dir=FWD_I --dt=u8:s8:f32 --stag=abx --dtag=abx mb1ic1iw4oc2ow2kw2sw2
                    gemm_s8u8s32 | --deconv --dir=FWD_I --dt=u8:s8:s32 --stag=abx --dtag=abx g3mb1ic51iw2oc9ow1kw3sw2pw2
                    # One input channel in a group
                    brg_conv_fwd | --dir=FWD_D --dt=s8:s8:f32 g2mb1ic2ih2iw14oc66oh1ow4kh3kw5sw3
                    brg_conv_fwd | --dir=FWD_D --dt=s8:s8:f32 mb1ic1id1ih5iw15oc16od2oh4ow14kd2kh2kw2pd1ph0pw0
                    brg_conv_fwd | --dir=FWD_D --dt=u8:s8:f32 g3mb1ic3id1ih3iw7oc60od3oh1ow3kd5kh2kw3sd1sh2sw2pd6ph0pw0
                    brg_conv_fwd | --dir=FWD_D --dt=u8:s8:f32 mb1ic1ih14iw2oc20oh8ow1kh7kw2sw2
                    # Dilated rows of taps under long rows
                    jit_bf16:avx512_core_bf16 | --dir=BWD_WB --dt=bf16 --stag=axb g4mb1ic4ih9iw33oc32oh5ow29kh3kw5ph0pw0dh1
                    jit_bf16:avx512_core_bf16 | --deconv --dir=BWD_W --dt=bf16 --stag=axb --dtag=axb g4mb1ic32ih5iw29oc4oh9ow33kh3kw5ph0pw0dh1
                    # Columns in padding, in the convolution that a deconvolution borrows
                    brg_conv_fwd | --deconv --dir=BWD_D --dt=bf16 --stag=axb --dtag=axb ic16ih1iw7oc15oh1ow24kh1kw1sw4pw0
                    """)
    void problem_thatSomeImplementationGetsWrong_isComputedByAnother(
            String implementation, String arguments) {
        ConvolutionCase benchCase =
                CommandReader.read(List.of(arguments.split(" ")), Path.of("")).cases().getFirst();
        try (Engine engine = Engine.cpu();
                CasePrimitive primitive = CasePrimitive.maker(engine, benchCase).get()) {
            assertFalse(
                    primitive.implementation().contains(implementation), primitive::implementation);
            Outcome outcome =
                    new CorrectnessRun(engine, new PhaseClock(), benchCase).check(primitive);
            assertEquals(CaseStatus.PASSED, outcome.status(), () -> outcome.describe(0));
        } catch (UnimplementedException refusal) {
            assumeFalse(
                    refusal.passedOver().isEmpty(),
                    "not shown by this CPU, which does not compute the type: " + arguments);
            assertTrue(
                    refusal.passedOver().keySet().stream()
                            .anyMatch(name -> name.contains(implementation)),
                    refusal::getMessage);
        }
    }

    private static Tensor filled(Arena arena, MemoryDescriptor descriptor, float value) {
        float[] values = new float[Math.toIntExact(descriptor.elements())];
        Arrays.fill(values, value);
        return Tensor.allocate(arena, descriptor).copyFrom(values);
    }
}
