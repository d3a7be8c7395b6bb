package dev.onednn4j;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// The sizes of a convolution, checked against each other. Dilation is 1 where there is none.
/// Arrays have one element for each spatial dimension.
record ConvolutionShape(
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
        long[] paddingRight) {

    /// Infers the output from the rest.
    ///
    /// @throws IllegalArgumentException when the sizes do not make a convolution
    static ConvolutionShape infer(
            long[] src,
            long[] weights,
            long @Nullable [] strides,
            long @Nullable [] dilation,
            long @Nullable [] paddingLeft,
            long @Nullable [] paddingRight) {
        require(
                src.length >= 3 && src.length <= 5,
                "src: expected 3 to 5 dimensions {N, C, [D,] [H,] W}, got " + Arrays.toString(src));
        int spatial = src.length - 2;
        boolean grouped = weights.length == src.length + 1;
        require(
                grouped || weights.length == src.length,
                "weights: expected "
                        + src.length
                        + " dimensions {O, I, …}, or "
                        + (src.length + 1)
                        + " {G, O, I, …} with groups, for src "
                        + Arrays.toString(src)
                        + ", got "
                        + Arrays.toString(weights));
        requirePositive("src", src, 1);
        requirePositive("weights", weights, 0);
        int first = grouped ? 1 : 0;
        long groups = grouped ? weights[0] : 1;
        require(
                src[1] % groups == 0 && weights[first + 1] == src[1] / groups,
                "weights: expected "
                        + (grouped ? src[1] + " / " + groups + " groups" : src[1])
                        + " input channels for src "
                        + Arrays.toString(src)
                        + ", got "
                        + Arrays.toString(weights));
        ConvolutionShape shape =
                new ConvolutionShape(
                        src[0],
                        groups,
                        grouped,
                        src[1],
                        multiply("weights", groups, weights[first]),
                        Arrays.copyOfRange(src, 2, src.length),
                        Arrays.copyOfRange(weights, first + 2, weights.length),
                        new long[spatial],
                        spread("strides", strides, spatial, 1, 1),
                        spread("dilation", dilation, spatial, 1, 1),
                        spread("padding", paddingLeft, spatial, 0, 0),
                        spread("right padding", paddingRight, spatial, 0, Long.MIN_VALUE));
        for (int d = 0; d < spatial; d++) {
            shape.output[d] = shape.outputSize(d);
        }
        return shape;
    }

    private long outputSize(int d) {
        require(
                paddingRight[d] > -strides[d],
                "right padding: expected more than "
                        + -strides[d]
                        + ", the stride's negative, got "
                        + Arrays.toString(paddingRight));
        try {
            long reach = Math.addExact(Math.multiplyExact(kernel[d] - 1, dilation[d]), 1);
            long padded = Math.addExact(Math.addExact(input[d], paddingLeft[d]), paddingRight[d]);
            require(
                    padded >= reach,
                    "weights: the kernel reaches over "
                            + reach
                            + " elements of spatial dimension "
                            + d
                            + ", the padded src has "
                            + padded);
            return (padded - reach) / strides[d] + 1;
        } catch (ArithmeticException overflow) {
            throw new IllegalArgumentException(
                    "the sizes of spatial dimension " + d + " overflow: " + this, overflow);
        }
    }

    /// {N, C, [D,] [H,] W} of the result.
    long[] dst() {
        long[] dims = new long[output.length + 2];
        dims[0] = batch;
        dims[1] = outputChannels;
        System.arraycopy(output, 0, dims, 2, output.length);
        return dims;
    }

    /// Dilation as C counts it, where 0 is none.
    long[] dilates() {
        return Arrays.stream(dilation).map(d -> d - 1).toArray();
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }

    private static void requirePositive(String name, long[] dims, int from) {
        for (int d = from; d < dims.length; d++) {
            require(
                    dims[d] > 0,
                    name + ": expected positive dimensions, got " + Arrays.toString(dims));
        }
    }

    private static long multiply(String name, long left, long right) {
        try {
            return Math.multiplyExact(left, right);
        } catch (ArithmeticException overflow) {
            throw new IllegalArgumentException(
                    name + ": " + left + " x " + right + " channels overflow", overflow);
        }
    }

    /// One value for each spatial dimension: as given, the one given for all, or the default.
    private static long[] spread(
            String name, long @Nullable [] values, int spatial, long missing, long least) {
        long[] all = new long[spatial];
        if (values == null) {
            Arrays.fill(all, missing);
        } else if (values.length == 1) {
            Arrays.fill(all, values[0]);
        } else {
            require(
                    values.length == spatial,
                    name
                            + ": expected 1 or "
                            + spatial
                            + " values for "
                            + spatial
                            + " spatial dimensions, got "
                            + Arrays.toString(values));
            all = values.clone();
        }
        for (long value : all) {
            require(
                    value >= least,
                    name + ": expected at least " + least + ", got " + Arrays.toString(all));
        }
        return all;
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
}
