package dev.onednn4j;

import dev.onednn4j.internal.attribute.BinaryPostOp;
import dev.onednn4j.internal.attribute.DepthwisePostOp;
import dev.onednn4j.internal.attribute.EltwisePostOp;
import dev.onednn4j.internal.attribute.PostOp;
import dev.onednn4j.internal.attribute.PostOpList;
import dev.onednn4j.internal.attribute.PreluPostOp;
import dev.onednn4j.internal.attribute.SelectPostOp;
import dev.onednn4j.internal.attribute.SumPostOp;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;
import java.util.Objects;

/// What a primitive does to its result before it is written, in order: `dnnl_post_ops_t`. All of it
/// is computed in f32; the result is converted to the type of dst at the end.
///
/// Operations with tensors of their own give each a name. The tensor is passed under that name when
/// the primitive runs: see [RuntimeArguments].
///
/// A chain has at most 32 operations, 31 with a select among them. Whether it goes with a primitive
/// turns out when that is built.
///
/// Immutable and thread safe: each method returns a longer chain.
public final class PostOps {
    /// The name of the fused depthwise convolution's weights among the [RuntimeArguments].
    public static final String DEPTHWISE_WEIGHTS = "dw_weights";

    /// The name of the fused depthwise convolution's bias among the [RuntimeArguments].
    public static final String DEPTHWISE_BIAS = "dw_bias";

    private static final PostOps NONE = new PostOps(PostOpList.NONE);

    private final PostOpList chain;

    private PostOps(PostOpList chain) {
        this.chain = chain;
    }

    /// An empty chain.
    public static PostOps none() {
        return NONE;
    }

    /// A chain of one rectifier: negative results become 0.
    public static PostOps relu() {
        return NONE.eltwise(EltwiseAlgorithm.RELU);
    }

    /// Appends an element-wise function whose formula has neither α nor β, or with both 0.
    ///
    /// @throws IllegalArgumentException as for [#eltwise(EltwiseAlgorithm, float, float)]
    public PostOps eltwise(EltwiseAlgorithm algorithm) {
        return eltwise(algorithm, 0, 0);
    }

    /// Appends an element-wise function: `dnnl_post_ops_append_eltwise`.
    ///
    /// @param alpha the parameter α of its formula; of no account where the formula has none
    /// @param beta the parameter β of its formula; likewise
    /// @throws IllegalArgumentException when a parameter is NaN or nonsense in the formula
    public PostOps eltwise(EltwiseAlgorithm algorithm, float alpha, float beta) {
        return and(new EltwisePostOp(algorithm, alpha, beta));
    }

    /// Adds what dst held before: x + scale · dst. `dnnl_post_ops_append_sum`.
    public PostOps sum(float scale) {
        return and(new SumPostOp(scale, 0, null));
    }

    /// Adds what dst held before: x + scale · (dst − zeroPoint).
    public PostOps sum(float scale, int zeroPoint) {
        return and(new SumPostOp(scale, zeroPoint, null));
    }

    /// Adds what dst held before: x + scale · (dst − zeroPoint).
    ///
    /// @param type how to read what dst held: another type of the size of dst's
    public PostOps sum(float scale, int zeroPoint, DataType type) {
        return and(new SumPostOp(scale, zeroPoint, Objects.requireNonNull(type, "type")));
    }

    /// Combines the result with a tensor: `dnnl_post_ops_append_binary`.
    ///
    /// @param name the operand's name among the [RuntimeArguments]
    /// @param operand the dimensions of dst, or 1 in those where one value serves all. With the
    ///   layout `any`, oneDNN chooses: see [Primitive#runtimeArguments()]
    public PostOps binary(BinaryAlgorithm algorithm, String name, MemoryDescriptor operand) {
        return and(new BinaryPostOp(algorithm, name, operand));
    }

    /// Takes the result where a condition holds and a tensor's element where it does not: the
    /// `dnnl_binary_select` algorithm.
    ///
    /// @param name the operand's name among the [RuntimeArguments]
    /// @param operand the dimensions of dst, or 1 in those where one value serves all
    /// @param conditionName the condition's name among the [RuntimeArguments]
    /// @param condition s8 of the dimensions of dst, or 1 in those where one value serves all; 0
    ///   does not hold
    public PostOps select(
            String name,
            MemoryDescriptor operand,
            String conditionName,
            MemoryDescriptor condition) {
        return and(new SelectPostOp(name, operand, conditionName, condition));
    }

    /// x for x > 0, otherwise slope · x, with slopes from a tensor: `dnnl_post_ops_append_prelu`.
    ///
    /// @param name the slopes' name among the [RuntimeArguments]: f32, the dimensions of dst, or 1
    ///   where the mask has no bit, channels innermost. [WeightedPrimitive#pack(String, Tensor,
    ///   Arena)] brings them into that layout
    /// @param mask bit d is set where slopes differ along dimension d of dst: 0 for one slope, 2
    ///   for one for each channel; 0 where dst has more than 5 dimensions
    public PostOps prelu(String name, int mask) {
        return and(new PreluPostOp(name, mask));
    }

    /// Convolves the result of a 2-D 1×1 convolution once more, each channel by itself:
    /// `dnnl_post_ops_append_dw`. Weights, {C, 1, 1, kernel, kernel}, and bias, {C}, are passed as
    /// [#DEPTHWISE_WEIGHTS] and [#DEPTHWISE_BIAS].
    ///
    /// The dst of the builder is then the result of the 1×1 convolution, which is never written;
    /// [WeightedPrimitive#dst()] tells what is: height and width of it divided by the stride,
    /// rounded up. The operations before it are done to the first result, those behind it to the
    /// second. A chain with it has no sum and no second one.
    ///
    /// @param weights the type of the weights
    /// @param bias the type of the bias; null for none
    /// @param dst the type of the result
    /// @param kernel the kernel's height and width, 3 as a rule
    /// @param stride how far it moves, 1 or 2 as a rule
    /// @param padding zeros above and to the left, fewer than `kernel`; 1 as a rule
    public PostOps depthwise(
            DataType weights,
            @Nullable DataType bias,
            DataType dst,
            long kernel,
            long stride,
            long padding) {
        return and(new DepthwisePostOp(weights, bias, dst, kernel, stride, padding));
    }

    private PostOps and(PostOp operation) {
        return new PostOps(chain.and(operation));
    }

    PostOpList chain() {
        return chain;
    }

    /// The chain as benchdnn writes it: `sum:1.0:0+relu:0.0:0.0`.
    @Override
    public String toString() {
        return chain.toString();
    }
}
