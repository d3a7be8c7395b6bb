package dev.onednn4j.internal.call;

import dev.onednn4j.internal.problem.Implementation;
import dev.onednn4j.internal.problem.Problem;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The names of implementations that oneDNN forgets: of 8-bit deconvolutions with a kernel of 1 it
/// tells the name once, and an empty one for each later descriptor of the same problem, which comes
/// out of its cache.
public final class ImplementationNames {
    /// In place of a name that was never told.
    private static final String UNNAMED = "jit_deconvolution:unnamed+jit_int8_1x1:unnamed";

    private static final int MOST = 10_000;

    private static final Map<String, Implementation> TOLD = new ConcurrentHashMap<>();

    private ImplementationNames() {}

    /// The implementation of that name, or where it is empty, of the one that was told before.
    static Implementation of(Problem problem, String name) {
        if (name.isEmpty()) {
            return TOLD.getOrDefault(problem.text().get(), new Implementation(UNNAMED));
        }
        Implementation implementation = new Implementation(name);
        if (name.contains("deconvolution:") && name.contains("1x1") && TOLD.size() < MOST) {
            TOLD.put(problem.text().get(), implementation);
        }
        return implementation;
    }
}
