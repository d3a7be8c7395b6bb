package dev.onednn4j;

import dev.onednn4j.internal.Handle;
import dev.onednn4j.internal.NativeArena;
import dev.onednn4j.internal.problem.Implementation;
import dev.onednn4j.internal.problem.Problem;
import dev.onednn4j.internal.problem.ProblemTensor;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Makes a primitive: walks over the implementations that oneDNN offers, in its order, and takes
/// the first that has no known defect for the problem, that the user wants, and that can be made.
final class PrimitiveFactory {
    private final Engine engine;
    private final PrimitiveRequest request;
    private final Attributes attributes;
    private final Choice choice;
    private final Problem problem;
    private final PartialResult result;
    private final PassedOver passedOver = new PassedOver();

    /// @throws IllegalArgumentException when the attributes do not fit the problem
    PrimitiveFactory(
            Engine engine, PrimitiveRequest request, Attributes attributes, Choice choice) {
        this.engine = engine;
        this.request = request;
        this.attributes = attributes;
        this.choice = choice;
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
    ///
    /// @throws UnimplementedException when no implementation is left
    <P> P make(Function<PrimitivePlan, P> maker) {
        int threads = OneDnn.threads();
        try (Handle.Hold _ = engine.handle().hold();
                Arena scratch = NativeArena.ofConfined()) {
            MemorySegment descriptor = describe(scratch);
            do {
                Implementation implementation =
                        ImplementationNames.of(
                                problem, NativeDescriptor.implementation(descriptor));
                if (isAccepted(implementation, descriptor, threads)) {
                    @Nullable P made = create(maker, implementation, descriptor, threads);
                    if (made != null) {
                        return made;
                    }
                }
            } while (NativeDescriptor.nextImplementation(descriptor, problem.text()));
            throw unimplemented();
        }
    }

    private UnimplementedException unimplemented() {
        // Who looks for a remedy needs none.
        boolean advised = passedOver.hasSlow() && choice.purpose() != Choice.Purpose.REMEDY;
        String remedy = advised ? "; " + remedy() : "";
        return new UnimplementedException(
                request.function(), problem.text().get(), passedOver, remedy);
    }

    private String remedy() {
        return Remedy.of(engine, request, attributes);
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
            throw unimplemented();
        }
    }

    private boolean isAccepted(
            Implementation implementation, MemorySegment descriptor, int threads) {
        Optional<Defect> defect = defect(implementation, descriptor);
        if (defect.isPresent()) {
            passedOver.defective(implementation, defect.get());
            return false;
        }
        if (choice.avoidsReference() && isReference(implementation)) {
            passedOver.slow(implementation);
            return false;
        }
        boolean wanted;
        try {
            wanted = choice.accepted().test(implementation.name());
        } finally {
            Threads.restore(threads);
        }
        if (!wanted) {
            passedOver.unwanted(implementation);
        }
        return wanted;
    }

    private boolean isReference(Implementation implementation) {
        return implementation.isReference(problem.kind());
    }

    private Optional<Defect> defect(Implementation implementation, MemorySegment descriptor) {
        return Defects.active().find(problem, implementation, () -> asChosen(descriptor));
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

    /// Makes the primitive of one implementation; null when that refuses at last what it said it
    /// could do, or does not compute what the reference does. Once there is a primitive that is
    /// used unverified nothing more is allocated: it would be lost where the heap is full.
    private <P> @Nullable P create(
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
        P made;
        try {
            made = maker.apply(plan);
        } catch (UnimplementedException refusal) {
            passedOver.refused(implementation);
            return null;
        }
        if (!(made instanceof Primitive primitive)) {
            return made;
        }
        try {
            if (!isRight(primitive, maker)) {
                primitive.close();
                passedOver.differing(implementation);
                return null;
            }
            if (isReference(implementation) && choice.purpose() == Choice.Purpose.USE) {
                ReferenceWarning.warn(implementation, problem, this::remedy);
            }
            return made;
        } catch (RuntimeException | Error failure) {
            primitive.close();
            throw failure;
        }
    }

    private <P> boolean isRight(Primitive primitive, Function<PrimitivePlan, P> maker) {
        if (!choice.verified() && !Verification.EVERYWHERE) {
            return true;
        }
        return choice.purpose() != Choice.Purpose.USE
                || Verification.passes(
                        primitive,
                        problem,
                        () ->
                                (Primitive)
                                        new PrimitiveFactory(
                                                        engine,
                                                        request,
                                                        attributes,
                                                        Choice.REFERENCE)
                                                .make(maker));
    }
}
