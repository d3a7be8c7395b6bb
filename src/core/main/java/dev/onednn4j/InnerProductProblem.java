package dev.onednn4j;

import dev.onednn4j.internal.problem.AttributedShape;
import dev.onednn4j.internal.problem.Pass;
import dev.onednn4j.internal.problem.PrimitiveKind;
import dev.onednn4j.internal.problem.Problem;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.function.Supplier;

/// What a builder of an inner product was asked for, with all that follows from it. As a supplier
/// it gives the problem as arguments of benchdnn, for messages.
///
/// @param pass what is computed
/// @param direction by benchdnn's name
/// @param input src or its gradient
/// @param kernel weights or their gradient
/// @param bias the bias or its gradient; null when there is none
/// @param output dst or its gradient
record InnerProductProblem(
        Pass pass,
        String direction,
        MemoryDescriptor input,
        MemoryDescriptor kernel,
        @Nullable MemoryDescriptor bias,
        MemoryDescriptor output,
        Attributes attributes)
        implements Supplier<String>, AttributedShape {

    /// Checks sizes against each other and infers those that are left open.
    ///
    /// @throws IllegalArgumentException when something is missing or sizes do not fit together
    static InnerProductProblem resolve(
            Pass pass,
            String direction,
            TensorRequest input,
            TensorRequest kernel,
            TensorRequest bias,
            TensorRequest output,
            Attributes attributes) {
        MemoryDescriptor from = input.required().withUsualStrides();
        MemoryDescriptor weights = kernel.required().withUsualStrides();
        if (from.ndims() < 2 || from.ndims() > 5) {
            throw new IllegalArgumentException(
                    input.name()
                            + ": expected 2 to 5 dimensions {N, C, [D,] [H,] [W]}, got "
                            + Arrays.toString(from.dims()));
        }
        input.requireSizes();
        kernel.requireSizes();
        long[] expected = from.dims();
        expected[0] = weights.dim(0);
        if (!Arrays.equals(weights.dims(), expected)) {
            throw new IllegalArgumentException(
                    kernel.name()
                            + ": expected the dimensions of "
                            + input.name()
                            + " "
                            + Arrays.toString(from.dims())
                            + " with the outputs first, got "
                            + Arrays.toString(weights.dims()));
        }
        String why = "an inner product of " + Arrays.toString(from.dims());
        MemoryDescriptor to = output.resolve(why, from.dim(0), weights.dim(0)).withUsualStrides();
        ProductTypes.require(pass, input, from, kernel, weights, output, to);
        return new InnerProductProblem(
                pass,
                direction,
                from,
                weights,
                bias.requireDense(bias.resolveOptional(why, weights.dim(0))),
                to,
                attributes);
    }

    /// Calls the C function that makes the primitive descriptor.
    interface Description {
        int create(
                InnerProductProblem problem,
                MemorySegment out,
                MemorySegment engine,
                MemorySegment attributes,
                Arena scratch);
    }

    PrimitiveRequest request(String function, Description description) {
        return new PrimitiveRequest(
                        function,
                        value(),
                        this,
                        output.dataType(),
                        (out, engine, changes, scratch) ->
                                description.create(this, out, engine, changes, scratch))
                .orOpen(() -> withOpenLayouts().request(function, description));
    }

    /// The same with layouts that oneDNN chooses.
    private InnerProductProblem withOpenLayouts() {
        return new InnerProductProblem(
                pass,
                direction,
                input.with(FormatTag.ANY),
                kernel.with(FormatTag.ANY),
                bias,
                output.with(FormatTag.ANY),
                attributes);
    }

    private Problem value() {
        return Problem.of(
                PrimitiveKind.INNER_PRODUCT,
                pass,
                TensorRole.tensors(
                        TensorRole.weighted(pass), Arrays.asList(input, kernel, bias, output)),
                this);
    }

    @Override
    public long[] dst() {
        return new long[] {input.dim(0), kernel.dim(0)};
    }

    @Override
    public Channels channels(QuantizedArgument argument) {
        return switch (argument) {
            case SRC -> Channels.along(input, 1);
            case WEIGHTS -> Channels.along(kernel, 0);
            case DST -> Channels.along(output, 1);
            case SRC_1, DEPTHWISE_WEIGHTS, DEPTHWISE_DST ->
                    throw new IllegalArgumentException(
                            "attributes: an inner product has src, weights and dst, got scales or"
                                    + " zero points of "
                                    + argument);
        };
    }

    @Override
    public String get() {
        StringBuilder knobs = new StringBuilder("--ip --dir=").append(direction);
        knobs.append(" --dt=").append(input.dataType()).append(':').append(kernel.dataType());
        knobs.append(':').append(output.dataType());
        if (bias != null) {
            knobs.append(" --bia-dt=").append(bias.dataType());
        }
        knobs.append(" --stag=").append(input.layout()).append(" --wtag=").append(kernel.layout());
        knobs.append(" --dtag=").append(output.layout());
        return Benchdnn.problem(knobs.toString(), attributes, toString());
    }

    /// The problem descriptor of benchdnn: `mb2ic3ih4iw5oc6`.
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("mb").append(input.dim(0));
        text.append("ic").append(input.dim(1));
        String names = "dhw".substring(5 - input.ndims());
        for (int d = 2; d < input.ndims(); d++) {
            text.append('i').append(names.charAt(d - 2)).append(input.dim(d));
        }
        return text.append("oc").append(kernel.dim(0)).toString();
    }
}
