package dev.onednn4j.peers;

import java.io.IOException;
import java.nio.file.Path;

/// Makes the data of one problem, with our result in it. Runs as a process of its own: no library
/// that is timed shall share one with another, and oneDNN's threads end with it.
final class Answers {
    private Answers() {}

    /// Computes and writes.
    ///
    /// @param arguments the problem's descriptor and the file to write
    public static void main(String[] arguments) throws IOException {
        PeerProblem problem = PeerProblems.parse(arguments[0]);
        float[] src = ProblemData.random(PeerProblem.elements(problem.srcDims()), 0);
        float[] weights = ProblemData.random(PeerProblem.elements(problem.weightsDims()), 1);
        new ProblemData(
                        src,
                        weights,
                        convolved(problem, src, weights),
                        convolved(problem, magnitudes(src), magnitudes(weights)))
                .write(Path.of(arguments[1]));
    }

    private static float[] convolved(PeerProblem problem, float[] src, float[] weights) {
        ProblemData input = new ProblemData(src, weights, new float[0], new float[0]);
        int threads = Runtime.getRuntime().availableProcessors();
        try (OurConvolution ours = new OurConvolution(problem, input, threads)) {
            ours.run();
            return ours.output();
        }
    }

    private static float[] magnitudes(float[] values) {
        float[] magnitudes = values.clone();
        for (int i = 0; i < magnitudes.length; i++) {
            magnitudes[i] = Math.abs(magnitudes[i]);
        }
        return magnitudes;
    }
}
