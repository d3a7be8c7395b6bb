package dev.onednn4j.internal.attribute;

import dev.onednn4j.EltwiseAlgorithm;
import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.capi.onednn_h;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import java.util.function.IntFunction;

/// Applies an element-wise function.
public record EltwisePostOp(EltwiseAlgorithm algorithm, float alpha, float beta) implements PostOp {
    public EltwisePostOp {
        Objects.requireNonNull(algorithm, "algorithm");
        algorithm.requireParameters(alpha, beta);
    }

    @Override
    public int append(MemorySegment postOps, Arena scratch) {
        return onednn_h.dnnl_post_ops_append_eltwise(postOps, algorithm.value(), alpha, beta);
    }

    @Override
    public String function() {
        return "dnnl_post_ops_append_eltwise";
    }

    @Override
    public ChainedOperation value(int index, IntFunction<@Nullable MemoryDescriptor> chosen) {
        return ChainedOperation.of(ChainedOperation.Kind.ELTWISE);
    }

    @Override
    public String toString() {
        return Benchdnn.word(algorithm) + ":" + alpha + ":" + beta;
    }
}
