package dev.onednn4j.peers;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Plain Java and ours against the definition. The others are compared with ours whenever they are
/// timed, each in a process of its own.
class ConvolutionsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "mb1ic1ih6oc1oh5kh2ph0",
                "mb2ic16ih8oc16oh8kh3ph1",
                "mb1ic3ih21oc40oh11kh7sh2ph3",
                "mb1ic5ih9iw7oc33kh3kw2ph1pw0dh1dw2",
                "mb1ic4ih10oc4oh5kh1sh2ph0",
                "mb1ic2ih7oc3oh9kh3ph1",
                "g4mb2ic12ih9oc20kh3ph1",
                "g2mb1ic6ih9oc80kh3ph1",
                "g37mb1ic37ih11oc37kh3ph1",
                "g6mb1ic6ih11oc12kh3sh2ph1",
                "g1mb1ic6ih11oc12kh3ph1",
                "mb2ic7iw50oc9kw5sw2pw2dw1",
                "mb1ic3id5ih6iw7oc17kd3kh2kw3pd1ph0pw1sd2"
            })
    void computeWhatTheDefinitionSays(String descriptor) {
        PeerProblem problem = PeerProblems.parse(descriptor);
        ProblemData data = ConvolutionDefinition.data(problem);
        for (int threads = 1; threads <= 2; threads++) {
            check(new VectorConvolution(problem, data, threads), data);
            check(new OurConvolution(problem, data, threads), data);
        }
    }

    private static void check(PeerConvolution made, ProblemData data) {
        try (made) {
            made.run();
            data.check(made.output());
        }
    }
}
