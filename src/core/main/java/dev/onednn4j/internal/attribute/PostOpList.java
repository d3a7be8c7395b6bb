package dev.onednn4j.internal.attribute;

import dev.onednn4j.EltwiseAlgorithm;
import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.capi.onednn_h;
import dev.onednn4j.internal.library.Destroyer;
import dev.onednn4j.internal.library.Native;
import dev.onednn4j.internal.memory.Argument;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/// What is done to a result before it is written, one operation after another: `dnnl_post_ops_t`.
/// Immutable.
public record PostOpList(List<PostOp> operations) {
    /// An empty chain.
    public static final PostOpList NONE = new PostOpList(List.of());

    /// The most operations that oneDNN takes in a chain.
    private static final int LONGEST = 32;

    private static final Destroyer DESTROY =
            new Destroyer("dnnl_post_ops_destroy", onednn_h::dnnl_post_ops_destroy$address);

    /// This chain with one more operation.
    ///
    /// @throws IllegalArgumentException when it is too long or does not go with the others
    public PostOpList and(PostOp operation) {
        // A chain with a condition ends with an operation that the user does not see.
        boolean selects = operation instanceof SelectPostOp || has(SelectPostOp.class);
        int longest = selects ? LONGEST - 1 : LONGEST;
        if (operations.size() >= longest) {
            throw new IllegalArgumentException(
                    "post-ops: expected at most "
                            + longest
                            + (selects ? " with a select" : "")
                            + ", got one more: "
                            + operation);
        }
        requireOneDepthwise(operation);
        List<String> taken =
                new ArrayList<>(
                        operations.stream().flatMap(each -> each.names().stream()).toList());
        for (String name : operation.names()) {
            OperandNames.requireFree(name, taken);
            taken.add(name);
        }
        List<PostOp> longer = new ArrayList<>(operations);
        longer.add(operation);
        return new PostOpList(List.copyOf(longer));
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
        return operations.stream().anyMatch(kind::isInstance);
    }

    /// Whether a depthwise convolution is among the operations.
    public boolean isFused() {
        return has(DepthwisePostOp.class);
    }

    /// Whether there is no operation.
    public boolean isEmpty() {
        return operations.isEmpty();
    }

    /// The chain as part of a problem.
    ///
    /// @param chosen the descriptor that the primitive chose for an argument's number; null where
    ///   it has none, or has not chosen yet
    public List<ChainedOperation> values(IntFunction<@Nullable MemoryDescriptor> chosen) {
        List<ChainedOperation> values = new ArrayList<>();
        for (int i = 0; i < operations.size(); i++) {
            values.add(operations.get(i).value(i, chosen));
        }
        return values;
    }

    /// Checks the chain against the primitive that it belongs to.
    ///
    /// @throws IllegalArgumentException when an operation cannot be done there
    public void check(PartialResult result) {
        for (PostOp operation : operations) {
            result = operation.applyTo(result);
        }
    }

    /// The tensors that the chain needs when the primitive runs.
    ///
    /// @param result what the primitive computes before the chain begins
    /// @param chosen the descriptor that the primitive chose for an argument's number
    public List<Argument> arguments(
            PartialResult result, IntFunction<@Nullable MemoryDescriptor> chosen) {
        List<Argument> arguments = new ArrayList<>();
        for (int i = 0; i < operations.size(); i++) {
            arguments.addAll(operations.get(i).arguments(i, result, chosen));
            result = operations.get(i).applyTo(result);
        }
        return arguments;
    }

    /// Puts the chain into native attributes.
    public void apply(MemorySegment attributes, Arena scratch) {
        if (operations.isEmpty()) {
            return;
        }
        MemorySegment postOps =
                Native.create(
                        "dnnl_post_ops_create",
                        this::toString,
                        onednn_h::dnnl_post_ops_create,
                        scratch,
                        DESTROY);
        for (PostOp operation : operations) {
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
                        operations.stream()
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
        return String.join("+", operations.stream().map(PostOp::toString).toList());
    }
}
