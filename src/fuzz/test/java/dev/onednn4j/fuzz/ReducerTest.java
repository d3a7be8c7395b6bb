package dev.onednn4j.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.onednn4j.fuzz.problem.FuzzProblem;
import dev.onednn4j.fuzz.problem.SlidingSizes;
import dev.onednn4j.fuzz.reduce.Reducer;
import dev.onednn4j.fuzz.reduce.Trial;
import dev.onednn4j.fuzz.run.Failure;
import dev.onednn4j.fuzz.run.FailureKind;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.function.Predicate;

/// Problems are made smaller as far as a fault allows that is known.
class ReducerTest {
    private static final long MINUTE = 60_000;
    private static final FuzzProblem LARGE =
            FuzzProblem.parse(
                    "--conv --dir=FWD_D --src=u8:acdb --weights=s8:any --bias=f32:a"
                        + " --dst=s8:box:acdb:4x33x9x9+1x1x1x1 --attr-scales=src:common+dst:common"
                        + " --attr-post-ops=clip:-6:6+add:f32:6:any+relu:0:0 --threads=3 --fill=7"
                        + " g2mb3ic34ih9iw9oc32oh7ow7kh3kw3sh1sw1dh0dw0ph0pw0");
    private static final Failure WRONG =
            new Failure(FailureKind.WRONG, "jit:avx2", List.of("wrong on purpose"));

    private static Trial failing(Predicate<FuzzProblem> fault) {
        return problem -> fault.test(problem) ? List.of(WRONG) : List.of();
    }

    private static SlidingSizes sizes(FuzzProblem problem) {
        return (SlidingSizes) problem.sizes();
    }

    @Test
    void faultOfChannelsAndOnePostOp_leavesTheseAlone() throws InterruptedException {
        Reducer.Reduced reduced =
                new Reducer(
                                failing(
                                        problem ->
                                                sizes(problem).inputs() >= 5
                                                        && problem.toString().contains("add:")),
                                MINUTE)
                        .reduce(LARGE, WRONG);
        assertTrue(reduced.reproduced());
        assertTrue(reduced.finished());
        assertEquals(
                "--conv --dir=FWD_I --src=f32:any --weights=f32:any --dst=f32:any"
                        + " --attr-post-ops=add:f32:0:any mb1ic5iw1oc1ow1kw1sw1dw0pw0",
                reduced.problem().toString());
    }

    @Test
    void faultOfLayoutAndType_keepsThem() throws InterruptedException {
        Reducer.Reduced reduced =
                new Reducer(
                                failing(
                                        problem ->
                                                problem.operand("dst")
                                                                .toString()
                                                                .startsWith("s8:box")
                                                        && sizes(problem).axes().size() == 2),
                                MINUTE)
                        .reduce(LARGE, WRONG);
        assertTrue(
                reduced.problem().operand("dst").toString().startsWith("s8:box:acdb:"),
                () -> reduced.problem().toString());
        assertEquals(1, sizes(reduced.problem()).inputs());
        assertEquals("any", reduced.problem().operand("src").layout().toString());
    }

    @Test
    void otherFailures_areNotTakenForTheSame() throws InterruptedException {
        Failure other = new Failure(FailureKind.WRONG, "gemm:jit", List.of("another one"));
        Trial trial = problem -> List.of(sizes(problem).batch() == 3 ? WRONG : other);
        Reducer.Reduced reduced = new Reducer(trial, MINUTE).reduce(LARGE, WRONG);
        assertEquals(3, sizes(reduced.problem()).batch());
        assertEquals("jit:avx2", reduced.failure().implementation());
    }

    @Test
    void failureThatDoesNotComeAgain_keepsTheProblem() throws InterruptedException {
        Reducer.Reduced reduced = new Reducer(problem -> List.of(), MINUTE).reduce(LARGE, WRONG);
        assertFalse(reduced.reproduced());
        assertEquals(LARGE, reduced.problem());
    }

    @Test
    void timeThatIsOver_endsWithTheSmallestSoFar() throws InterruptedException {
        Reducer.Reduced reduced = new Reducer(failing(problem -> true), 0).reduce(LARGE, WRONG);
        assertFalse(reduced.finished());
        assertEquals(LARGE, reduced.problem());
    }

    @Test
    void familyOfAnImplementation_isTheSameForAllInstructionSets() {
        assertEquals("jit", family("jit:avx2"));
        assertEquals("jit", family("jit:avx10_1_512_amx"));
        assertEquals("brg_deconv+brgconv_strided", family("brg_deconv:avx2+brgconv_strided:avx2"));
        assertEquals("x64:gemm:jit", family("x64:gemm:jit"));
        assertEquals("jit_bf16", family("jit_bf16:avx512_core_bf16"));
    }

    private static String family(String implementation) {
        return new Failure(FailureKind.WRONG, implementation, List.of()).family();
    }
}
