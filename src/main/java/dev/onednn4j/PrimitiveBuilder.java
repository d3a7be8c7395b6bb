package dev.onednn4j;

import org.jspecify.annotations.Nullable;

import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;

/// What the builders of all primitives have in common.
///
/// Not thread safe. May be used again after it has built something.
///
/// @param <B> the builder itself
public abstract sealed class PrimitiveBuilder<B extends PrimitiveBuilder<B>>
        permits SpatialBuilder,
                BackwardBuilder,
                InnerProductBuilder,
                InnerProductBackwardDataBuilder,
                InnerProductBackwardWeightsBuilder,
                MatMulBuilder,
                PoolingBuilder,
                UnaryBuilder,
                BinaryBuilder,
                MultipleSourcesBuilder {
    private final Engine engine;
    private Attributes attributes = Attributes.none();
    private @Nullable PostOps postOps;
    private Predicate<String> accepted = implementation -> true;

    PrimitiveBuilder(Engine engine) {
        this.engine = Objects.requireNonNull(engine, "engine");
    }

    abstract B self();

    /// What changes how it computes; nothing by default.
    public B attributes(Attributes attributes) {
        this.attributes = Objects.requireNonNull(attributes, "attributes");
        return self();
    }

    /// Takes post-operations that are given apart from the attributes.
    final B setPostOps(PostOps postOps) {
        this.postOps = Objects.requireNonNull(postOps, "postOps");
        return self();
    }

    /// The attributes with the post-operations that were given apart from them.
    ///
    /// @throws IllegalArgumentException when both have post-operations, and not the same
    final Attributes attributes() {
        if (postOps == null || postOps.isEmpty()) {
            return attributes;
        }
        PostOps others = attributes.postOps();
        if (!others.isEmpty() && !others.toString().equals(postOps.toString())) {
            throw new IllegalArgumentException(
                    "postOps: given twice, as '"
                            + postOps
                            + "' to .postOps(…) and as '"
                            + others
                            + "' in .attributes(…): put them into one of the two");
        }
        return others.isEmpty() ? attributes.postOps(postOps) : attributes;
    }

    /// Which implementations may be used, by the name that [Primitive#implementation()] would tell;
    /// all by default. oneDNN offers its own in order, the one first that it takes for the fastest;
    /// the first of them that is accepted is taken. It is not asked about those with a known
    /// defect.
    public B implementations(Predicate<String> accepted) {
        this.accepted = Objects.requireNonNull(accepted, "accepted");
        return self();
    }

    /// Makes the primitive, of the first implementation that is accepted and can be trusted.
    ///
    /// @throws UnimplementedException when there is none
    final <P> P make(PrimitiveRequest request, Function<PrimitivePlan, P> maker) {
        return new PrimitiveFactory(engine, request, attributes(), accepted).make(maker);
    }
}
