package dev.onednn4j.peers;

import java.util.Arrays;

/// Where a convolution in plain Java finds its elements: a source with its padding around it and
/// channels last, in which every tap lies at the same distance from every output.
///
/// @param sourceElements of the padded source
/// @param outputs where the source begins that an output reads, for each output
/// @param runs where each run of consecutive elements begins, from there
/// @param runLength elements in a run: all channels of the group at one tap, or at a whole row of
///   taps where they lie side by side
record VectorGeometry(int sourceElements, int[] outputs, int[] runs, int runLength) {
    static VectorGeometry of(PeerProblem problem) {
        int last = problem.spatialRank() - 1;
        int[] padded = padded(problem);
        int channels = problem.inputChannels();
        boolean sideBySide = problem.groups() == 1 && problem.dilation()[last] == 1;
        int[] taps = problem.kernel().clone();
        int length = problem.inputsPerGroup();
        if (sideBySide) {
            length *= taps[last];
            taps[last] = 1;
        }
        int image = PeerProblem.product(padded) * channels;
        int[] places = offsets(problem.output(), problem.strides(), padded, channels);
        int[] outputs = new int[problem.minibatch() * places.length];
        for (int i = 0; i < outputs.length; i++) {
            outputs[i] = i / places.length * image + places[i % places.length];
        }
        return new VectorGeometry(
                Math.multiplyExact(problem.minibatch(), image),
                outputs,
                offsets(taps, problem.dilation(), padded, channels),
                length);
    }

    /// The source as {N, padded points, C}.
    static float[] pad(PeerProblem problem, float[] channelsFirst) {
        int[] padded = padded(problem);
        int channels = problem.inputChannels();
        int image = PeerProblem.product(padded) * channels;
        float[] to = new float[Math.multiplyExact(problem.minibatch(), image)];
        float[] from = ChannelsLast.of(channelsFirst, problem.minibatch(), channels);
        int[] ones = new int[padded.length];
        Arrays.fill(ones, 1);
        int[] places = offsets(problem.input(), ones, padded, channels);
        int first = offset(problem.paddingLeft(), padded, channels);
        for (int i = 0; i < from.length / channels; i++) {
            int target = i / places.length * image + first + places[i % places.length];
            System.arraycopy(from, i * channels, to, target, channels);
        }
        return to;
    }

    /// Sizes with padding; what a stride leaves unread at the end stays.
    private static int[] padded(PeerProblem problem) {
        int[] padded = problem.input().clone();
        for (int axis = 0; axis < padded.length; axis++) {
            padded[axis] += problem.paddingLeft()[axis] + Math.max(0, problem.paddingRight()[axis]);
        }
        return padded;
    }

    /// The offsets of all points of a grid, slowest axis first.
    private static int[] offsets(int[] counts, int[] steps, int[] padded, int channels) {
        int[] offsets = new int[PeerProblem.product(counts)];
        for (int i = 0; i < offsets.length; i++) {
            int[] place = new int[counts.length];
            int rest = i;
            for (int axis = counts.length - 1; axis >= 0; axis--) {
                place[axis] = rest % counts[axis] * steps[axis];
                rest /= counts[axis];
            }
            offsets[i] = offset(place, padded, channels);
        }
        return offsets;
    }

    private static int offset(int[] place, int[] padded, int channels) {
        int offset = 0;
        for (int axis = 0; axis < place.length; axis++) {
            offset = offset * padded[axis] + place[axis];
        }
        return Math.multiplyExact(offset, channels);
    }
}
