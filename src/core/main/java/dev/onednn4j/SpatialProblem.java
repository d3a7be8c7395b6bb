package dev.onednn4j;

import dev.onednn4j.internal.problem.ConvolutionShape;
import dev.onednn4j.internal.problem.Pass;
import dev.onednn4j.internal.problem.Problem;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/// What a builder was asked for, with all that follows from it. As a supplier it gives the problem
/// as arguments of benchdnn, for messages.
///
/// @param pass what is computed
/// @param direction by benchdnn's name
/// @param input src or its gradient
/// @param kernel weights or their gradient
/// @param bias the bias or its gradient; null when there is none
/// @param output dst or its gradient
record SpatialProblem(
        Operation operation,
        Pass pass,
        String direction,
        ConvolutionAlgorithm algorithm,
        MemoryDescriptor input,
        MemoryDescriptor kernel,
        @Nullable MemoryDescriptor bias,
        MemoryDescriptor output,
        ConvolutionShape shape,
        Attributes attributes)
        implements Supplier<String> {

    /// The problem as a value.
    Problem value() {
        return Problem.of(
                        operation.kind(),
                        pass,
                        TensorRole.tensors(
                                TensorRole.weighted(pass),
                                Arrays.asList(input, kernel, bias, output)),
                        this)
                .withShape(shape);
    }

    /// The same with layouts that oneDNN chooses.
    SpatialProblem withOpenLayouts() {
        return WideStrides.avoid(
                withKernel(kernel.with(FormatTag.ANY))
                        .withActivations(input.with(FormatTag.ANY), output.with(FormatTag.ANY)));
    }

    /// The same with weights that lie as a C array does.
    SpatialProblem withPlainKernel() {
        return withKernel(MemoryDescriptor.of(kernel.dataType(), kernel.dims()));
    }

    private SpatialProblem withKernel(MemoryDescriptor kernel) {
        return new SpatialProblem(
                operation,
                pass,
                direction,
                algorithm,
                input,
                kernel,
                bias,
                output,
                shape,
                attributes);
    }

    /// The same with other descriptors of src and dst, or of their gradients.
    SpatialProblem withActivations(MemoryDescriptor input, MemoryDescriptor output) {
        return new SpatialProblem(
                operation,
                pass,
                direction,
                algorithm,
                input,
                kernel,
                bias,
                output,
                shape,
                attributes);
    }

    /// Whether each element of the tensor with the smaller area is spread over a kernel's taps: a
    /// deconvolution forward, a convolution's gradient by data.
    boolean scatters() {
        return pass == (operation.isTransposed() ? Pass.FORWARD : Pass.BACKWARD_DATA);
    }

    @Override
    public String get() {
        StringBuilder text = new StringBuilder(operation.driver).append(" --dir=");
        text.append(direction);
        text.append(" --dt=").append(input.dataType()).append(':').append(kernel.dataType());
        text.append(':').append(output.dataType());
        if (bias != null) {
            text.append(" --bia-dt=").append(bias.dataType());
        }
        appendLayouts(text);
        if (algorithm != ConvolutionAlgorithm.DIRECT) {
            text.append(" --alg=");
            text.append(algorithm == ConvolutionAlgorithm.WINOGRAD ? "WINO" : "AUTO");
        }
        if (!attributes.isDefault()) {
            text.append(' ').append(attributes);
        }
        return text.append(' ').append(shape).toString();
    }

    /// benchdnn takes a tag or strides for each tensor, not both.
    private void appendLayouts(StringBuilder text) {
        List<String> strides = new ArrayList<>();
        List<String> names = List.of("stag", "wtag", "dtag");
        List<MemoryDescriptor> tensors = List.of(input, kernel, output);
        for (int i = 0; i < tensors.size(); i++) {
            MemoryDescriptor tensor = tensors.get(i);
            boolean tagged = !tensor.layout().endsWith("*");
            strides.add(tagged ? "" : Benchdnn.strides(tensor));
            if (tagged) {
                text.append(" --").append(names.get(i)).append('=').append(tensor.layout());
            }
        }
        if (strides.stream().anyMatch(given -> !given.isEmpty())) {
            text.append(" --strides=").append(String.join(":", strides));
        }
    }
}
