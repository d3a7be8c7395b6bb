package dev.onednn4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.lang.foreign.Arena;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// Scales and zero points of 8-bit convolutions and deconvolutions, drawn at random together with
/// chains, against the formula. Scales are powers of two, so that results are exact.
class AttributesPropertyTest {
    private static final int PROBLEMS = 15;

    @ParameterizedTest
    @CsvSource({"1, false", "2, false", "3, true"})
    void scalesAndZeroPointsAgreeWithTheFormula(long seed, boolean transposed) {
        SplittableRandom random = new SplittableRandom(seed);
        try (Engine engine = Engine.cpu()) {
            List<TypeTriple> choices =
                    TypeTriple.integers(
                            engine, transposed ? Operation.DECONVOLUTION : Operation.CONVOLUTION);
            for (int i = 0; i < PROBLEMS; i++) {
                try (Arena arena = Arena.ofConfined()) {
                    TestProblem problem = TestProblem.random(random);
                    check(
                            new ForwardCase(
                                    engine,
                                    arena,
                                    random,
                                    transposed ? problem.transposed() : problem,
                                    transposed,
                                    choices.get(random.nextInt(choices.size()))),
                            new Quantizer(arena, random),
                            random);
                }
            }
        }
    }

    private static void check(ForwardCase tested, Quantizer quantizer, RandomGenerator random) {
        int inputs = tested.problem.inputChannels();
        int outputs = tested.problem.outputChannels();
        float[] srcScale = quantizer.scales(QuantizedArgument.SRC, inputs, false);
        float[] weightScales = quantizer.scales(QuantizedArgument.WEIGHTS, outputs, true);
        float[] dstScale = quantizer.scales(QuantizedArgument.DST, outputs, false);
        float[] srcZeros = quantizer.zeroPoints(QuantizedArgument.SRC, inputs, true);
        float[] dstZeros = quantizer.zeroPoints(QuantizedArgument.DST, outputs, true);
        PostOpChain chain = tested.chain(random);
        for (int n = random.nextInt(3); n > 0; n--) {
            chain.addRandom(true);
        }
        Attributes attributes = quantizer.attributes.postOps(chain.postOps());
        float[] src = tested.src.toArray();
        int area = src.length / tested.problem.batch() / inputs;
        for (int i = 0; i < src.length; i++) {
            src[i] -= srcZeros[i / area % inputs];
        }
        double[] scaled = tested.sums(src);
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] *= (double) srcScale[0] * weightScales[tested.channel(i)];
        }
        double[] results = chain.apply(tested.plusBias(scaled));
        for (int i = 0; i < results.length; i++) {
            results[i] = results[i] / dstScale[0] + dstZeros[tested.channel(i)];
        }
        try (WeightedPrimitive primitive = tested.build(attributes)) {
            assertArrayEquals(
                    tested.stored(results),
                    tested.run(primitive, chain.pack(primitive, quantizer.runtime)),
                    primitive::toString);
        }
    }

    /// The modes that say how sums are kept change nothing where every sum is exact; the line that
    /// tells the problem has them.
    @ParameterizedTest
    @CsvSource({"false", "true"})
    void numericalModesAreAcceptedAndTold(boolean transposed) {
        SplittableRandom random = new SplittableRandom(4);
        Map<String, Attributes> modes =
                Map.of(
                        "--attr-fpmath=bf16", Attributes.none().fpmathMode(FpmathMode.BF16, false),
                        "--attr-fpmath=f16", Attributes.none().fpmathMode(FpmathMode.F16, false),
                        "--attr-fpmath=tf32", Attributes.none().fpmathMode(FpmathMode.TF32, false),
                        "--attr-fpmath=any", Attributes.none().fpmathMode(FpmathMode.ANY, false),
                        "--attr-fpmath=strict:true",
                                Attributes.none().fpmathMode(FpmathMode.STRICT, true),
                        "--attr-acc-mode=relaxed",
                                Attributes.none().accumulationMode(AccumulationMode.RELAXED),
                        "--attr-acc-mode=any",
                                Attributes.none().accumulationMode(AccumulationMode.ANY),
                        "--attr-deterministic=true", Attributes.none().deterministic(true));
        try (Engine engine = Engine.cpu();
                Arena arena = Arena.ofConfined()) {
            TestProblem problem = TestProblem.random(random);
            ForwardCase tested =
                    new ForwardCase(
                            engine,
                            arena,
                            random,
                            transposed ? problem.transposed() : problem,
                            transposed,
                            TypeTriple.F32);
            modes.forEach(
                    (text, attributes) -> {
                        assertEquals(text, attributes.toString());
                        try (WeightedPrimitive primitive = tested.build(attributes)) {
                            assertEquals(true, primitive.toString().contains(text + " "));
                            assertArrayEquals(
                                    tested.stored(tested.sums()),
                                    tested.run(primitive, RuntimeArguments.none()),
                                    primitive::toString);
                        }
                    });
        }
    }
}
