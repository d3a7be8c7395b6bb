package dev.onednn4j;

import dev.onednn4j.capi.onednn_h;
import dev.onednn4j.internal.Handle;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/// What a primitive does to its result before it is written, in order: `dnnl_post_ops_t`. All of it
/// is computed in f32; the result is converted to the type of dst at the end.
///
/// Operations with tensors of their own give each a name. The tensor is passed under that name when
/// the primitive runs: see [RuntimeArguments].
///
/// Immutable and thread safe: each method returns a longer chain.
public final class PostOps {
    /// The name of the fused depthwise convolution's weights among the [RuntimeArguments].
    public static final String DEPTHWISE_WEIGHTS = "dw_weights";

    /// The name of the fused depthwise convolution's bias among the [RuntimeArguments].
    public static final String DEPTHWISE_BIAS = "dw_bias";

    private static final PostOps NONE = new PostOps(List.of());
    private static final Consumer<MemorySegment> DESTROY =
            Native.destroyer("dnnl_post_ops_destroy", onednn_h::dnnl_post_ops_destroy);

    private final List<PostOp> chain;

    private PostOps(List<PostOp> chain) {
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
    public PostOps eltwise(EltwiseAlgorithm algorithm) {
        return eltwise(algorithm, 0, 0);
    }

    /// Appends an element-wise function: `dnnl_post_ops_append_eltwise`.
    ///
    /// @param alpha the parameter α of its formula; of no account where the formula has none
    /// @param beta the parameter β of its formula; likewise
    public PostOps eltwise(EltwiseAlgorithm algorithm, float alpha, float beta) {
        return and(new PostOp.Eltwise(algorithm, alpha, beta));
    }

    /// Adds what dst held before: x + scale · dst. `dnnl_post_ops_append_sum`.
    public PostOps sum(float scale) {
        return and(new PostOp.Sum(scale, 0, null));
    }

    /// Adds what dst held before: x + scale · (dst − zeroPoint).
    public PostOps sum(float scale, int zeroPoint) {
        return and(new PostOp.Sum(scale, zeroPoint, null));
    }

    /// Adds what dst held before: x + scale · (dst − zeroPoint).
    ///
    /// @param type how to read what dst held: another type of the size of dst's
    public PostOps sum(float scale, int zeroPoint, DataType type) {
        return and(new PostOp.Sum(scale, zeroPoint, Objects.requireNonNull(type, "type")));
    }

    /// Combines the result with a tensor: `dnnl_post_ops_append_binary`.
    ///
    /// @param name the operand's name among the [RuntimeArguments]
    /// @param operand the dimensions of dst, or 1 in those where one value serves all. With the
    ///   layout `any`, oneDNN chooses: see [Primitive#runtimeArguments()]
    public PostOps binary(BinaryAlgorithm algorithm, String name, MemoryDescriptor operand) {
        Objects.requireNonNull(algorithm, "algorithm");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(operand, "operand");
        return and(new PostOp.Binary(algorithm, name, operand));
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
        return and(new PostOp.Select(name, operand, conditionName, condition));
    }

    /// x for x > 0, otherwise slope · x, with slopes from a tensor: `dnnl_post_ops_append_prelu`.
    ///
    /// @param name the slopes' name among the [RuntimeArguments]: f32, the dimensions of dst, or 1
    ///   where the mask has no bit, channels innermost
    /// @param mask bit d is set where slopes differ along dimension d of dst: 0 for one slope, 2
    ///   for one for each channel
    public PostOps prelu(String name, int mask) {
        return and(new PostOp.Prelu(Objects.requireNonNull(name, "name"), mask));
    }

    /// Convolves the result of a 1×1 convolution once more, each channel by itself:
    /// `dnnl_post_ops_append_dw`. Weights and bias are passed as [#DEPTHWISE_WEIGHTS] and
    /// [#DEPTHWISE_BIAS].
    ///
    /// @param weights the type of the weights
    /// @param bias the type of the bias; null for none
    /// @param dst the type of the result
    /// @param kernel the kernel's height and width: 3
    /// @param stride how far it moves: 1 or 2
    /// @param padding zeros on each side: 1
    public PostOps depthwise(
            DataType weights,
            @Nullable DataType bias,
            DataType dst,
            long kernel,
            long stride,
            long padding) {
        return and(new PostOp.Depthwise(weights, bias, dst, kernel, stride, padding));
    }

    private PostOps and(PostOp operation) {
        List<PostOp> longer = new ArrayList<>(chain);
        longer.add(operation);
        return new PostOps(List.copyOf(longer));
    }

    boolean isEmpty() {
        return chain.isEmpty();
    }

    /// The conditions of all [#select] operations.
    List<MemoryDescriptor> conditions() {
        return chain.stream()
                .filter(PostOp.Select.class::isInstance)
                .map(operation -> ((PostOp.Select) operation).condition())
                .toList();
    }

    /// The tensors that the chain needs when the primitive runs.
    ///
    /// @param chosen the descriptor that the primitive chose for an argument's number
    List<Argument> arguments(
            ConvolutionShape shape, IntFunction<@Nullable MemoryDescriptor> chosen) {
        List<Argument> arguments = new ArrayList<>();
        for (int i = 0; i < chain.size(); i++) {
            arguments.addAll(chain.get(i).arguments(i, shape, chosen));
        }
        return arguments;
    }

    /// Puts the chain into native attributes.
    void apply(MemorySegment attributes, Arena scratch) {
        if (chain.isEmpty()) {
            return;
        }
        MemorySegment postOps =
                Handle.adopt(
                        Native.create(
                                "dnnl_post_ops_create",
                                this::toString,
                                onednn_h::dnnl_post_ops_create),
                        scratch,
                        DESTROY);
        for (PostOp operation : chain) {
            Native.check(
                    operation.append(postOps, scratch), operation.function(), operation::toString);
        }
        Native.check(
                onednn_h.dnnl_primitive_attr_set_post_ops(attributes, postOps),
                "dnnl_primitive_attr_set_post_ops",
                this::toString);
    }

    /// The chain as benchdnn writes it: `sum:1.0:0+relu:0.0:0.0`.
    @Override
    public String toString() {
        return String.join("+", chain.stream().map(PostOp::toString).toList());
    }
}
