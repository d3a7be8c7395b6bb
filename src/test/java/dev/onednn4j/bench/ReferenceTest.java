package dev.onednn4j.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.SplittableRandom;

/// The reference of the correctness mode against the sum of all products, one by one.
class ReferenceTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "mb2ic3iw7oc5ow5kw3pw0",
                "g2mb2ic6iw9oc4kw3sw2pw1",
                "mb2ic3ih5iw6oc9kh3kw2sh2sw1ph1pw0",
                "g3mb1ic9ih6oc12oh8kh3ph4dh1",
                "g4mb2ic4ih7oc4kh3ph1sh3",
                "mb1ic2id4ih5iw3oc3kd2kh3kw1pd1ph1pw0sd2",
                "mb1ic1ih1oc1oh3kh1ph1",
                "mb1ic300ih40oc2kh5ph2"
            })
    void allPassesAgreeWithTheDefinition(String descriptor) {
        ConvolutionProblem problem = ConvolutionProblem.parse(descriptor);
        SplittableRandom random = new SplittableRandom(descriptor.hashCode());
        float[] src = integers(random, problem.srcDims());
        float[] weights = integers(random, problem.weightsDims());
        float[] dst = integers(random, problem.dstDims());
        float[] forward = new float[dst.length];
        float[] backwardData = new float[src.length];
        float[] backwardWeights = new float[weights.length];
        visit(
                problem,
                (s, w, d) -> {
                    forward[d] += src[s] * weights[w];
                    backwardData[s] += dst[d] * weights[w];
                    backwardWeights[w] += src[s] * dst[d];
                });
        Reference reference = new Reference(problem);
        assertArrayEquals(forward, reference.forward(src, weights));
        assertArrayEquals(backwardData, reference.backwardData(dst, weights));
        assertArrayEquals(backwardWeights, reference.backwardWeights(src, dst));
        float total = 0;
        for (float part : reference.backwardBias(dst)) {
            total += part;
        }
        float expected = 0;
        for (float element : dst) {
            expected += element;
        }
        assertEquals(expected, total);
    }

    @Test
    void aComparisonNamesWhatIsWrong() {
        Comparison wrong =
                Comparison.of(
                        "dst",
                        new long[] {1, 2, 3},
                        new float[] {1, 2, 3, 4, 5, 6},
                        new float[] {1, 2, 3, 4, 7, 6});
        assertEquals(Status.FAILED, wrong.status());
        assertEquals(
                "dst: 1 of 6 elements are wrong: [0,1,1] expected 5.0 got 7.0", wrong.complaint());
        assertEquals(
                Status.FAILED,
                Comparison.of("dst", new long[] {1}, new float[] {1}, new float[] {Float.NaN})
                        .status());
        assertEquals(
                Status.MISTRUSTED,
                Comparison.of("dst", new long[] {20}, new float[20], new float[20]).status());
        Comparison right =
                Comparison.of("dst", new long[] {2}, new float[] {0, 1}, new float[] {-0f, 1});
        assertEquals(Status.PASSED, right.status());
        assertTrue(right.complaint().isEmpty());
    }

    private interface Visitor {
        void visit(int src, int weights, int dst);
    }

    private static void visit(ConvolutionProblem problem, Visitor visitor) {
        int inputs = (int) (problem.inputChannels() / problem.groups());
        int outputs = (int) (problem.outputChannels() / problem.groups());
        int from = 1;
        int taps = 1;
        for (SpatialAxis axis : problem.axes()) {
            from *= (int) axis.output();
            taps *= (int) axis.kernel();
        }
        for (int n = 0; n < problem.minibatch(); n++) {
            for (int o = 0; o < problem.outputChannels(); o++) {
                for (int i = 0; i < inputs; i++) {
                    for (int p = 0; p < from; p++) {
                        for (int t = 0; t < taps; t++) {
                            long channel =
                                    n * problem.inputChannels() + (long) (o / outputs) * inputs + i;
                            long src = place(problem, p, t, channel);
                            if (src >= 0) {
                                visitor.visit(
                                        (int) src,
                                        (o * inputs + i) * taps + t,
                                        (int) (n * problem.outputChannels() + o) * from + p);
                            }
                        }
                    }
                }
            }
        }
    }

    /// Where a tap of an output point meets src; negative where it meets padding.
    private static long place(ConvolutionProblem problem, int point, int tap, long channel) {
        long place = 0;
        long scale = 1;
        for (SpatialAxis axis : problem.axes().reversed()) {
            long at =
                    point % axis.output() * axis.stride()
                            + tap % axis.kernel() * (axis.dilation() + 1)
                            - axis.padding();
            if (at < 0 || at >= axis.input()) {
                return -1;
            }
            place += at * scale;
            scale *= axis.input();
            point /= (int) axis.output();
            tap /= (int) axis.kernel();
        }
        return channel * scale + place;
    }

    private static float[] integers(SplittableRandom random, long[] dims) {
        int count = 1;
        for (long dim : dims) {
            count *= (int) dim;
        }
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextInt(-4, 5);
        }
        return values;
    }
}
