package dev.onednn4j;

import dev.onednn4j.capi.onednn_h;
import dev.onednn4j.internal.Handle;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/// What a primitive does to its result before it is written, in order: `dnnl_post_ops_t`.
///
/// Immutable and thread safe: each method returns a longer chain.
public final class PostOps {
    private static final PostOps NONE = new PostOps(List.of());
    private static final Consumer<MemorySegment> DESTROY =
            Native.destroyer("dnnl_post_ops_destroy", onednn_h::dnnl_post_ops_destroy);

    private record Eltwise(EltwiseAlgorithm algorithm, float alpha, float beta) {
        @Override
        public String toString() {
            return algorithm.name().toLowerCase(Locale.ROOT) + ":" + alpha + ":" + beta;
        }
    }

    private final List<Eltwise> chain;

    private PostOps(List<Eltwise> chain) {
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
        List<Eltwise> longer = new ArrayList<>(chain);
        longer.add(new Eltwise(algorithm, alpha, beta));
        return new PostOps(List.copyOf(longer));
    }

    boolean isEmpty() {
        return chain.isEmpty();
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
        for (Eltwise eltwise : chain) {
            Native.check(
                    onednn_h.dnnl_post_ops_append_eltwise(
                            postOps, eltwise.algorithm.value(), eltwise.alpha, eltwise.beta),
                    "dnnl_post_ops_append_eltwise",
                    eltwise::toString);
        }
        Native.check(
                onednn_h.dnnl_primitive_attr_set_post_ops(attributes, postOps),
                "dnnl_primitive_attr_set_post_ops",
                this::toString);
    }

    /// The chain as benchdnn writes it: `relu:0.0:0.0+tanh:0.0:0.0`.
    @Override
    public String toString() {
        return String.join("+", chain.stream().map(Eltwise::toString).toList());
    }
}
