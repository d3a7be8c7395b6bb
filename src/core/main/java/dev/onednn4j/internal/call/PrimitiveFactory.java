package dev.onednn4j.internal.call;

import dev.onednn4j.Defect;
import dev.onednn4j.OneDnn;
import dev.onednn4j.UnimplementedException;
import dev.onednn4j.internal.attribute.AttributeSet;
import dev.onednn4j.internal.attribute.PartialResult;
import dev.onednn4j.internal.library.Handle;
import dev.onednn4j.internal.library.NativeArena;
import dev.onednn4j.internal.memory.Argument;
import dev.onednn4j.internal.memory.NativeDescriptor;
import dev.onednn4j.internal.memory.ProblemTensor;
import dev.onednn4j.internal.memory.TensorRole;
import dev.onednn4j.internal.problem.Implementation;
import dev.onednn4j.internal.problem.PrimitiveRequest;
import dev.onednn4j.internal.problem.Problem;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes a primitive: walks over the implementations that oneDNN offers, in its order, and takes
/// the first that has no known defect for the problem, that the user wants, and that can be made.
public final class PrimitiveFactory {
    private final Device device;
    private final PrimitiveRequest request;
    private final AttributeSet attributes;
    private final Choice choice;
    private final Problem problem;
    private final PartialResult result;
    private final PassedOver passedOver = new PassedOver();

    /// @throws IllegalArgumentException when the attributes do not fit the problem
    public PrimitiveFactory(
            Device device, PrimitiveRequest request, AttributeSet attributes, Choice choice) {
        this.device = device;
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
    public NativePrimitive make() {
        int threads = OneDnn.threads();
        try (Handle.Hold _ = device.engine().hold();
                Arena scratch = NativeArena.ofConfined()) {
            MemorySegment descriptor = describe(scratch);
            do {
                Implementation implementation =
                        ImplementationNames.of(
                                problem, NativeDescriptor.implementation(descriptor));
                if (isAccepted(implementation, descriptor, threads)) {
                    NativePrimitive made = create(implementation, descriptor, threads);
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
                "no implementation for "
                        + problem.text().get()
                        + ": "
                        + passedOver.reasons()
                        + remedy,
                request.function(),
                passedOver.defects(),
                passedOver.unwanted());
    }

    private String remedy() {
        return Remedy.of(device, request, attributes);
    }

    private MemorySegment describe(Arena scratch) {
        MemorySegment engine = device.engine().unchecked();
        MemorySegment changes = attributes.toNative(request.shape(), scratch);
        try {
            return NativeDescriptor.describe(
                    request.function(),
                    problem.text(),
                    scratch,
                    out -> request.call().create(out, engine, changes, scratch));
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
    private @Nullable NativePrimitive create(
            Implementation implementation, MemorySegment descriptor, int threads) {
        List<Argument> runtime =
                attributes.arguments(result, id -> NativeDescriptor.argument(descriptor, id));
        NativePrimitive made;
        try {
            made =
                    new NativePrimitive(
                            device,
                            problem,
                            descriptor,
                            implementation,
                            threads,
                            passedOver.defects(),
                            request.arguments(),
                            runtime);
        } catch (UnimplementedException refusal) {
            passedOver.refused(implementation);
            return null;
        }
        try {
            if (!isRight(made)) {
                made.close();
                passedOver.differing(implementation);
                return null;
            }
            if (made.isReference() && choice.purpose() == Choice.Purpose.USE) {
                ReferenceWarning.warn(implementation, problem, this::remedy);
            }
            return made;
        } catch (RuntimeException | Error failure) {
            made.close();
            throw failure;
        }
    }

    private boolean isRight(NativePrimitive made) {
        if (!choice.verified() && !Verification.EVERYWHERE) {
            return true;
        }
        return choice.purpose() != Choice.Purpose.USE
                || Verification.passes(made, problem, this::reference);
    }

    private NativePrimitive reference() {
        return new PrimitiveFactory(device, request, attributes, Choice.REFERENCE).make();
    }
}
