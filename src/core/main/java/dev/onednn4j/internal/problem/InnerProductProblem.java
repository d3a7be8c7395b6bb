package dev.onednn4j.internal.problem;

import dev.onednn4j.FormatTag;
import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.QuantizedArgument;
import dev.onednn4j.capi.onednn_h;
import dev.onednn4j.internal.attribute.AttributeSet;
import dev.onednn4j.internal.attribute.AttributedShape;
import dev.onednn4j.internal.attribute.Benchdnn;
import dev.onednn4j.internal.attribute.Pass;
import dev.onednn4j.internal.memory.DescriptorParts;
import dev.onednn4j.internal.memory.TensorRole;
import dev.onednn4j.internal.memory.UsualStrides;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.function.Supplier;

/// What a builder of an inner product was asked for, with all that follows from it. As a supplier
/// it gives the problem as arguments of benchdnn, for messages.
///
/// @param pass what is computed
/// @param training whether a forward pass notes down what a backward pass needs
/// @param input src or its gradient
/// @param kernel weights or their gradient
/// @param bias the bias or its gradient; null when there is none
/// @param output dst or its gradient
public record InnerProductProblem(
        Pass pass,
        boolean training,
        MemoryDescriptor input,
        MemoryDescriptor kernel,
        @Nullable MemoryDescriptor bias,
        MemoryDescriptor output,
        AttributeSet attributes)
        implements Supplier<String>, AttributedShape {

    /// Checks sizes against each other and infers those that are left open.
    ///
    /// @throws IllegalArgumentException when something is missing or sizes do not fit together
    public static InnerProductProblem resolve(
            Pass pass,
            boolean training,
            TensorRequest input,
            TensorRequest kernel,
            TensorRequest bias,
            TensorRequest output,
            AttributeSet attributes) {
        MemoryDescriptor from = UsualStrides.ofAll(input.required());
        MemoryDescriptor weights = UsualStrides.ofAll(kernel.required());
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
        MemoryDescriptor to = UsualStrides.ofAll(output.resolve(why, from.dim(0), weights.dim(0)));
        ProductTypes.require(pass, input, from, kernel, weights, output, to);
        return new InnerProductProblem(
                pass,
                training,
                from,
                weights,
                bias.requireDense(bias.resolveOptional(why, weights.dim(0))),
                to,
                attributes);
    }

    /// What is asked of oneDNN.
    public PrimitiveRequest request() {
        String direction =
                switch (pass) {
                    case FORWARD -> "forward";
                    case BACKWARD_DATA -> "backward_data";
                    case BACKWARD_WEIGHTS -> "backward_weights";
                };
        return new PrimitiveRequest(
                        "dnnl_inner_product_" + direction + "_primitive_desc_create",
                        value(),
                        this,
                        output.dataType(),
                        Arguments.weighted(pass),
                        this::create)
                .orOpen(() -> withOpenLayouts().request());
    }

    private int create(
            MemorySegment out, MemorySegment engine, MemorySegment attributes, Arena scratch) {
        MemorySegment from = DescriptorParts.toNative(input, scratch);
        MemorySegment weights = DescriptorParts.toNative(kernel, scratch);
        MemorySegment added = DescriptorParts.optional(bias, scratch);
        MemorySegment to = DescriptorParts.toNative(output, scratch);
        MemorySegment none = MemorySegment.NULL;
        return switch (pass) {
            case FORWARD ->
                    onednn_h.dnnl_inner_product_forward_primitive_desc_create(
                            out,
                            engine,
                            Propagation.of(training),
                            from,
                            weights,
                            added,
                            to,
                            attributes);
            case BACKWARD_DATA ->
                    onednn_h.dnnl_inner_product_backward_data_primitive_desc_create(
                            out, engine, from, weights, to, none, attributes);
            case BACKWARD_WEIGHTS ->
                    onednn_h.dnnl_inner_product_backward_weights_primitive_desc_create(
                            out, engine, from, weights, added, to, none, attributes);
        };
    }

    /// The same with layouts that oneDNN chooses.
    private InnerProductProblem withOpenLayouts() {
        return new InnerProductProblem(
                pass,
                training,
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
                TensorRole.tensors(pass.roles(), Arrays.asList(input, kernel, bias, output)),
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
        StringBuilder knobs =
                new StringBuilder("--ip --dir=")
                        .append(Benchdnn.direction(pass, training, bias != null));
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
