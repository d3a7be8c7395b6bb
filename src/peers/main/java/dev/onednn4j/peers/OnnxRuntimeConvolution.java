package dev.onednn4j.peers;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;

/// ONNX Runtime: a model of one Conv whose weights are a constant, so that the session packs them
/// when it is made. Timed is `OrtSession.run` with an input tensor over a direct buffer and an
/// output that is pinned to another: nothing is copied. ONNX knows {N, C, H, W} only; where the
/// optimiser turns to blocked channels, it reorders both inside of `run`, as it does at the ends of
/// every model. So both levels are tried, with that and without, and the faster one is taken.
final class OnnxRuntimeConvolution implements PeerConvolution {
    private final OptLevel level;
    private final OrtSession session;
    private final OnnxTensor src;
    private final OnnxTensor dst;
    private final FloatBuffer dstValues;
    private final Map<String, OnnxTensor> inputs;
    private final Map<String, OnnxTensor> outputs;

    private OnnxRuntimeConvolution(
            PeerProblem problem, ProblemData data, int threads, OptLevel level) {
        this.level = level;
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (SessionOptions options = new SessionOptions()) {
            options.setIntraOpNumThreads(threads);
            options.setOptimizationLevel(level);
            session =
                    environment.createSession(
                            new OnnxModel(problem, data.weights()).toByteArray(), options);
            src =
                    OnnxTensor.createTensor(
                            environment,
                            direct(data.src().length).put(data.src()).rewind(),
                            problem.srcDims());
            dstValues = direct(PeerProblem.elements(problem.dstDims()));
            dst = OnnxTensor.createTensor(environment, dstValues, problem.dstDims());
        } catch (OrtException failure) {
            throw new IllegalStateException(failure.getMessage(), failure);
        }
        inputs = Map.of(OnnxModel.INPUT, src);
        outputs = Map.of(OnnxModel.OUTPUT, dst);
    }

    static PeerConvolution of(PeerProblem problem, ProblemData data, int threads) {
        return FastestOf.of(
                List.of(
                        () -> new OnnxRuntimeConvolution(problem, data, threads, OptLevel.ALL_OPT),
                        () ->
                                new OnnxRuntimeConvolution(
                                        problem, data, threads, OptLevel.EXTENDED_OPT)));
    }

    private static FloatBuffer direct(int elements) {
        return ByteBuffer.allocateDirect(Math.multiplyExact(Float.BYTES, elements))
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    @Override
    public Object run() {
        try (OrtSession.Result result = session.run(inputs, outputs)) {
            return result;
        } catch (OrtException failure) {
            throw new IllegalStateException(failure.getMessage(), failure);
        }
    }

    @Override
    public float[] output() {
        float[] values = new float[dstValues.capacity()];
        dstValues.get(0, values);
        return values;
    }

    @Override
    public String form() {
        return level.toString();
    }

    @Override
    public void close() {
        src.close();
        dst.close();
        try {
            session.close();
        } catch (OrtException failure) {
            throw new IllegalStateException(failure.getMessage(), failure);
        }
    }
}
