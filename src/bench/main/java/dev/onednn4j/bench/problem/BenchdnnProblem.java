package dev.onednn4j.bench.problem;

import java.util.List;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/// The shape of a convolution, as a benchdnn problem descriptor gives it.
///
/// @param driver whether it is a convolution or a deconvolution
/// @param grouped whether the weights have the group dimension, which they may have with one group
/// @param groups number of groups, 1 or more
/// @param minibatch number of images
/// @param inputChannels channels of all groups together
/// @param outputChannels channels of all groups together
/// @param axes the spatial dimensions, slowest first: one to three of depth, height, width
/// @param name the descriptor's name as it was written, quotes included, or empty
public record BenchdnnProblem(
        Driver driver,
        boolean grouped,
        long groups,
        long minibatch,
        long inputChannels,
        long outputChannels,
        List<SpatialAxis> axes,
        String name) {
    static final long DEFAULT_MINIBATCH = 2;
    private static final Pattern REPEATED = Pattern.compile("\\*([1-9][0-9]{0,8})$");
    private static final long LARGEST_ELEMENT = 8;

    public BenchdnnProblem {
        axes = List.copyOf(axes);
        if (inputChannels % groups != 0) {
            throw new BadInput("ic" + inputChannels + " cannot be split into g" + groups);
        }
        if (outputChannels % groups != 0) {
            throw new BadInput("oc" + outputChannels + " cannot be split into g" + groups);
        }
        requireAddressable("source", minibatch, inputChannels, axes, SpatialAxis::input);
        requireAddressable(
                "weights", outputChannels, inputChannels / groups, axes, SpatialAxis::kernel);
        requireAddressable("destination", minibatch, outputChannels, axes, SpatialAxis::output);
    }

    /// Reads a problem descriptor; see [DescriptorParser] for its rules.
    ///
    /// @throws BadInput naming what is wrong with it
    public static BenchdnnProblem parse(String descriptor, Driver driver) {
        return new DescriptorParser(descriptor, driver).parse();
    }

    BenchdnnProblem withMinibatch(long newMinibatch) {
        return new BenchdnnProblem(
                driver, grouped, groups, newMinibatch, inputChannels, outputChannels, axes, name);
    }

    /// Dimensions of source and destination.
    public int rank() {
        return 2 + axes.size();
    }

    /// Dimensions of the weights.
    public int weightsRank() {
        return rank() + (grouped ? 1 : 0);
    }

    /// {minibatch, channels, spatial…}
    public long[] srcDims() {
        return dims(LongStream.of(minibatch, inputChannels), SpatialAxis::input);
    }

    /// {\[groups,\] output channels, input channels, taps…}, channels counted in one group.
    public long[] weightsDims() {
        LongStream channels = LongStream.of(outputChannels / groups, inputChannels / groups);
        return dims(
                grouped ? LongStream.concat(LongStream.of(groups), channels) : channels,
                SpatialAxis::kernel);
    }

    /// {minibatch, channels, spatial…}
    public long[] dstDims() {
        return dims(LongStream.of(minibatch, outputChannels), SpatialAxis::output);
    }

    public long[] strides() {
        return dims(LongStream.empty(), SpatialAxis::stride);
    }

    /// benchdnn's numbers, **0 = none**.
    public long[] dilations() {
        return dims(LongStream.empty(), SpatialAxis::dilation);
    }

    public long[] paddingLeft() {
        return dims(LongStream.empty(), SpatialAxis::padding);
    }

    public long[] paddingRight() {
        return gatheringAxes().stream().mapToLong(SpatialAxis::paddingRight).toArray();
    }

    /// The axes as those of the convolution that multiplies the same elements: of a deconvolution,
    /// the one it is the gradient of.
    public List<SpatialAxis> gatheringAxes() {
        return driver.isTransposed() ? axes.stream().map(SpatialAxis::exchanged).toList() : axes;
    }

    /// Floating point operations of one forward run: two for each tap that reads the source. Taps
    /// on padding do not count.
    public double operations() {
        long channels = inputChannels / groups;
        double taps = 1;
        for (SpatialAxis axis : gatheringAxes()) {
            taps *= axis.validTaps();
        }
        return 2.0 * minibatch * outputChannels * channels * taps;
    }

    /// The name without quotes and repetition, or the whole descriptor where there is no name.
    public String displayName() {
        String bare = REPEATED.matcher(unquotedName()).replaceFirst("");
        return bare.isEmpty() ? toString() : bare;
    }

    /// How often the network that the problem was taken from has it: the `N` of a name that ends in
    /// `*N`, else 1.
    public long multiplicity() {
        Matcher matcher = REPEATED.matcher(unquotedName());
        return matcher.find() ? Long.parseLong(matcher.group(1)) : 1;
    }

    private String unquotedName() {
        boolean quoted = name.length() >= 2 && name.startsWith("\"") && name.endsWith("\"");
        return quoted ? name.substring(1, name.length() - 1) : name;
    }

    private long[] dims(LongStream leading, ToLongFunction<SpatialAxis> size) {
        return LongStream.concat(leading, axes.stream().mapToLong(size)).toArray();
    }

    private static void requireAddressable(
            String tensor,
            long outer,
            long inner,
            List<SpatialAxis> axes,
            ToLongFunction<SpatialAxis> size) {
        try {
            long bytes = Math.multiplyExact(LARGEST_ELEMENT, Math.multiplyExact(outer, inner));
            for (SpatialAxis axis : axes) {
                bytes = Math.multiplyExact(bytes, size.applyAsLong(axis));
            }
        } catch (ArithmeticException tooLarge) {
            throw new BadInput("the " + tensor + " has more elements than can be counted");
        }
    }

    /// The descriptor in benchdnn's shortest form: defaults are left out, equal spatial dimensions
    /// are written once, output and padding are always there.
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        if (grouped) {
            text.append('g').append(groups);
        }
        if (minibatch != DEFAULT_MINIBATCH) {
            text.append("mb").append(minibatch);
        }
        appendAxes(text.append("ic").append(inputChannels), 'i', SpatialAxis::input);
        appendAxes(text.append("oc").append(outputChannels), 'o', SpatialAxis::output);
        appendAxes(text, 'k', SpatialAxis::kernel);
        if (axes.stream().anyMatch(axis -> axis.stride() != 1)) {
            appendAxes(text, 's', SpatialAxis::stride);
        }
        appendAxes(text, 'p', SpatialAxis::padding);
        if (axes.stream().anyMatch(axis -> axis.dilation() != 0)) {
            appendAxes(text, 'd', SpatialAxis::dilation);
        }
        if (!name.isEmpty()) {
            text.append('n').append(name);
        }
        return text.toString();
    }

    private void appendAxes(StringBuilder text, char kind, ToLongFunction<SpatialAxis> size) {
        String letters = "dhw".substring(3 - axes.size());
        int written = axes.stream().distinct().count() == 1 ? 1 : axes.size();
        for (int i = 0; i < written; i++) {
            text.append(kind).append(letters.charAt(i)).append(size.applyAsLong(axes.get(i)));
        }
    }
}
