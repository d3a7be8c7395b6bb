package dev.onednn4j.peers;

import java.util.Arrays;
import java.util.stream.IntStream;

/// A forward convolution of f32 without bias. The arrays have one entry for each spatial dimension,
/// slowest first.
///
/// @param descriptor benchdnn's, as it was given
/// @param name what to call it
/// @param grouped whether the weights have the group dimension, which they may have with one group
/// @param inputChannels channels of all groups together
/// @param outputChannels channels of all groups together
/// @param dilation **1 = none**
/// @param paddingRight negative where the stride leaves source unread
/// @param operations floating point operations of one run, those on padding not counted
public record PeerProblem(
        String descriptor,
        String name,
        boolean grouped,
        int groups,
        int minibatch,
        int inputChannels,
        int outputChannels,
        int[] input,
        int[] output,
        int[] kernel,
        int[] strides,
        int[] dilation,
        int[] paddingLeft,
        int[] paddingRight,
        double operations) {
    int spatialRank() {
        return input.length;
    }

    /// Input channels that one output channel sees.
    int inputsPerGroup() {
        return inputChannels / groups;
    }

    int outputsPerGroup() {
        return outputChannels / groups;
    }

    boolean isDepthwise() {
        return groups > 1 && groups == inputChannels && outputChannels % groups == 0;
    }

    /// {N, C, [D,] [H,] W}
    long[] srcDims() {
        return dims(minibatch, inputChannels, input);
    }

    /// {O, I/G, [D,] [H,] W}: groups lie behind one another in O.
    long[] weightsDims() {
        return dims(outputChannels, inputsPerGroup(), kernel);
    }

    /// {N, O, [D,] [H,] W}
    long[] dstDims() {
        return dims(minibatch, outputChannels, output);
    }

    boolean isPaddedEqually() {
        return Arrays.equals(paddingLeft, paddingRight);
    }

    boolean isDilated() {
        return Arrays.stream(dilation).anyMatch(each -> each != 1);
    }

    /// The right padding of libraries that only know the same on both sides: what they leave over
    /// when the stride does not go up is not read anyway.
    ///
    /// @return whether the outputs are the same with the left padding on both sides
    boolean isSymmetric() {
        return IntStream.range(0, spatialRank())
                .allMatch(
                        axis -> {
                            int extent = (kernel[axis] - 1) * dilation[axis] + 1;
                            int room = input[axis] + 2 * paddingLeft[axis] - extent;
                            return room >= 0 && room / strides[axis] + 1 == output[axis];
                        });
    }

    static int product(int... sizes) {
        return Arrays.stream(sizes).reduce(1, Math::multiplyExact);
    }

    static int elements(long[] dims) {
        return Math.toIntExact(Arrays.stream(dims).reduce(1, Math::multiplyExact));
    }

    static long[] longs(int[] sizes) {
        return Arrays.stream(sizes).asLongStream().toArray();
    }

    private static long[] dims(int outer, int channels, int[] spatial) {
        return IntStream.concat(IntStream.of(outer, channels), Arrays.stream(spatial))
                .asLongStream()
                .toArray();
    }
}
