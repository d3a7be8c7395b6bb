package dev.onednn4j.internal.problem;

import dev.onednn4j.QuantizedArgument;
import dev.onednn4j.internal.attribute.AttributedShape;

import java.util.Arrays;

/// The sizes of a convolution or deconvolution (then it is transposed), checked against each other.
/// Dilation is 1 where there is none. Arrays have one element for each spatial dimension.
public record ConvolutionShape(
        boolean isTransposed,
        long batch,
        long groups,
        boolean grouped,
        long inputChannels,
        long outputChannels,
        long[] input,
        long[] kernel,
        long[] output,
        long[] strides,
        long[] dilation,
        long[] paddingLeft,
        long[] paddingRight)
        implements AttributedShape {

    /// {N, C, [D,] [H,] W} of the result.
    @Override
    public long[] dst() {
        long[] dims = new long[output.length + 2];
        dims[0] = batch;
        dims[1] = outputChannels;
        System.arraycopy(output, 0, dims, 2, output.length);
        return dims;
    }

    @Override
    public Channels channels(QuantizedArgument argument) {
        return switch (argument) {
            case SRC -> new Channels(2, inputChannels);
            case DST, DEPTHWISE_DST -> new Channels(2, outputChannels);
            case WEIGHTS -> new Channels(grouped ? 3 : 1, outputChannels);
            case DEPTHWISE_WEIGHTS -> new Channels(1, outputChannels);
            case SRC_1 ->
                    throw new IllegalArgumentException(
                            "attributes: a convolution has one src, got scales or zero points of "
                                    + argument);
        };
    }

    /// The convolution that scatters where this deconvolution gathers; a convolution itself.
    public ConvolutionShape asConvolution() {
        return isTransposed
                ? new ConvolutionShape(
                        false,
                        batch,
                        groups,
                        grouped,
                        /* inputChannels= */ outputChannels,
                        /* outputChannels= */ inputChannels,
                        /* input= */ output,
                        kernel,
                        /* output= */ input,
                        strides,
                        dilation,
                        paddingLeft,
                        paddingRight)
                : this;
    }

    /// Whether a window in a spatial dimension of a convolution meets padding alone: no tap of the
    /// kernel meets an element of the input. The time this takes does not grow with the sizes.
    ///
    /// @param dimension counted from 0, the outermost
    public boolean hasWindowInPadding(int dimension) {
        long size = input[dimension];
        long stride = strides[dimension];
        long step = dilation[dimension];
        long first = -paddingLeft[dimension];
        long last = first + (output[dimension] - 1) * stride;
        boolean beyond = last >= size;
        boolean before = first + (kernel[dimension] - 1) * step < 0;
        if (beyond || before || step <= size) {
            return beyond || before;
        }
        // Taps are farther apart than the input is long: a window that begins before it can step
        // over it.
        long windows = Math.min(output[dimension], Math.ceilDiv(Math.max(-first, 0), stride));
        return new Progression(first, stride, windows).hasRemainderOf(size, step);
    }

    /// Dilation as C counts it, where 0 is none.
    public long[] dilates() {
        return Arrays.stream(dilation).map(d -> d - 1).toArray();
    }

    /// The problem descriptor of benchdnn: `mb1ic3oc64_ih224oh112kh7sh2dh0ph3_iw224…`. Right
    /// padding follows there from the other numbers, and dilation counts from 0.
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        if (grouped) {
            text.append('g').append(groups);
        }
        text.append("mb").append(batch).append("ic").append(inputChannels);
        text.append("oc").append(outputChannels);
        String names = "dhw".substring(3 - input.length);
        for (int d = 0; d < input.length; d++) {
            char name = names.charAt(d);
            text.append("_i").append(name).append(input[d]);
            text.append('o').append(name).append(output[d]);
            text.append('k').append(name).append(kernel[d]);
            text.append('s').append(name).append(strides[d]);
            text.append('d').append(name).append(dilation[d] - 1);
            text.append('p').append(name).append(paddingLeft[d]);
        }
        return text.toString();
    }

    /// Only behind a 2-D convolution with a 1×1 kernel, without strides and padding.
    @Override
    public boolean takesDepthwise() {
        return !isTransposed
                && kernel.length == 2
                && Arrays.equals(kernel, new long[] {1, 1})
                && Arrays.equals(strides, new long[] {1, 1})
                && Arrays.equals(paddingLeft, new long[2])
                && Arrays.equals(paddingRight, new long[2]);
    }

    @Override
    public String words() {
        return (isTransposed ? "the deconvolution " : "") + this;
    }
}
