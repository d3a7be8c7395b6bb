package dev.onednn4j.internal.call;

import dev.onednn4j.PrimitiveBuilder;
import dev.onednn4j.UnimplementedException;
import dev.onednn4j.internal.library.Log;
import dev.onednn4j.internal.problem.Problem;

import java.lang.foreign.Arena;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// Compares implementations with oneDNN's reference before they are used: see
/// [PrimitiveBuilder#verified()].
public final class Verification {
    /// Whether every primitive is verified: the system property `onednn4j.verify`.
    static final boolean EVERYWHERE = Boolean.getBoolean("onednn4j.verify");

    /// The most multiplications for which the reference is asked: it does a few hundred million in
    /// a second.
    private static final long MOST_OPERATIONS = 1L << 32;

    /// The most outcomes that are kept.
    private static final int MOST_OUTCOMES = 100_000;

    /// Whether an implementation passed, by problem, implementation and number of threads.
    private static final Map<String, Boolean> OUTCOMES = new ConcurrentHashMap<>();

    /// Bound while a verification runs: what it makes on the way is not verified.
    private static final ScopedValue<Boolean> RUNNING = ScopedValue.newInstance();

    private Verification() {}

    /// Whether an implementation is the one that others are compared with.
    static boolean isReference(String implementation) {
        return implementation.startsWith("ref:")
                || implementation.startsWith("ref_int8:")
                || implementation.equals("conv:any+ref:any");
    }

    /// Whether a primitive computes what the reference computes, or cannot be checked.
    ///
    /// @param reference makes the same primitive of the reference implementation
    static boolean passes(
            NativePrimitive primitive, Problem problem, Supplier<NativePrimitive> reference) {
        if (RUNNING.isBound() || isReference(primitive.implementation().name())) {
            return true;
        }
        // The text does not tell all strides.
        String key =
                problem.text().get()
                        + " "
                        + problem.tensors()
                        + " "
                        + primitive.implementation().name()
                        + " on "
                        + primitive.threads()
                        + " threads";
        Boolean known = OUTCOMES.get(key);
        if (known != null) {
            return known;
        }
        boolean passes =
                ScopedValue.where(RUNNING, true)
                        .call(() -> check(primitive, problem, key, reference));
        if (OUTCOMES.size() < MOST_OUTCOMES) {
            OUTCOMES.put(key, passes);
        }
        return passes;
    }

    private static boolean check(
            NativePrimitive primitive,
            Problem problem,
            String key,
            Supplier<NativePrimitive> reference) {
        Optional<String> obstacle = VerificationBound.obstacle(problem, primitive, MOST_OPERATIONS);
        if (obstacle.isPresent()) {
            Log.info("unchecked: " + key + ": " + obstacle.get());
            return true;
        }
        try (NativePrimitive trusted = reference.get();
                Arena arena = Arena.ofShared()) {
            VerificationTensors own = VerificationTensors.of(primitive, arena);
            VerificationTensors expected = VerificationTensors.of(trusted, arena);
            own.run();
            expected.run();
            Optional<String> difference =
                    own.difference(expected, VerificationBound.tolerance(problem));
            difference.ifPresent(
                    text ->
                            Log.warn(
                                    key
                                            + " is wrong and is passed over: "
                                            + text
                                            + " by "
                                            + trusted.implementation().name()
                                            + "; please report it to onednn4j with this line"));
            return difference.isEmpty();
        } catch (UnimplementedException none) {
            Log.info("unchecked: " + key + ": there is no reference implementation of it");
            return true;
        }
    }
}
