package dev.onednn4j.peers;

/// One library's convolution, ready to run again and again on the same data. Only [#run()] is
/// timed; each class says what it does there and why that is what a good program would do.
interface PeerConvolution extends AutoCloseable {
    /// Convolves once; returns when the result is there.
    ///
    /// @return something that depends on it, so that no compiler drops the work
    Object run();

    /// The result of the last run, as dense {N, O, [D,] [H,] W}.
    float[] output();

    /// What was chosen where the library leaves a choice, or which kernel it runs; may be empty.
    default String form() {
        return "";
    }

    @Override
    void close();
}
