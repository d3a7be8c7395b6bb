package dev.onednn4j;

import dev.onednn4j.internal.attribute.AttributeSet;
import dev.onednn4j.internal.attribute.PostOpList;
import dev.onednn4j.internal.call.Choice;
import dev.onednn4j.internal.call.NativePrimitive;
import dev.onednn4j.internal.call.PrimitiveFactory;
import dev.onednn4j.internal.problem.PrimitiveRequest;

import org.jspecify.annotations.Nullable;

import java.util.Objects;
import java.util.function.Predicate;

/// What the builders of all primitives have in common.
///
/// Not thread safe. May be used again after it has built something.
///
/// @param <B> the builder itself
public abstract class PrimitiveBuilder<B extends PrimitiveBuilder<B>> {
    private final Engine engine;
    private Attributes attributes = Attributes.none();
    private @Nullable PostOps postOps;
    private Choice choice = Choice.ANY;

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
    final AttributeSet attributes() {
        AttributeSet set = attributes.set();
        if (postOps == null || postOps.chain().isEmpty()) {
            return set;
        }
        PostOpList others = set.postOps();
        if (!others.isEmpty() && !others.toString().equals(postOps.toString())) {
            throw new IllegalArgumentException(
                    "postOps: given twice, as '"
                            + postOps
                            + "' to .postOps(…) and as '"
                            + others
                            + "' in .attributes(…): put them into one of the two");
        }
        return others.isEmpty() ? set.with(postOps.chain()) : set;
    }

    /// Which implementations may be used, by the name that [Primitive#implementation()] would tell;
    /// all by default. oneDNN offers its own in order, the one first that it takes for the fastest;
    /// the first of them that is accepted is taken. It is not asked about those with a known
    /// defect.
    public B implementations(Predicate<String> accepted) {
        choice = choice.withAccepted(Objects.requireNonNull(accepted, "accepted"));
        return self();
    }

    /// Refuses oneDNN's reference implementations, which are orders of magnitude slower than the
    /// others: where only those are left, building throws an [UnimplementedException] that says
    /// which layouts a fast implementation wants. Without this a reference implementation is taken
    /// where there is no other, and one line through [System.Logger] says so.
    public B avoidReference() {
        choice = choice.withoutReference();
        return self();
    }

    /// Compares the implementation with oneDNN's reference before it is used: the first time that a
    /// problem is built, both compute the same small integers in memory of their own. Where they
    /// differ, the implementation is passed over, [Primitive#passedOver()] and one line through
    /// [System.Logger] say so, and the next one is tried. The outcome is kept for the process.
    ///
    /// This is meant for a CPU that is new: run a program once with it. It takes as long as the
    /// reference does, seconds for large layers. The system property `onednn4j.verify=true` asks
    /// for it everywhere. Problems that cannot be checked are logged as unchecked: those without a
    /// reference, those whose inputs are a forward pass's notes, and very large ones.
    public B verified() {
        choice = choice.withVerification();
        return self();
    }

    /// Makes the primitive, of the first implementation that is accepted and can be trusted.
    ///
    /// @throws UnimplementedException when there is none
    final NativePrimitive make(PrimitiveRequest request) {
        return new PrimitiveFactory(engine.device(), request, attributes(), choice).make();
    }

    final Engine engine() {
        return engine;
    }
}
