package dev.onednn4j.bench.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.onednn4j.bench.problem.BadInput;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.List;

/// The knobs that benchdnn's `--attr-` family sets, and what selects layouts and implementations.
class AttributeKnobsTest {
    private static final String DESCRIPTOR = "ic16ih8oc4oh8kh1ph0";

    private static List<String> lines(String... arguments) {
        return CommandReader.read(List.of(arguments), Path.of("")).cases().stream()
                .map(benchCase -> benchCase.reproducer().replace("--mode=P --conv ", ""))
                .toList();
    }

    private static String refusal(String argument) {
        return assertThrows(BadInput.class, () -> lines(argument, DESCRIPTOR)).getMessage();
    }

    /// What a reproducer says is what was asked for, and asks for it again.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "--attr-scales=src:common:0.25+wei:per_oc+dst:common:2",
                "--attr-scales=wei:common:0.5:f16",
                "--attr-scales=src:per_dim_1:f32:1x32",
                "--attr-scales=attr_post_op_dw_wei:per_oc+attr_post_op_dw_dst:common:4",
                "--attr-zero-points=src:common:-2+dst:per_dim_1",
                "--attr-zero-points=wei:common:3:s8",
                "--attr-post-ops=sum",
                "--attr-post-ops=sum:0.5:2:u8+relu:0.5+sum:0.5:2:u8",
                "--attr-post-ops=linear:0.25:0.375+round+clip:-1:1",
                "--attr-post-ops=add:f32+mul:s8:per_oc+max:u8:14:axb+ge:f32:per_tensor",
                "--attr-post-ops=select:f32.per_oc+select:f32.common:per_oc.axb",
                "--attr-post-ops=prelu+prelu:per_oc+prelu:15",
                "--attr-post-ops=relu+dw:k3s2p1:u8+tanh",
                "--attr-post-ops=add:f32:15:any:4096x1x64x8",
                "--attr-fpmath=bf16:true",
                "--attr-acc-mode=relaxed",
                "--attr-deterministic=true",
                "--attr-rounding-mode=dst:stochastic",
                "--impl=brg,jit",
                "--skip-impl=ref,x64:gemm",
                "--strides=1024x1x128x16::",
            })
    void reproducersSayWhatWasAsked(String knob) {
        assertEquals(List.of(knob + " " + DESCRIPTOR), lines(knob, DESCRIPTOR));
    }

    @ParameterizedTest
    @CsvSource({
        "eltwise_relu:1.0, relu:1",
        "eltwise_relu_use_dst_for_bwd, relu_dst",
        "srelu:2, soft_relu:2",
        "binary_add:f32:2, add:f32:2",
        "RELU, relu",
        "linear:0.5:1.5:2.0, linear:0.5:1.5",
        "sum:1.0:0:f16, sum:1:0:f16",
        "add:f32:common, add:f32",
    })
    void allSpellingsAreRead(String written, String canonical) {
        assertEquals(
                List.of("--attr-post-ops=" + canonical + " " + DESCRIPTOR),
                lines("--attr-post-ops=" + written, DESCRIPTOR));
    }

    @Test
    void anEmptyEntryIsACombinationWithoutTheAttribute() {
        assertEquals(
                List.of(
                        DESCRIPTOR,
                        "--attr-post-ops=relu " + DESCRIPTOR,
                        "--attr-scales=src:common:2 " + DESCRIPTOR,
                        "--attr-scales=src:common:2 --attr-post-ops=relu " + DESCRIPTOR),
                lines("--attr-post-ops=,relu", "--attr-scales=,src0:common:2", DESCRIPTOR));
    }

    @Test
    void attributesMultiplyBetweenAlgorithmAndMinibatch() {
        assertEquals(
                List.of(
                        "mb1" + DESCRIPTOR,
                        "mb3" + DESCRIPTOR,
                        "--attr-fpmath=bf16 mb1" + DESCRIPTOR,
                        "--attr-fpmath=bf16 mb3" + DESCRIPTOR,
                        "--alg=auto mb1" + DESCRIPTOR,
                        "--alg=auto mb3" + DESCRIPTOR,
                        "--alg=auto --attr-fpmath=bf16 mb1" + DESCRIPTOR,
                        "--alg=auto --attr-fpmath=bf16 mb3" + DESCRIPTOR),
                lines("--attr-fpmath=strict,bf16", "--mb=1,3", "--alg=direct,auto", DESCRIPTOR));
    }

    @Test
    void aGlobalFilterTakesPrecedenceAndSurvivesReset() {
        assertEquals(
                List.of("--impl=ref " + DESCRIPTOR),
                lines("--global-impl=ref", "--reset", "--skip-impl=ref", DESCRIPTOR));
    }

    @Test
    void olderConfigurationsNameTypes() {
        assertEquals(
                List.of("--dt=u8:s8:f32 " + DESCRIPTOR, "--dt=bf16:bf16:bf16 " + DESCRIPTOR),
                lines("--cfg=u8s8f32,bf16", DESCRIPTOR));
    }

    @Test
    void repeatsAndStartCount() {
        assertEquals(
                List.of("mb1" + DESCRIPTOR, "mb3" + DESCRIPTOR, "mb3" + DESCRIPTOR),
                lines("--start=1", "--repeats-per-prb=2", "--mb=1,3", DESCRIPTOR));
    }

    @Test
    void whatChangesNothingHereIsReadOver() {
        assertEquals(
                List.of(DESCRIPTOR),
                lines(
                        "--engine=cpu",
                        "--allow-enum-tags-only=false",
                        "--attr-scratchpad=user",
                        "--fast-ref=false",
                        "--ctx-exe=auto",
                        DESCRIPTOR));
        assertEquals("--engine='gpu' is not available here", refusal("--engine=gpu"));
    }

    @Test
    void stridesAndTagsExcludeEachOther() {
        SessionPlan script =
                CommandReader.read(
                        List.of("--strides=1024x1x128x16::", "--stag=axb", DESCRIPTOR),
                        Path.of(""));
        assertEquals(
                "--stag=axb and --strides exclude each other for one tensor, in '"
                        + DESCRIPTOR
                        + "'",
                script.rejected().getFirst().getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "--attr-scales=foo:common:1 | --attr-scales: 'foo' is no argument; expected src,"
                        + " wei, dst, attr_post_op_dw_wei or attr_post_op_dw_dst",
                "--attr-scales=src | --attr-scales: 'src' names no mask: src:common:0.5",
                "--attr-scales=src:common | --attr-scales: 'src:common' lacks the value that the"
                        + " mask common needs",
                "--attr-scales=src:common:-1 | --attr-scales: 'src:common:-1': expected a scale of"
                        + " 0 or more",
                "--attr-zero-points=src:common:0.5 | --attr-zero-points: 'src:common:0.5': expected"
                        + " a whole number",
                "--attr-post-ops=foo | --attr-post-ops: 'foo' is no post-op, in 'foo'",
                "--attr-post-ops=sum+dw | --attr-post-ops: a dw post-op needs its sizes: dw:k3s1p1,"
                        + " in 'dw'",
                "--attr-post-ops=add | --attr-post-ops: a binary post-op needs the type of its"
                        + " operand: add:f32, in 'add'",
                "--attr-post-ops=relu:1:2:3:4 | --attr-post-ops: '4' is one field too many, in"
                        + " 'relu:1:2:3:4'",
                "--attr-fpmath=f99 | --attr-fpmath: 'f99' is no mode; expected one of [strict,"
                        + " bf16, f16, any, tf32]",
                "--attr-deterministic=maybe | --attr-deterministic: 'maybe' is neither true nor"
                        + " false",
                "--attr-rounding-mode=src:stochastic | --attr-rounding-mode: 'src:stochastic' is"
                        + " not of the form ARG:MODE, ARG one of [dst, diff_src, diff_weights]",
                "--strides=1x2 | --strides: '1x2' is not of the form SRC:WEIGHTS:DST, such as"
                        + " 64x1x8x8::",
                "--cfg=u9 | --cfg: 'u9' is no configuration such as u8s8f32",
                "--repeats-per-prb=0 | --repeats-per-prb: expected a number of 1 or more, got 0",
            })
    void saysWhatIsWrong(String argument, String message) {
        assertEquals(message, refusal(argument));
    }
}
