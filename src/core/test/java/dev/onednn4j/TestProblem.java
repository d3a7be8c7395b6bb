package dev.onednn4j;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/// A small convolution problem drawn at random. Dilation is 1 where there is none.
record TestProblem(
        int batch,
        int groups,
        boolean grouped,
        int inputChannels,
        int outputChannels,
        int[] input,
        int[] kernel,
        int[] output,
        int[] strides,
        int[] dilation,
        int[] paddingLeft,
        int[] paddingRight) {

    static TestProblem random(RandomGenerator random) {
        int spatial = random.nextInt(1, 4);
        int groups = random.nextInt(3) > 0 ? 1 : random.nextInt(1, 5);
        boolean depthwise = random.nextInt(6) == 0;
        int inputs = depthwise ? 1 : random.nextInt(1, 20);
        int outputs = depthwise ? 1 : random.nextInt(1, 20);
        if (depthwise) {
            groups = random.nextInt(1, 35);
        }
        boolean grouped = groups > 1 || random.nextInt(4) == 0;
        int[] input = new int[spatial];
        int[] kernel = new int[spatial];
        int[] output = new int[spatial];
        int[] strides = new int[spatial];
        int[] dilation = new int[spatial];
        int[] left = new int[spatial];
        int[] right = new int[spatial];
        for (int d = 0; d < spatial; d++) {
            kernel[d] = random.nextInt(1, 5);
            strides[d] = random.nextInt(1, 4);
            dilation[d] = random.nextInt(3) > 0 ? 1 : random.nextInt(1, 4);
            left[d] = random.nextInt(0, 4);
            int reach = (kernel[d] - 1) * dilation[d] + 1;
            output[d] = random.nextInt(1, spatial == 3 ? 5 : 8);
            // The right padding follows: any number of elements that the stride never meets may be
            // left over, which makes it negative.
            input[d] = random.nextInt(1, (output[d] - 1) * strides[d] + reach + 2);
            right[d] = (output[d] - 1) * strides[d] + reach - input[d] - left[d];
            while (right[d] <= -strides[d]) {
                right[d] += strides[d];
                output[d]++;
            }
        }
        return new TestProblem(
                random.nextInt(1, 4),
                groups,
                grouped,
                groups * inputs,
                groups * outputs,
                input,
                kernel,
                output,
                strides,
                dilation,
                left,
                right);
    }

    /// A problem of a pooling: channels are kept apart, and every kernel meets an element.
    static TestProblem pooling(RandomGenerator random) {
        while (true) {
            TestProblem any = random(random);
            int channels = random.nextInt(3) == 0 ? random.nextInt(1, 40) : any.inputChannels;
            TestProblem pooling =
                    new TestProblem(
                            any.batch,
                            channels,
                            true,
                            channels,
                            channels,
                            any.input,
                            any.kernel,
                            any.output,
                            any.strides,
                            any.dilation,
                            any.paddingLeft,
                            any.paddingRight);
            boolean[] met = new boolean[DenseProblem.elements(pooling.dstDims())];
            new Taps(pooling, false).visit((s, w, d) -> met[d] = true);
            // oneDNN refuses averages that are dilated beyond src.
            boolean all = true;
            for (int d = 0; d < any.input.length; d++) {
                all &= any.dilation[d] <= any.input[d];
            }
            for (boolean one : met) {
                all &= one;
            }
            if (all) {
                return pooling;
            }
        }
    }

    /// The deconvolution whose gradient by its input is this convolution.
    TestProblem transposed() {
        return new TestProblem(
                batch,
                groups,
                grouped,
                outputChannels,
                inputChannels,
                output,
                kernel,
                input,
                strides,
                dilation,
                paddingLeft,
                paddingRight);
    }

    /// Gives a builder the sizes that do not come with tensors.
    <B extends ConvolutionBuilder<B>> B describe(B builder) {
        return builder.strides(longs(strides))
                .dilation(longs(dilation))
                .padding(longs(paddingLeft), longs(paddingRight));
    }

    long[] srcDims() {
        return dims(new long[] {batch, inputChannels}, input);
    }

    long[] weightsDims() {
        long[] channels = {groups, outputChannels / groups, inputChannels / groups};
        return dims(grouped ? channels : Arrays.copyOfRange(channels, 1, 3), kernel);
    }

    long[] dstDims() {
        return dims(new long[] {batch, outputChannels}, output);
    }

    private static long[] dims(long[] first, int[] rest) {
        long[] dims = Arrays.copyOf(first, first.length + rest.length);
        for (int d = 0; d < rest.length; d++) {
            dims[first.length + d] = rest[d];
        }
        return dims;
    }

    static long[] longs(int[] values) {
        return Arrays.stream(values).asLongStream().toArray();
    }
}
