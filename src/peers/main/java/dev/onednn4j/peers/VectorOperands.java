package dev.onednn4j.peers;

/// What a [VectorKernel] works on.
///
/// @param src padded, channels last, with a vector to spare at its end
/// @param weights for each block of channels, all elements of all runs, the block's channels last
/// @param dst channels last
/// @param outputs where each output's part of src begins, the last repeated up to a whole tile
/// @param outputCount how many outputs there are
/// @param outputChannels of dst
/// @param runs see [VectorGeometry]
/// @param runLength see [VectorGeometry]
record VectorOperands(
        float[] src,
        float[] weights,
        float[] dst,
        int[] outputs,
        int outputCount,
        int outputChannels,
        int[] runs,
        int runLength) {
    int source(int output) {
        return outputs[output];
    }

    /// A tile's surplus outputs are the last one again: the same value is written once more.
    int destination(int output) {
        return Math.min(output, outputCount - 1) * outputChannels;
    }
}
