package dev.onednn4j;

import dev.onednn4j.internal.Handle;
import dev.onednn4j.internal.problem.Implementation;
import dev.onednn4j.internal.problem.Problem;
import dev.onednn4j.internal.problem.ProblemTensor;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/// Makes a primitive: walks over the implementations that oneDNN offers, in its order, and takes
/// the first that has no known defect for the problem, is accepted by the user, and can be made.
final class PrimitiveFactory {
    private final Engine engine;
    private final PrimitiveRequest request;
    private final Attributes attributes;
    private final Predicate<String> accepted;
    private final Problem problem;
    private final PartialResult result;
    private final PassedOver passedOver = new PassedOver();

    /// @throws IllegalArgumentException when the attributes do not fit the problem
    PrimitiveFactory(
            Engine engine,
            PrimitiveRequest request,
            Attributes attributes,
            Predicate<String> accepted) {
        this.engine = engine;
        this.request = request;
        this.attributes = attributes;
        this.accepted = accepted;
        this.problem = request.problem().withAttributes(attributes.values(id -> null));
        this.result = PartialResult.of(request.shape(), request.dst());
        attributes.check(result);
    }

    /// Makes the primitive.
    ///
    /// oneDNN goes on to the next implementation with the engine it was given first: it is held
    /// until the primitive is made. It also asks for the number of threads at each step: whatever
    /// the user's predicate does to that number, the primitive is made for the one that it began
    /// with.
    <P> P make(Function<PrimitivePlan, P> maker) {
        int threads = OneDnn.threads();
        try (Handle.Hold _ = engine.handle().hold();
                Arena scratch = Arena.ofConfined()) {
            MemorySegment descriptor = describe(scratch);
            do {
                Implementation implementation =
                        new Implementation(NativeDescriptor.implementation(descriptor));
                if (isAccepted(implementation, descriptor, threads)) {
                    Optional<P> made = create(maker, implementation, descriptor, threads);
                    if (made.isPresent()) {
                        return made.get();
                    }
                }
            } while (NativeDescriptor.nextImplementation(descriptor, problem.text()));
            throw new UnimplementedException(request.function(), problem.text().get(), passedOver);
        }
    }

    private MemorySegment describe(Arena scratch) {
        MemorySegment device = engine.handle().unchecked();
        MemorySegment changes = attributes.toNative(request.shape(), scratch);
        try {
            return NativeDescriptor.describe(
                    request.function(),
                    problem.text(),
                    scratch,
                    out -> request.call().create(out, device, changes, scratch));
        } catch (UnimplementedException none) {
            throw new UnimplementedException(request.function(), problem.text().get(), passedOver);
        }
    }

    private boolean isAccepted(
            Implementation implementation, MemorySegment descriptor, int threads) {
        Optional<Defect> defect = defect(implementation, descriptor);
        if (defect.isPresent()) {
            passedOver.defective(implementation, defect.get());
            return false;
        }
        boolean wanted;
        try {
            wanted = accepted.test(implementation.name());
        } finally {
            Threads.restore(threads);
        }
        if (!wanted) {
            passedOver.unwanted(implementation);
        }
        return wanted;
    }

    private Optional<Defect> defect(Implementation implementation, MemorySegment descriptor) {
        return Defects.active().mayConcern(problem, implementation)
                ? Defects.active().find(asChosen(descriptor), implementation)
                : Optional.empty();
    }

    /// The problem with the layouts that an implementation chose where they were left open.
    private Problem asChosen(MemorySegment descriptor) {
        Map<String, ProblemTensor> tensors = new LinkedHashMap<>(problem.tensors());
        tensors.replaceAll(
                (name, tensor) ->
                        tensor.isKnown() ? tensor : TensorRole.chosen(descriptor, name, tensor));
        return problem.with(tensors)
                .withAttributes(attributes.values(id -> NativeDescriptor.argument(descriptor, id)));
    }

    /// Makes the primitive of one implementation; empty when that refuses at last what it said it
    /// could do.
    private <P> Optional<P> create(
            Function<PrimitivePlan, P> maker,
            Implementation implementation,
            MemorySegment descriptor,
            int threads) {
        PrimitivePlan plan =
                new PrimitivePlan(
                        engine,
                        problem,
                        descriptor,
                        implementation,
                        threads,
                        passedOver.defects(),
                        attributes.arguments(result, descriptor));
        try {
            return Optional.of(maker.apply(plan));
        } catch (UnimplementedException refusal) {
            passedOver.refused(implementation);
            return Optional.empty();
        }
    }
}
