package dev.onednn4j.bench.run;

import dev.onednn4j.bench.problem.BenchdnnProblem;
import dev.onednn4j.bench.problem.SignificantDigits;
import dev.onednn4j.bench.problem.SpatialAxis;
import dev.onednn4j.bench.reference.TensorElements;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/// Looks whether the result of a forward convolution is one: every element finite, not all of them
/// 0, and some of them, chosen by a seed, equal to what the definition gives in double precision.
///
/// Tensors are dense and row-major: {N, C, spatial…}, weights {O, I, spatial…} with the groups'
/// output channels one after the other.
///
/// @param bias one value for each output channel, null for none
record SpotCheck(
        BenchdnnProblem problem,
        TensorElements src,
        TensorElements weights,
        @Nullable TensorElements bias,
        TensorElements dst) {
    private static final int POINTS = 64;
    private static final long SEED = 0x5EED;
    private static final double F32_ROUNDING = 0x1p-24;
    private static final double BF16_ROUNDING = 0x1p-8;
    private static final double F16_ROUNDING = 0x1p-11;

    /// A sum, and the sum of its terms' magnitudes, which bounds the error of adding them up in
    /// f32.
    private record BoundedSum(double value, double magnitude, long terms) {
        static final BoundedSum ZERO = new BoundedSum(0, 0, 0);

        BoundedSum plus(double term) {
            return new BoundedSum(value + term, magnitude + Math.abs(term), terms + 1);
        }
    }

    /// What is wrong; empty when nothing is.
    String complaint() {
        String aboutValues = complaintAboutValues(dst);
        return aboutValues.isEmpty()
                ? points().mapToObj(this::complaintAt)
                        .filter(complaint -> !complaint.isEmpty())
                        .findFirst()
                        .orElse("")
                : aboutValues;
    }

    private static String complaintAboutValues(TensorElements dst) {
        boolean anything = false;
        for (long i = 0; i < dst.count(); i++) {
            double value = dst.get(i);
            if (!Double.isFinite(value)) {
                return "element " + i + " of dst is " + value;
            }
            anything |= value != 0;
        }
        return anything || dst.count() == 0 ? "" : "all of dst is 0";
    }

    private LongStream points() {
        return dst.count() <= POINTS
                ? LongStream.range(0, dst.count())
                : new SplittableRandom(SEED).longs(POINTS, 0, dst.count());
    }

    private String complaintAt(long index) {
        BoundedSum sum = expected(index);
        double wanted = representable(sum.value());
        double tolerance =
                (sum.terms() + 2) * F32_ROUNDING * sum.magnitude() + rounding(sum.value());
        double got = dst.get(index);
        return Math.abs(got - wanted) <= tolerance
                ? ""
                : "element %d of dst is %s, expected %s"
                        .formatted(
                                index,
                                SignificantDigits.format(got),
                                SignificantDigits.format(wanted));
    }

    private BoundedSum expected(long index) {
        List<SpatialAxis> axes = problem.axes();
        long[] output = new long[axes.size()];
        long rest = index;
        for (int i = axes.size() - 1; i >= 0; i--) {
            output[i] = rest % axes.get(i).output();
            rest /= axes.get(i).output();
        }
        long outputChannel = rest % problem.outputChannels();
        long image = rest / problem.outputChannels();
        long channels = problem.inputChannels() / problem.groups();
        long group = outputChannel / (problem.outputChannels() / problem.groups());

        BoundedSum sum =
                bias == null ? BoundedSum.ZERO : BoundedSum.ZERO.plus(bias.get(outputChannel));
        for (long channel = 0; channel < channels; channel++) {
            long srcRow = image * problem.inputChannels() + group * channels + channel;
            long weightsRow = outputChannel * channels + channel;
            sum = addTaps(sum, output, 0, srcRow, weightsRow);
        }
        return sum;
    }

    /// Adds the taps of the axes from `depth` on, given the places so far in source and weights.
    private BoundedSum addTaps(
            BoundedSum sum, long[] output, int depth, long srcPlace, long weightsPlace) {
        if (depth == output.length) {
            return sum.plus(src.get(srcPlace) * weights.get(weightsPlace));
        }
        SpatialAxis axis = problem.axes().get(depth);
        BoundedSum result = sum;
        for (long tap = 0; tap < axis.kernel(); tap++) {
            long position =
                    output[depth] * axis.stride() - axis.padding() + tap * (axis.dilation() + 1);
            if (position >= 0 && position < axis.input()) {
                result =
                        addTaps(
                                result,
                                output,
                                depth + 1,
                                srcPlace * axis.input() + position,
                                weightsPlace * axis.kernel() + tap);
            }
        }
        return result;
    }

    /// Integer types end where they end.
    private double representable(double value) {
        return switch (dst.type()) {
            case S8 -> Math.clamp(value, Byte.MIN_VALUE, Byte.MAX_VALUE);
            case U8 -> Math.clamp(value, 0, 255);
            case S32 -> Math.clamp(value, Integer.MIN_VALUE, Integer.MAX_VALUE);
            default -> value;
        };
    }

    /// How far the destination's type may be from a value between two of its own.
    private double rounding(double value) {
        return switch (dst.type()) {
            case BF16 -> Math.abs(value) * BF16_ROUNDING;
            case F16 -> Math.abs(value) * F16_ROUNDING;
            case S8, U8, S32 -> 1;
            default -> Math.abs(value) * F32_ROUNDING;
        };
    }
}
