package dev.onednn4j.peers;

import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.nn.Conv2d;
import org.tensorflow.op.nn.Conv3d;
import org.tensorflow.op.nn.DepthwiseConv2dNative;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/// TensorFlow: a graph of one convolution in {N, H, W, C}, TensorFlow's own order, whose weights
/// are a constant, so that its oneDNN kernels may keep them packed. Timed is `Session.run`, fed a
/// tensor that exists already, and the close of the result, which TensorFlow allocates itself. 1-D
/// goes through 2-D, as `tf.nn.conv1d` does.
final class TensorFlowConvolution implements PeerConvolution {
    private final PeerProblem problem;
    private final boolean flat;
    private final Graph graph = new Graph();
    private final Session session;
    private final TFloat32 src;
    private final Placeholder<TFloat32> input;
    private final Operand<TFloat32> convolution;

    TensorFlowConvolution(PeerProblem problem, ProblemData data, int threads) {
        this.problem = problem;
        flat = problem.spatialRank() == 1;
        Ops ops = Ops.create(graph);
        Shape shape =
                Shape.of(
                        channelsLast(
                                problem.minibatch(), problem.input(), problem.inputChannels()));
        input = ops.placeholder(TFloat32.class, Placeholder.shape(shape));
        convolution = convolution(ops, weights(ops, data.weights()));
        ConfigProto configuration =
                ConfigProto.newBuilder()
                        .setIntraOpParallelismThreads(threads)
                        .setInterOpParallelismThreads(1)
                        .build();
        session = new Session(graph, configuration);
        float[] values = ChannelsLast.of(data.src(), problem.minibatch(), problem.inputChannels());
        src = TFloat32.tensorOf(shape, DataBuffers.of(values, true, false));
    }

    private Operand<TFloat32> weights(Ops ops, float[] values) {
        float[] moved =
                ChannelsLast.weights(values, problem.outputChannels(), problem.inputsPerGroup());
        long[] channels =
                problem.isDepthwise()
                        ? new long[] {problem.groups(), problem.outputsPerGroup()}
                        : new long[] {problem.inputsPerGroup(), problem.outputChannels()};
        long[] taps = spatial(problem.kernel(), 1);
        long[] dims = LongStream.concat(Arrays.stream(taps), Arrays.stream(channels)).toArray();
        return ops.constant(Shape.of(dims), DataBuffers.of(moved, true, false));
    }

    private Operand<TFloat32> convolution(Ops ops, Operand<TFloat32> weights) {
        List<Long> strides = boxed(channelsLast(1, problem.strides(), 1));
        List<Long> dilation = boxed(channelsLast(1, problem.dilation(), 1));
        if (problem.spatialRank() == 3) {
            return ops.nn.conv3d(
                    input, weights, strides, namedPadding(), Conv3d.dilations(dilation));
        }
        List<Long> paddings = explicitPaddings();
        return problem.isDepthwise()
                ? ops.nn.depthwiseConv2dNative(
                        input,
                        weights,
                        strides,
                        "EXPLICIT",
                        DepthwiseConv2dNative.explicitPaddings(paddings),
                        DepthwiseConv2dNative.dilations(dilation))
                : ops.nn.conv2d(
                        input,
                        weights,
                        strides,
                        "EXPLICIT",
                        Conv2d.explicitPaddings(paddings),
                        Conv2d.dilations(dilation));
    }

    /// Zeros for the minibatch, before and after each axis, zeros for the channels. TensorFlow
    /// rounds down, so that less than nothing after the source is nothing.
    private List<Long> explicitPaddings() {
        List<Long> paddings = new ArrayList<>(List.of(0L, 0L));
        if (flat) {
            paddings.addAll(List.of(0L, 0L));
        }
        for (int axis = 0; axis < problem.spatialRank(); axis++) {
            paddings.add((long) problem.paddingLeft()[axis]);
            paddings.add((long) Math.max(0, problem.paddingRight()[axis]));
        }
        paddings.addAll(List.of(0L, 0L));
        return paddings;
    }

    /// 3-D knows no other paddings than none and those that keep the size.
    private String namedPadding() {
        boolean none = true;
        boolean same = true;
        for (int axis = 0; axis < problem.spatialRank(); axis++) {
            int left = problem.paddingLeft()[axis];
            int right = Math.max(0, problem.paddingRight()[axis]);
            int stride = problem.strides()[axis];
            none &= left == 0 && right == 0;
            same &=
                    left == (left + right) / 2
                            && problem.output()[axis]
                                    == Math.ceilDiv(problem.input()[axis], stride);
        }
        if (!none && !same) {
            throw new CannotRun("3-D with this padding is not offered");
        }
        return none ? "VALID" : "SAME";
    }

    private long[] channelsLast(int outer, int[] sizes, int channels) {
        return LongStream.concat(
                        LongStream.concat(LongStream.of(outer), Arrays.stream(spatial(sizes, 1))),
                        LongStream.of(channels))
                .toArray();
    }

    private long[] spatial(int[] sizes, long added) {
        LongStream own = Arrays.stream(sizes).asLongStream();
        return (flat ? LongStream.concat(LongStream.of(added), own) : own).toArray();
    }

    private static List<Long> boxed(long[] values) {
        return Arrays.stream(values).boxed().toList();
    }

    private Result convolve() {
        return session.runner().feed(input, src).fetch(convolution).run();
    }

    @Override
    public Object run() {
        try (Result result = convolve()) {
            return result;
        }
    }

    @Override
    public float[] output() {
        try (Result result = convolve()) {
            float[] values = new float[PeerProblem.elements(problem.dstDims())];
            ((TFloat32) result.get(0)).copyTo(DataBuffers.of(values, false, false));
            return ChannelsLast.undo(values, problem.minibatch(), problem.outputChannels());
        }
    }

    @Override
    public void close() {
        src.close();
        session.close();
        graph.close();
    }
}
