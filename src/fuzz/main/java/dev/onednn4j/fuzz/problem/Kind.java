package dev.onednn4j.fuzz.problem;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// What kind of primitive a problem is for.
@SuppressWarnings("ImmutableEnumChecker") // Its lists are not changed.
public enum Kind {
    /// A convolution.
    CONVOLUTION("conv", Pass.INFERENCE, Pass.TRAINING, Pass.BACKWARD_DATA, Pass.BACKWARD_WEIGHTS),
    /// A transposed convolution.
    DECONVOLUTION(
            "deconv", Pass.INFERENCE, Pass.TRAINING, Pass.BACKWARD_DATA, Pass.BACKWARD_WEIGHTS),
    /// A fully connected layer.
    INNER_PRODUCT("ip", Pass.INFERENCE, Pass.TRAINING, Pass.BACKWARD_DATA, Pass.BACKWARD_WEIGHTS),
    /// A product of matrices.
    MATRIX_PRODUCT("matmul", Pass.INFERENCE),
    /// A maximum or an average over windows.
    POOLING("pool", Pass.INFERENCE, Pass.TRAINING, Pass.BACKWARD_DATA),
    /// A function of each element.
    ELTWISE("eltwise", Pass.INFERENCE, Pass.TRAINING, Pass.BACKWARD_DATA),
    /// Shares along an axis, or their logarithms.
    SOFTMAX("softmax", Pass.INFERENCE, Pass.TRAINING, Pass.BACKWARD_DATA),
    /// Each channel brought to mean 0 and variance 1.
    BATCH_NORMALIZATION("bnorm", Pass.INFERENCE, Pass.TRAINING, Pass.BACKWARD_DATA),
    /// A function of two tensors.
    BINARY("binary", Pass.INFERENCE),
    /// A weighted sum of tensors.
    SUM("sum", Pass.INFERENCE),
    /// Tensors one behind the other.
    CONCAT("concat", Pass.INFERENCE),
    /// A copy in another layout or type.
    REORDER("reorder", Pass.INFERENCE);

    private final String word;
    private final List<Pass> passes;

    Kind(String word, Pass... passes) {
        this.word = word;
        this.passes = List.of(passes);
    }

    /// The kind of that name.
    ///
    /// @throws IllegalArgumentException when there is none
    public static Kind of(String word) {
        for (Kind kind : values()) {
            if (kind.word.equals(word)) {
                return kind;
            }
        }
        throw new IllegalArgumentException(
                "no primitive is called '"
                        + word
                        + "': expected "
                        + Arrays.stream(values())
                                .map(Kind::toString)
                                .collect(Collectors.joining(", ")));
    }

    /// The directions it has.
    public List<Pass> passes() {
        return passes;
    }

    /// Whether a kernel moves over its input.
    public boolean isSliding() {
        return this == CONVOLUTION || this == DECONVOLUTION || this == POOLING;
    }

    /// Whether it has weights, and with them a gradient by them.
    public boolean isWeighted() {
        return this == CONVOLUTION
                || this == DECONVOLUTION
                || this == INNER_PRODUCT
                || this == MATRIX_PRODUCT;
    }

    /// Whether its gradient is made from a forward primitive and runs after it.
    public boolean hasHint() {
        return passes.contains(Pass.BACKWARD_DATA) && !passes.contains(Pass.BACKWARD_WEIGHTS);
    }

    /// benchdnn's name: `conv`.
    @Override
    public String toString() {
        return word;
    }
}
