package dev.onednn4j;

import dev.onednn4j.capi.onednn_h;
import dev.onednn4j.internal.Destroyer;
import dev.onednn4j.internal.problem.ChainedOperation;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;

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

    /// The most operations that oneDNN takes in a chain.
    private static final int LONGEST = 32;

    private static final PostOps NONE = new PostOps(List.of());
    private static final Destroyer DESTROY =
            new Destroyer("dnnl_post_ops_destroy", onednn_h::dnnl_post_ops_destroy$address);

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
        // A chain with a condition ends with an operation that the user does not see.
        boolean selects = operation instanceof SelectPostOp || has(SelectPostOp.class);
        int longest = selects ? LONGEST - 1 : LONGEST;
        if (chain.size() >= longest) {
            throw new IllegalArgumentException(
                    "post-ops: expected at most "
                            + longest
                            + (selects ? " with a select" : "")
                            + ", got one more: "
                            + operation);
        }
        requireOneDepthwise(operation);
        List<String> taken =
                new ArrayList<>(chain.stream().flatMap(each -> each.names().stream()).toList());
        for (String name : operation.names()) {
            OperandNames.requireFree(name, taken);
            taken.add(name);
        }
        List<PostOp> longer = new ArrayList<>(chain);
        longer.add(operation);
        return new PostOps(List.copyOf(longer));
    }

    private void requireOneDepthwise(PostOp operation) {
        boolean joins = operation instanceof DepthwisePostOp;
        if (joins && isFused()) {
            throw new IllegalArgumentException("depthwise: expected one in a chain, got a second");
        }
        boolean sums = operation instanceof SumPostOp || has(SumPostOp.class);
        if (sums && (joins || isFused())) {
            throw new IllegalArgumentException(
                    "sum: a chain with a depthwise convolution cannot have one: dst holds the"
                            + " latter's result");
        }
    }

    private boolean has(Class<? extends PostOp> kind) {
        return chain.stream().anyMatch(kind::isInstance);
    }

    /// Whether a depthwise convolution is among the operations.
    boolean isFused() {
        return has(DepthwisePostOp.class);
    }

    boolean isEmpty() {
        return chain.isEmpty();
    }

    /// The chain as part of a problem.
    ///
    /// @param chosen the descriptor that the primitive chose for an argument's number; null where
    ///   it has none, or has not chosen yet
    List<ChainedOperation> values(IntFunction<@Nullable MemoryDescriptor> chosen) {
        List<ChainedOperation> values = new ArrayList<>();
        for (int i = 0; i < chain.size(); i++) {
            values.add(chain.get(i).value(i, chosen));
        }
        return values;
    }

    /// Checks the chain against the primitive that it belongs to.
    ///
    /// @throws IllegalArgumentException when an operation cannot be done there
    void check(PartialResult result) {
        for (PostOp operation : chain) {
            result = operation.applyTo(result);
        }
    }

    /// The tensors that the chain needs when the primitive runs.
    ///
    /// @param result what the primitive computes before the chain begins
    /// @param chosen the descriptor that the primitive chose for an argument's number
    List<Argument> arguments(PartialResult result, IntFunction<@Nullable MemoryDescriptor> chosen) {
        List<Argument> arguments = new ArrayList<>();
        for (int i = 0; i < chain.size(); i++) {
            arguments.addAll(chain.get(i).arguments(i, result, chosen));
            result = chain.get(i).applyTo(result);
        }
        return arguments;
    }

    /// Puts the chain into native attributes.
    void apply(MemorySegment attributes, Arena scratch) {
        if (chain.isEmpty()) {
            return;
        }
        MemorySegment postOps =
                Native.create(
                        "dnnl_post_ops_create",
                        this::toString,
                        onednn_h::dnnl_post_ops_create,
                        scratch,
                        DESTROY);
        for (PostOp operation : chain) {
            Native.check(
                    operation.append(postOps, scratch), operation.function(), operation::toString);
        }
        appendIdentity(postOps, scratch);
        Native.check(
                onednn_h.dnnl_primitive_attr_set_post_ops(attributes, postOps),
                "dnnl_primitive_attr_set_post_ops",
                this::toString);
    }

    /// Puts what tells conditions apart into the key of oneDNN's cache: a rectifier that does
    /// nothing, with the number in the parameter that it ignores.
    private void appendIdentity(MemorySegment postOps, Arena scratch) {
        float identity =
                ConditionIdentity.of(
                        chain.stream()
                                .filter(SelectPostOp.class::isInstance)
                                .map(operation -> ((SelectPostOp) operation).condition())
                                .toList());
        if (identity == ConditionIdentity.NONE) {
            return;
        }
        PostOp nothing = new EltwisePostOp(EltwiseAlgorithm.RELU, 1, identity);
        Native.check(nothing.append(postOps, scratch), nothing.function(), nothing::toString);
    }

    /// The chain as benchdnn writes it: `sum:1.0:0+relu:0.0:0.0`.
    @Override
    public String toString() {
        return String.join("+", chain.stream().map(PostOp::toString).toList());
    }
}
