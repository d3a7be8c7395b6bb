package dev.onednn4j.internal.problem;

import dev.onednn4j.DataType;
import dev.onednn4j.internal.attribute.AttributeValues;
import dev.onednn4j.internal.attribute.Pass;
import dev.onednn4j.internal.memory.ProblemTensor;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/// What is asked of oneDNN: a Java value, which needs no library.
///
/// @param training whether a forward pass notes down what a backward pass needs
/// @param tensors by oneDNN's words: `src`, `weights`, `diff_dst`, `src_1` …
/// @param shape the sizes of a convolution, deconvolution or pooling; null for other primitives
/// @param axis of a softmax or a concatenation; 0 for other primitives
/// @param variant the algorithm or the flags by benchdnn's word; empty where there is no choice
/// @param text the problem as arguments of benchdnn
public record Problem(
        PrimitiveKind kind,
        Pass pass,
        boolean training,
        Map<String, ProblemTensor> tensors,
        @Nullable ConvolutionShape shape,
        AttributeValues attributes,
        int axis,
        String variant,
        Supplier<String> text) {
    /// A problem that is told by its tensors alone.
    public static Problem of(
            PrimitiveKind kind,
            Pass pass,
            Map<String, ProblemTensor> tensors,
            Supplier<String> text) {
        return new Problem(kind, pass, false, tensors, null, AttributeValues.none(), 0, "", text);
    }

    /// The same with a shape.
    public Problem withShape(ConvolutionShape shape) {
        return new Problem(kind, pass, training, tensors, shape, attributes, axis, variant, text);
    }

    /// The same with attributes.
    public Problem withAttributes(AttributeValues attributes) {
        return new Problem(kind, pass, training, tensors, shape, attributes, axis, variant, text);
    }

    /// The same along an axis.
    public Problem withAxis(int axis) {
        return new Problem(kind, pass, training, tensors, shape, attributes, axis, variant, text);
    }

    /// The same with an algorithm or flags.
    public Problem withVariant(String variant) {
        return new Problem(kind, pass, training, tensors, shape, attributes, axis, variant, text);
    }

    /// The same, for training or not.
    public Problem withTraining(boolean training) {
        return new Problem(kind, pass, training, tensors, shape, attributes, axis, variant, text);
    }

    /// The same with a tensor in place of the one of that name.
    public Problem with(String name, ProblemTensor tensor) {
        Map<String, ProblemTensor> changed = new LinkedHashMap<>(tensors);
        changed.put(name, tensor);
        return new Problem(kind, pass, training, changed, shape, attributes, axis, variant, text);
    }

    /// The same with these tensors.
    public Problem with(Map<String, ProblemTensor> tensors) {
        return new Problem(kind, pass, training, tensors, shape, attributes, axis, variant, text);
    }

    /// One of its tensors; null when it has none of that name.
    public @Nullable ProblemTensor tensor(String name) {
        return tensors.get(name);
    }

    /// src, or its gradient.
    public ProblemTensor input() {
        return either("src", "diff_src");
    }

    /// The weights, or their gradient.
    public ProblemTensor kernel() {
        return either("weights", "diff_weights");
    }

    /// dst, or its gradient.
    public ProblemTensor output() {
        return either("dst", "diff_dst");
    }

    /// Whether there is a bias, or its gradient is computed.
    public boolean isBiased() {
        return tensors.containsKey("bias") || tensors.containsKey("diff_bias");
    }

    /// The sizes of a convolution; of a deconvolution, those of the convolution that is its mirror
    /// image.
    public ConvolutionShape convolution() {
        return Objects.requireNonNull(shape).asConvolution();
    }

    /// The type of what is multiplied with the weights: of src, backward by data of diff_dst.
    public DataType readType() {
        return pass == Pass.BACKWARD_DATA ? output().type() : input().type();
    }

    /// Whether src is s8 or u8.
    public boolean isInteger() {
        return input().isBytes();
    }

    /// Whether integer sums are corrected for a zero point of src.
    public boolean hasSrcZeroPoint() {
        return isInteger() && attributes.zeroPoints().contains("src");
    }

    /// Whether a sum is worked on before it is written: a bias, attributes, another type than f32.
    public boolean finishesSums() {
        return isBiased()
                || !attributes.isDefault()
                || input().type() != DataType.F32
                || output().type() != DataType.F32;
    }

    private ProblemTensor either(String forward, String backward) {
        ProblemTensor gradient = tensors.get(backward);
        return gradient != null ? gradient : Objects.requireNonNull(tensors.get(forward));
    }

    /// The problem as arguments of benchdnn.
    @Override
    public String toString() {
        return text.get();
    }
}
