package dev.onednn4j.internal.problem;

import dev.onednn4j.internal.memory.Limits;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// Checks the sizes of a convolution or deconvolution and infers those of its result.
///
/// @param src what the input is called in messages
/// @param weights what the kernel is called in messages
/// @param transposed whether the operation is a deconvolution
/// @param largestStep the largest stride, dilation and padding
public record ShapeInference(String src, String weights, boolean transposed, long largestStep) {
    /// That of a convolution or deconvolution.
    public static ShapeInference convolution(String src, String weights, boolean transposed) {
        return new ShapeInference(src, weights, transposed, Limits.STEP);
    }

    /// That of a pooling, whose strides are as large as its kernel unless something else is asked
    /// for.
    public static ShapeInference pooling() {
        return new ShapeInference("src", "kernel", /* transposed= */ false, Limits.SIZE);
    }

    /// Infers the result's sizes from the rest.
    ///
    /// @throws IllegalArgumentException when the sizes do not fit together
    public ConvolutionShape infer(
            long[] srcDims,
            long[] weightsDims,
            long @Nullable [] strides,
            long @Nullable [] dilation,
            long @Nullable [] paddingLeft,
            long @Nullable [] paddingRight) {
        requireDims(srcDims, weightsDims);
        int spatial = srcDims.length - 2;
        boolean grouped = weightsDims.length == srcDims.length + 1;
        int first = grouped ? 1 : 0;
        long groups = grouped ? weightsDims[0] : 1;
        require(
                srcDims[1] % groups == 0 && weightsDims[first + 1] == srcDims[1] / groups,
                weights
                        + ": expected "
                        + (grouped ? srcDims[1] + " / " + groups + " groups" : srcDims[1])
                        + " input channels for "
                        + src
                        + " "
                        + Arrays.toString(srcDims)
                        + ", got "
                        + Arrays.toString(weightsDims));
        ConvolutionShape shape =
                new ConvolutionShape(
                        transposed,
                        srcDims[0],
                        groups,
                        grouped,
                        srcDims[1],
                        groups * weightsDims[first],
                        Arrays.copyOfRange(srcDims, 2, srcDims.length),
                        Arrays.copyOfRange(weightsDims, first + 2, weightsDims.length),
                        new long[spatial],
                        steps("strides", strides, spatial, 1, 1),
                        steps("dilation", dilation, spatial, 1, 1),
                        steps("padding", paddingLeft, spatial, 0, 0),
                        steps("right padding", paddingRight, spatial, 0, Long.MIN_VALUE));
        Limits.requireSize(weights + ": the output channels", shape.outputChannels());
        for (int d = 0; d < spatial; d++) {
            // A kernel of one element has no dilation, whatever was said: with one, fast
            // implementations would not be found.
            if (shape.kernel()[d] == 1) {
                shape.dilation()[d] = 1;
            }
            shape.output()[d] = outputSize(shape, d);
        }
        return shape;
    }

    /// The dimensions of the kernel that a pooling of src would have as a convolution.
    ///
    /// @param sizes one for each spatial dimension, or one for all
    public long[] kernelOf(long[] srcDims, long[] sizes) {
        if (srcDims.length < 3) {
            return srcDims;
        }
        int spatial = srcDims.length - 2;
        long[] dims = new long[srcDims.length];
        dims[0] = srcDims[1];
        dims[1] = srcDims[1];
        System.arraycopy(spread(weights, sizes, spatial, 1, 1, Limits.SIZE), 0, dims, 2, spatial);
        return dims;
    }

    private void requireDims(long[] srcDims, long[] weightsDims) {
        require(
                srcDims.length >= 3 && srcDims.length <= 5,
                src
                        + ": expected 3 to 5 dimensions {N, C, [D,] [H,] W}, got "
                        + Arrays.toString(srcDims));
        require(
                weightsDims.length == srcDims.length || weightsDims.length == srcDims.length + 1,
                weights
                        + ": expected "
                        + srcDims.length
                        + " dimensions {O, I, …}, or "
                        + (srcDims.length + 1)
                        + " {G, O, I, …} with groups, for "
                        + src
                        + " "
                        + Arrays.toString(srcDims)
                        + ", got "
                        + Arrays.toString(weightsDims));
        requirePositive(src, srcDims, 1);
        requirePositive(weights, weightsDims, 0);
        Limits.requireSizes(src, srcDims);
        Limits.requireSizes(weights, weightsDims);
    }

    private long outputSize(ConvolutionShape shape, int d) {
        long stride = shape.strides()[d];
        long left = shape.paddingLeft()[d];
        long right = shape.paddingRight()[d];
        require(
                right > -stride,
                "right padding: expected more than "
                        + -stride
                        + ", the stride's negative, got "
                        + Arrays.toString(shape.paddingRight()));
        long reach = (shape.kernel()[d] - 1) * shape.dilation()[d] + 1;
        Limits.requireSize(
                weights + ": what the kernel reaches over in spatial dimension " + d, reach);
        if (transposed) {
            long unpadded = (shape.input()[d] - 1) * stride + reach;
            Limits.requireSize("dst: spatial dimension " + d + " before padding", unpadded);
            long output = unpadded - left - right;
            require(
                    output > 0,
                    "padding: it takes away "
                            + (left + right)
                            + " of the "
                            + unpadded
                            + " elements of spatial dimension "
                            + d);
            Limits.requireSize("dst: spatial dimension " + d, output);
            return output;
        }
        long padded = shape.input()[d] + left + right;
        Limits.requireSize(src + ": the padded spatial dimension " + d, padded);
        require(
                padded >= reach,
                weights
                        + ": the kernel reaches over "
                        + reach
                        + " elements of spatial dimension "
                        + d
                        + ", the padded "
                        + src
                        + " has "
                        + padded);
        return (padded - reach) / stride + 1;
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

    /// Strides, dilation or padding, one value for each spatial dimension.
    private long[] steps(
            String name, long @Nullable [] values, int spatial, long missing, long least) {
        return spread(name, values, spatial, missing, least, largestStep);
    }

    /// One value for each spatial dimension: as given, the one given for all, or the default.
    private static long[] spread(
            String name,
            long @Nullable [] values,
            int spatial,
            long missing,
            long least,
            long most) {
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
            require(
                    value <= most,
                    name
                            + ": expected at most "
                            + most
                            + ", as oneDNN computes with them in 32 bits, got "
                            + Arrays.toString(all));
        }
        return all;
    }
}
