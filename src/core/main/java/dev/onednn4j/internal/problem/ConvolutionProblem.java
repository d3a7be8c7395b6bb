package dev.onednn4j.internal.problem;

import dev.onednn4j.ConvolutionAlgorithm;
import dev.onednn4j.FormatTag;
import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.internal.attribute.AttributeSet;
import dev.onednn4j.internal.attribute.Benchdnn;
import dev.onednn4j.internal.attribute.Pass;
import dev.onednn4j.internal.memory.TensorRole;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/// What a builder was asked for, with all that follows from it. As a supplier it gives the problem
/// as arguments of benchdnn, for messages.
///
/// @param pass what is computed
/// @param training whether a forward pass notes down what a backward pass needs
/// @param input src or its gradient
/// @param kernel weights or their gradient
/// @param bias the bias or its gradient; null when there is none
/// @param output dst or its gradient
public record ConvolutionProblem(
        PrimitiveKind kind,
        Pass pass,
        boolean training,
        ConvolutionAlgorithm algorithm,
        MemoryDescriptor input,
        MemoryDescriptor kernel,
        @Nullable MemoryDescriptor bias,
        MemoryDescriptor output,
        ConvolutionShape shape,
        AttributeSet attributes)
        implements Supplier<String> {

    /// The problem as a value.
    public Problem value() {
        return Problem.of(
                        kind,
                        pass,
                        TensorRole.tensors(
                                pass.roles(), Arrays.asList(input, kernel, bias, output)),
                        this)
                .withShape(shape);
    }

    /// The same with layouts that oneDNN chooses.
    public ConvolutionProblem withOpenLayouts() {
        return WideStrides.avoid(
                withKernel(kernel.with(FormatTag.ANY))
                        .withActivations(input.with(FormatTag.ANY), output.with(FormatTag.ANY)));
    }

    /// The same with weights that lie as a C array does.
    public ConvolutionProblem withPlainKernel() {
        return withKernel(MemoryDescriptor.of(kernel.dataType(), kernel.dims()));
    }

    private ConvolutionProblem withKernel(MemoryDescriptor kernel) {
        return new ConvolutionProblem(
                kind, pass, training, algorithm, input, kernel, bias, output, shape, attributes);
    }

    /// The same with other descriptors of src and dst, or of their gradients.
    ConvolutionProblem withActivations(MemoryDescriptor input, MemoryDescriptor output) {
        return new ConvolutionProblem(
                kind, pass, training, algorithm, input, kernel, bias, output, shape, attributes);
    }

    /// Whether it is a deconvolution.
    public boolean isTransposed() {
        return kind == PrimitiveKind.DECONVOLUTION;
    }

    /// What is asked of oneDNN.
    ///
    /// @throws IllegalArgumentException when the primitive does not know the algorithm
    public PrimitiveRequest request() {
        ConvolutionDescription description = ConvolutionDescription.of(this);
        return new PrimitiveRequest(
                        description.function(),
                        value(),
                        shape,
                        output.dataType(),
                        Arguments.weighted(pass),
                        description)
                .orOpen(() -> withOpenLayouts().request());
    }

    /// Whether each element of the tensor with the smaller area is spread over a kernel's taps: a
    /// deconvolution forward, a convolution's gradient by data.
    boolean scatters() {
        return pass == (isTransposed() ? Pass.FORWARD : Pass.BACKWARD_DATA);
    }

    @Override
    public String get() {
        StringBuilder text =
                new StringBuilder(isTransposed() ? "--deconv" : "--conv").append(" --dir=");
        text.append(Benchdnn.direction(pass, training, bias != null));
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
