package dev.onednn4j.lab.learning;

/// Kernels that find vertical edges.
final class EdgeKernel {
    /// An average of neighbours, the near ones counting more.
    static final Kernel SMOOTHING = scaled(16, 1, 2, 1, 2, 4, 2, 1, 2, 1);

    /// What is to the right minus what is to the left.
    static final Kernel DERIVATIVE = scaled(8, -1, 0, 1, -2, 0, 2, -1, 0, 1);

    /// Both in one kernel of 5×5.
    static final Kernel SMOOTH_DERIVATIVE = SMOOTHING.then(DERIVATIVE);

    private EdgeKernel() {}

    private static Kernel scaled(double divisor, double... values) {
        double[] scaled = new double[values.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = values[i] / divisor;
        }
        return new Kernel(3, scaled);
    }
}
