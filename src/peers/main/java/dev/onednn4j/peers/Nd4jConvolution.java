package dev.onednn4j.peers;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// ND4J with its oneDNN helpers. Timed is the executioner's `exec` of an operation and a context
/// that are made once, with the output array in it: nothing is allocated or asked for its shape.
/// Both orders of dimensions are tried, channels first and last, and the faster one is taken.
final class Nd4jConvolution implements PeerConvolution {
    private static final int[] PADDING_AS_GIVEN = {0};

    private final PeerProblem problem;
    private final boolean channelsLast;
    private final INDArray src;
    private final INDArray weights;
    private final INDArray dst;
    private final CustomOp operation;
    private final OpContext context;

    private Nd4jConvolution(PeerProblem problem, ProblemData data, boolean channelsLast) {
        this.problem = problem;
        this.channelsLast = channelsLast;
        int images = problem.minibatch();
        src =
                activation(
                        channelsLast
                                ? ChannelsLast.of(data.src(), images, problem.inputChannels())
                                : data.src(),
                        problem.srcDims());
        dst = activation(new float[PeerProblem.elements(problem.dstDims())], problem.dstDims());
        weights = weights(data.weights());
        int[] settings = settings();
        operation =
                DynamicCustomOp.builder(name())
                        .addInputs(src, weights)
                        .addOutputs(dst)
                        .addIntegerArguments(settings)
                        .build();
        context = Nd4j.getExecutioner().buildContext();
        context.allowHelpers(true);
        context.setInputArrays(src, weights);
        context.setOutputArrays(dst);
        context.setIArguments(IntStream.of(settings).asLongStream().toArray());
    }

    static PeerConvolution of(PeerProblem problem, ProblemData data, int threads) {
        if (!problem.isSymmetric()) {
            throw new CannotRun("pads the same on both sides only");
        }
        if (problem.groups() > 1 && !(problem.isDepthwise() && problem.spatialRank() == 2)) {
            throw new CannotRun("has no groups, only 2-D depthwise");
        }
        Nd4j.getEnvironment().allowHelpers(true);
        NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(threads);
        return FastestOf.of(
                List.of(
                        () -> new Nd4jConvolution(problem, data, true),
                        () -> new Nd4jConvolution(problem, data, false)));
    }

    private String name() {
        return switch (problem.spatialRank()) {
            case 1 -> "conv1d";
            case 2 -> problem.isDepthwise() ? "depthwise_conv2d" : "conv2d";
            default -> "conv3dnew";
        };
    }

    private INDArray activation(float[] values, long[] dims) {
        long[] stored = dims.clone();
        if (channelsLast) {
            System.arraycopy(dims, 2, stored, 1, dims.length - 2);
            stored[dims.length - 1] = dims[1];
        }
        return Nd4j.create(values, stored, DataType.FLOAT);
    }

    /// {taps, I, O}, which all of its operations take.
    private INDArray weights(float[] values) {
        long[] channels =
                problem.isDepthwise()
                        ? new long[] {problem.groups(), problem.outputsPerGroup()}
                        : new long[] {problem.inputsPerGroup(), problem.outputChannels()};
        long[] dims =
                LongStream.concat(
                                IntStream.of(problem.kernel()).asLongStream(),
                                LongStream.of(channels))
                        .toArray();
        return Nd4j.create(
                ChannelsLast.weights(values, problem.outputChannels(), problem.inputsPerGroup()),
                dims,
                DataType.FLOAT);
    }

    /// Kernel, strides, padding and dilation, whether padding is to keep the size, which order.
    private int[] settings() {
        return Stream.of(
                        problem.kernel(),
                        problem.strides(),
                        problem.paddingLeft(),
                        problem.dilation(),
                        PADDING_AS_GIVEN,
                        new int[] {channelsLast ? 1 : 0})
                .flatMapToInt(IntStream::of)
                .toArray();
    }

    @Override
    public Object run() {
        return Nd4j.getExecutioner().exec(operation, context);
    }

    @Override
    public float[] output() {
        float[] values = dst.dup('c').data().asFloat();
        return channelsLast
                ? ChannelsLast.undo(values, problem.minibatch(), problem.outputChannels())
                : values;
    }

    @Override
    public String form() {
        return channelsLast ? "channels last" : "channels first";
    }

    @Override
    public void close() {
        try {
            context.close();
        } catch (Exception failure) {
            throw new IllegalStateException(failure.getMessage(), failure);
        }
        src.close();
        weights.close();
        dst.close();
    }
}
