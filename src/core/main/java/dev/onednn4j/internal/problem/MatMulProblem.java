package dev.onednn4j.internal.problem;

import dev.onednn4j.FormatTag;
import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.QuantizedArgument;
import dev.onednn4j.internal.attribute.AttributeSet;
import dev.onednn4j.internal.attribute.AttributedShape;
import dev.onednn4j.internal.attribute.Benchdnn;
import dev.onednn4j.internal.attribute.Pass;
import dev.onednn4j.internal.attribute.PostOp;
import dev.onednn4j.internal.memory.TensorRole;
import dev.onednn4j.internal.memory.UsualStrides;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.function.Supplier;

/// What a builder of a matrix product was asked for, with all that follows from it. As a supplier
/// it gives the problem as arguments of benchdnn, for messages.
///
/// @param bias null when there is none
public record MatMulProblem(
        MemoryDescriptor left,
        MemoryDescriptor right,
        @Nullable MemoryDescriptor bias,
        MemoryDescriptor output,
        AttributeSet attributes)
        implements Supplier<String>, AttributedShape {

    /// Checks sizes against each other and infers those that are left open.
    ///
    /// @throws IllegalArgumentException when something is missing or sizes do not fit together
    public static MatMulProblem resolve(
            TensorRequest src,
            TensorRequest weights,
            TensorRequest bias,
            TensorRequest dst,
            AttributeSet attributes) {
        MemoryDescriptor left = UsualStrides.ofAll(src.required());
        MemoryDescriptor right = UsualStrides.ofAll(weights.required());
        src.requireSizes();
        weights.requireSizes();
        attributes.requireCommonDstScale("a matrix product");
        long[] dims = product(left.dims(), right.dims());
        String why = Arrays.toString(left.dims()) + " times " + Arrays.toString(right.dims());
        long[] row = new long[dims.length];
        Arrays.fill(row, 1);
        row[row.length - 1] = dims[dims.length - 1];
        MemoryDescriptor to = UsualStrides.ofAll(dst.resolve(why, dims));
        ProductTypes.require(Pass.FORWARD, src, left, weights, right, dst, to);
        return new MatMulProblem(
                left,
                right,
                plain(bias.requireDense(bias.resolveBroadcast(why, row, dims))),
                to,
                attributes);
    }

    /// A bias that lies as a C array does, where the layout was left open: oneDNN does not choose.
    private static @Nullable MemoryDescriptor plain(@Nullable MemoryDescriptor bias) {
        return bias == null || !bias.isAny()
                ? bias
                : MemoryDescriptor.of(bias.dataType(), bias.dims());
    }

    /// The dimensions of the result.
    private static long[] product(long[] left, long[] right) {
        int ndims = left.length;
        boolean fits = ndims >= 2 && right.length == ndims && left[ndims - 1] == right[ndims - 2];
        long[] dims = left.clone();
        for (int d = 0; fits && d < ndims - 2; d++) {
            fits = left[d] == right[d] || left[d] == 1 || right[d] == 1;
            dims[d] = Math.max(left[d], right[d]);
        }
        if (!fits) {
            throw new IllegalArgumentException(
                    "weights: expected {…, K, N} for a src of {…, M, K}, with equal dimensions or 1"
                            + " before them, got "
                            + Arrays.toString(right)
                            + " for "
                            + Arrays.toString(left));
        }
        dims[ndims - 1] = right[ndims - 1];
        return dims;
    }

    /// The same with layouts that oneDNN chooses.
    public MatMulProblem withOpenLayouts() {
        return new MatMulProblem(
                left.with(FormatTag.ANY),
                right.with(FormatTag.ANY),
                bias,
                output.with(FormatTag.ANY),
                attributes);
    }

    /// The problem as a value.
    public Problem value() {
        return Problem.of(
                PrimitiveKind.MATMUL,
                Pass.FORWARD,
                TensorRole.tensors(Pass.FORWARD.roles(), Arrays.asList(left, right, bias, output)),
                this);
    }

    @Override
    public long[] dst() {
        return output.dims();
    }

    @Override
    public Channels channels(QuantizedArgument argument) {
        int last = output.ndims() - 1;
        return switch (argument) {
            case SRC -> Channels.along(left, last);
            case WEIGHTS -> Channels.along(right, last);
            case DST -> Channels.along(output, last);
            case SRC_1, DEPTHWISE_WEIGHTS, DEPTHWISE_DST ->
                    throw new IllegalArgumentException(
                            "attributes: a matrix product has src, weights and dst, got scales or"
                                    + " zero points of "
                                    + argument);
        };
    }

    @Override
    public String get() {
        StringBuilder knobs = new StringBuilder("--matmul --dt=").append(left.dataType());
        knobs.append(':').append(right.dataType()).append(':').append(output.dataType());
        if (bias != null) {
            knobs.append(" --bia-dt=").append(bias.dataType());
            knobs.append(" --bia_mask=").append(PostOp.mask(bias));
        }
        knobs.append(" --stag=").append(left.layout()).append(" --wtag=").append(right.layout());
        knobs.append(" --dtag=").append(output.layout());
        return Benchdnn.problem(knobs.toString(), attributes, toString());
    }

    /// The problem descriptor of benchdnn: `2x3x4:2x4x5`.
    @Override
    public String toString() {
        return Benchdnn.dims(left) + ":" + Benchdnn.dims(right);
    }
}
