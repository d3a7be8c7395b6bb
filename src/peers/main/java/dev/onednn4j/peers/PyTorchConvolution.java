package dev.onednn4j.peers;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv1d;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.convolutional.Conv3d;
import ai.djl.pytorch.jni.JniUtils;

import java.util.List;
import java.util.stream.IntStream;

/// PyTorch through DJL: `Conv2d.conv2d` on arrays that need no gradient, with gradients turned off.
/// Timed is that call, and the close of the array that it returns: there is no way to give it one.
/// PyTorch convolves dense {N, C, H, W} and the same strided like {N, H, W, C} in different ways
/// ("channels last"); both are tried and the faster one is taken, so nothing is converted that a
/// program could keep.
final class PyTorchConvolution implements PeerConvolution {
    private final PeerProblem problem;
    private final boolean channelsLast;
    private final NDManager manager;
    private final NDArray src;
    private final NDArray weights;
    private final Shape strides;
    private final Shape padding;
    private final Shape dilation;

    private PyTorchConvolution(PeerProblem problem, ProblemData data, boolean channelsLast) {
        this.problem = problem;
        this.channelsLast = channelsLast;
        strides = shape(problem.strides());
        padding = shape(problem.paddingLeft());
        dilation = shape(problem.dilation());
        manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
        src = array(data.src(), problem.srcDims());
        weights = array(data.weights(), problem.weightsDims());
    }

    static PeerConvolution of(PeerProblem problem, ProblemData data, int threads) {
        if (!problem.isSymmetric()) {
            throw new CannotRun("pads the same on both sides only");
        }
        NDManager.newBaseManager(Device.cpu(), "PyTorch").close();
        JniUtils.setNumThreads(threads);
        JniUtils.setGradMode(false);
        return FastestOf.of(
                List.of(
                        () -> new PyTorchConvolution(problem, data, false),
                        () -> new PyTorchConvolution(problem, data, true)));
    }

    private NDArray array(float[] values, long[] dims) {
        if (!channelsLast) {
            return manager.create(values, new Shape(dims));
        }
        int rank = dims.length;
        long[] stored = dims.clone();
        System.arraycopy(dims, 2, stored, 1, rank - 2);
        stored[rank - 1] = dims[1];
        int[] axes = IntStream.range(0, rank).map(axis -> axis < 2 ? axis : axis - 1).toArray();
        axes[1] = rank - 1;
        float[] moved = ChannelsLast.of(values, (int) dims[0], (int) dims[1]);
        return manager.create(moved, new Shape(stored)).transpose(axes);
    }

    private static Shape shape(int[] sizes) {
        return new Shape(PeerProblem.longs(sizes));
    }

    @Override
    public Object run() {
        try (NDList result = convolve()) {
            return result;
        }
    }

    private NDList convolve() {
        int groups = problem.groups();
        return switch (problem.spatialRank()) {
            case 1 -> Conv1d.conv1d(src, weights, null, strides, padding, dilation, groups);
            case 2 -> Conv2d.conv2d(src, weights, null, strides, padding, dilation, groups);
            default -> Conv3d.conv3d(src, weights, null, strides, padding, dilation, groups);
        };
    }

    @Override
    public float[] output() {
        try (NDList result = convolve()) {
            return result.singletonOrThrow().toFloatArray();
        }
    }

    @Override
    public String form() {
        return channelsLast ? "channels last" : "channels first";
    }

    @Override
    public void close() {
        manager.close();
    }
}
