package dev.onednn4j;

import dev.onednn4j.internal.Handle;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

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
    private Predicate<String> wanted = implementation -> true;

    PrimitiveBuilder(Engine engine) {
        this.engine = Objects.requireNonNull(engine, "engine");
    }

    abstract B self();

    /// What changes how it computes; nothing by default.
    public B attributes(Attributes attributes) {
        this.attributes = Objects.requireNonNull(attributes, "attributes");
        return self();
    }

    Attributes attributes() {
        return attributes;
    }

    /// Which implementations may be used, by the name that [Primitive#implementation()] would tell;
    /// all by default. oneDNN offers its own in order, the one first that it takes for the fastest;
    /// the first of them that is accepted is taken.
    public B implementations(Predicate<String> accepted) {
        this.wanted = Objects.requireNonNull(accepted, "accepted");
        return self();
    }

    /// Makes a native primitive descriptor.
    interface Call {
        /// Calls the C function.
        ///
        /// @param scratch lives until the primitive is made
        /// @return the C status
        int create(
                MemorySegment out, MemorySegment engine, MemorySegment attributes, Arena scratch);
    }

    /// What is asked of oneDNN.
    ///
    /// @param function the C function that makes the primitive descriptor
    /// @param problem the problem as arguments of benchdnn
    /// @param defective whether the implementation that a native primitive descriptor stands at
    ///   must not be used
    record Request(
            String function,
            Supplier<String> problem,
            AttributedShape shape,
            DataType dst,
            Call call,
            Predicate<MemorySegment> defective) {
        /// A request that no defects are known of.
        Request(
                String function,
                Supplier<String> problem,
                AttributedShape shape,
                DataType dst,
                Call call) {
            this(function, problem, shape, dst, call, descriptor -> false);
        }
    }

    /// Makes the primitive, of the first implementation that is accepted and can be trusted.
    ///
    /// oneDNN goes on to the next implementation with the engine it was given first: it is held
    /// until the primitive is made.
    final <P> P make(Request request, Function<PrimitivePlan, P> maker) {
        // The predicate is the user's: whatever it does to this builder comes too late.
        Attributes changes = attributes;
        Predicate<String> accepted = wanted;
        PartialResult result = PartialResult.of(request.shape, request.dst);
        changes.check(result);
        try (Handle.Hold _ = engine.handle().hold();
                Arena scratch = Arena.ofConfined()) {
            MemorySegment device = engine.handle().unchecked();
            MemorySegment nativeChanges = changes.toNative(request.shape, scratch);
            MemorySegment descriptor =
                    NativeDescriptor.describe(
                            request.function,
                            request.problem,
                            scratch,
                            out -> request.call.create(out, device, nativeChanges, scratch));
            while (request.defective.test(descriptor)
                    || new KnownPostOpDefects(changes.postOps(), descriptor).concern()
                    || !accepted.test(NativeDescriptor.implementation(descriptor))) {
                NativeDescriptor.nextImplementation(descriptor, request.problem);
            }
            return maker.apply(
                    new PrimitivePlan(
                            engine,
                            request.problem,
                            descriptor,
                            changes.arguments(result, descriptor)));
        }
    }
}
