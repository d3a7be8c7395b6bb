package dev.onednn4j.peers;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/// What all peers get for one problem, and what has to come out. Dense, channels first.
///
/// @param src {N, C, [D,] [H,] W}
/// @param weights {O, I/G, [D,] [H,] W}
/// @param dst our result
/// @param magnitudes of each element of the result, the sum of the products' magnitudes
record ProblemData(float[] src, float[] weights, float[] dst, float[] magnitudes) {
    /// Of the sum of magnitudes. Ten times what the order of summation costs in f32; a missing tap,
    /// or products rounded to bf16, cost more.
    private static final double TOLERANCE = 1e-5;

    private static final long SEED = 20_26_11L;

    /// Values between -1 and 1 that fill the whole significand, the same each time.
    static float[] random(int count, int stream) {
        Random random = new Random(SEED + stream);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = 2 * random.nextFloat() - 1;
        }
        return values;
    }

    /// Compares a peer's result with ours.
    ///
    /// @throws IllegalStateException naming the element that differs most
    void check(float[] actual) {
        if (actual.length != dst.length) {
            throw new IllegalStateException(
                    "wrong result: " + actual.length + " elements instead of " + dst.length);
        }
        double worst = 0;
        int at = 0;
        for (int i = 0; i < dst.length; i++) {
            double error = Math.abs((double) actual[i] - dst[i]) / Math.max(magnitudes[i], 1e-30);
            if (Double.isNaN(error)) {
                error = Double.POSITIVE_INFINITY;
            }
            if (error > worst) {
                worst = error;
                at = i;
            }
        }
        if (worst > TOLERANCE) {
            throw new IllegalStateException(
                    "wrong result: element "
                            + at
                            + " is "
                            + actual[at]
                            + " instead of "
                            + dst[at]
                            + " (sum of magnitudes "
                            + magnitudes[at]
                            + ")");
        }
    }

    void write(Path file) throws IOException {
        int elements = src.length + weights.length + dst.length + magnitudes.length;
        ByteBuffer bytes =
                ByteBuffer.allocate(Math.multiplyExact(Float.BYTES, elements))
                        .order(ByteOrder.nativeOrder());
        bytes.asFloatBuffer().put(src).put(weights).put(dst).put(magnitudes);
        Files.write(file, bytes.array());
    }

    static ProblemData read(Path file, PeerProblem problem) throws IOException {
        FloatBuffer values =
                ByteBuffer.wrap(Files.readAllBytes(file))
                        .order(ByteOrder.nativeOrder())
                        .asFloatBuffer();
        return new ProblemData(
                next(values, problem.srcDims()),
                next(values, problem.weightsDims()),
                next(values, problem.dstDims()),
                next(values, problem.dstDims()));
    }

    private static float[] next(FloatBuffer values, long[] dims) {
        float[] taken = new float[PeerProblem.elements(dims)];
        values.get(taken);
        return taken;
    }
}
