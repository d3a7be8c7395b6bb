package dev.onednn4j.peers;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Who takes part, ours first.
enum Peer {
    ONEDNN4J,
    ONNXRUNTIME,
    PYTORCH,
    TENSORFLOW,
    ND4J,
    JAVACPP,
    VECTOR;

    /// Makes a convolution ready. In no other process than the peer's own: it loads the library.
    PeerConvolution make(PeerProblem problem, ProblemData data, int threads) {
        return switch (this) {
            case ONEDNN4J -> new OurConvolution(problem, data, threads);
            case ONNXRUNTIME -> OnnxRuntimeConvolution.of(problem, data, threads);
            case PYTORCH -> PyTorchConvolution.of(problem, data, threads);
            case TENSORFLOW -> new TensorFlowConvolution(problem, data, threads);
            case ND4J -> Nd4jConvolution.of(problem, data, threads);
            case JAVACPP -> new JavaCppConvolution(problem, data, threads);
            case VECTOR -> VectorConvolution.of(problem, data, threads);
        };
    }

    /// What its JVM needs to be told.
    ///
    /// @param natives where to unpack native libraries
    List<String> jvmArguments(Path natives) {
        String javacpp = "-Dorg.bytedeco.javacpp.cachedir=" + natives;
        // It warns that bindings of several versions meet; a logger that drops it is there.
        String quiet = "-Dorg.bytedeco.javacpp.logger=slf4j";
        return switch (this) {
            case ONEDNN4J, ONNXRUNTIME -> List.of();
            case PYTORCH ->
                    List.of(
                            "-Dai.djl.offline=true",
                            "-DOPT_OUT_TRACKING=true",
                            "-DDJL_CACHE_DIR=" + natives,
                            "-DENGINE_CACHE_DIR=" + natives);
            case TENSORFLOW, JAVACPP -> List.of(javacpp, quiet);
            case ND4J ->
                    List.of(javacpp, quiet, "-Dorg.bytedeco.javacpp.platform.extension=-onednn");
            case VECTOR -> List.of("--add-modules=jdk.incubator.vector");
        };
    }

    static Optional<Peer> named(String name) {
        return Arrays.stream(values()).filter(peer -> peer.toString().equals(name)).findFirst();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
