package dev.onednn4j.peers;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;

/// Plain Java: a direct convolution with `jdk.incubator.vector`, blocked for registers, shared out
/// to the threads of the common pool. Timed is all of the computation. Made before: the source with
/// its padding around it and channels last, as a program would keep its tensors that computes so
/// itself, and the weights in the order in which they are read. Small problems do better in the
/// calling thread alone; both ways are tried and the faster one is taken.
final class VectorConvolution implements PeerConvolution {
    private static final int TASKS_PER_THREAD = 4;

    private final PeerProblem problem;
    private final VectorKernel kernel;
    private final VectorOperands operands;
    private final int blocks;
    private final int blocksPerGroup;
    private final int groupChannels;
    private final int tiles;
    private final int blockWeights;
    private final int shares;
    private final boolean parallel;

    VectorConvolution(PeerProblem problem, ProblemData data, int threads) {
        this.problem = problem;
        parallel = threads > 1;
        boolean depthwise = problem.isDepthwise() && problem.outputsPerGroup() == 1;
        groupChannels = depthwise ? problem.outputChannels() : problem.outputsPerGroup();
        kernel = kernel(depthwise, groupChannels);
        blocksPerGroup = Math.ceilDiv(groupChannels, kernel.channels());
        blocks = depthwise ? blocksPerGroup : blocksPerGroup * problem.groups();
        VectorGeometry geometry = VectorGeometry.of(problem);
        int outputs = geometry.outputs().length;
        tiles = Math.ceilDiv(outputs, kernel.outputs());
        int[] padded = Arrays.copyOf(geometry.outputs(), tiles * kernel.outputs());
        Arrays.fill(padded, outputs, padded.length, geometry.outputs()[outputs - 1]);
        blockWeights = geometry.runs().length * geometry.runLength() * kernel.channels();
        float[] src = VectorGeometry.pad(problem, data.src());
        operands =
                new VectorOperands(
                        Arrays.copyOf(src, src.length + VectorKernel.LANES),
                        packed(data.weights(), depthwise),
                        new float[PeerProblem.elements(problem.dstDims())],
                        padded,
                        outputs,
                        problem.outputChannels(),
                        geometry.runs(),
                        geometry.runLength());
        shares =
                Math.min(
                        tiles, Math.ceilDiv(threads == 1 ? 1 : threads * TASKS_PER_THREAD, blocks));
    }

    static PeerConvolution of(PeerProblem problem, ProblemData data, int threads) {
        int helpers = ForkJoinPool.getCommonPoolParallelism();
        if (threads > 1 && helpers != threads - 1) {
            throw new IllegalStateException(
                    "the common pool has " + helpers + " threads instead of " + (threads - 1));
        }
        return FastestOf.of(
                List.of(
                        () -> new VectorConvolution(problem, data, 1),
                        () -> new VectorConvolution(problem, data, threads)));
    }

    private static VectorKernel kernel(boolean depthwise, int channels) {
        if (depthwise) {
            return new VectorKernel.Depthwise();
        }
        return channels <= VectorKernel.LANES ? new VectorKernel.Narrow() : new VectorKernel.Wide();
    }

    /// From {O, I/G, taps} to {blocks, taps, I/G, channels of a block}, missing channels 0.
    private float[] packed(float[] weights, boolean depthwise) {
        int width = kernel.channels();
        int inputs = problem.inputsPerGroup();
        int taps = PeerProblem.product(problem.kernel());
        float[] packed = new float[Math.multiplyExact(blocks, blockWeights)];
        for (int output = 0; output < problem.outputChannels(); output++) {
            int group = depthwise ? 0 : output / groupChannels;
            int within = output - group * groupChannels;
            int block = group * blocksPerGroup + within / width;
            for (int input = 0; input < inputs; input++) {
                for (int tap = 0; tap < taps; tap++) {
                    packed[block * blockWeights + (tap * inputs + input) * width + within % width] =
                            weights[(output * inputs + input) * taps + tap];
                }
            }
        }
        return packed;
    }

    @Override
    public Object run() {
        int tasks = blocks * shares;
        if (parallel) {
            IntStream.range(0, tasks).parallel().forEach(this::compute);
        } else {
            for (int task = 0; task < tasks; task++) {
                compute(task);
            }
        }
        return operands;
    }

    /// One share of the tiles of one block: its weights stay in the cache.
    private void compute(int task) {
        int block = task / shares;
        int share = task % shares;
        int group = block / blocksPerGroup;
        int within = block % blocksPerGroup * kernel.channels();
        boolean depthwise = kernel instanceof VectorKernel.Depthwise;
        int sourceAt = depthwise ? within : group * problem.inputsPerGroup();
        int channelAt = group * groupChannels + within;
        int end = (int) ((long) tiles * (share + 1) / shares);
        for (int tile = (int) ((long) tiles * share / shares); tile < end; tile++) {
            kernel.compute(
                    operands,
                    tile,
                    sourceAt,
                    block * blockWeights,
                    channelAt,
                    groupChannels - within);
        }
    }

    @Override
    public float[] output() {
        return ChannelsLast.undo(operands.dst(), problem.minibatch(), problem.outputChannels());
    }

    @Override
    public String form() {
        return parallel ? "parallel" : "calling thread";
    }

    /// Nothing to let go of.
    @Override
    public void close() {}
}
