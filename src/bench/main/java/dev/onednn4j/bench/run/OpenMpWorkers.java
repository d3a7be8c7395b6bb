package dev.onednn4j.bench.run;

import dev.onednn4j.OneDnn;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// The threads that OpenMP keeps for the next parallel region of the thread that asked for the
/// first. They spin for a while, or for ever, and disturb whatever else is measured.
final class OpenMpWorkers {
    private static final String FUNCTION = "omp_pause_resource_all";
    private static final int SOFT_PAUSE = 1;
    private static final @Nullable MethodHandle PAUSE = find();

    private OpenMpWorkers() {}

    private static @Nullable MethodHandle find() {
        OneDnn.load();
        // The bindings' library was loaded by this class loader, and its runtime came with it.
        return SymbolLookup.loaderLookup()
                .find(FUNCTION)
                .map(
                        address ->
                                Linker.nativeLinker()
                                        .downcallHandle(
                                                address,
                                                FunctionDescriptor.of(
                                                        ValueLayout.JAVA_INT,
                                                        ValueLayout.JAVA_INT)))
                .orElse(null);
    }

    /// Ends those of the calling thread; the next parallel region starts new ones. Does nothing
    /// where the runtime is older than OpenMP 5.
    ///
    /// @return whether they are gone
    static boolean release() {
        if (PAUSE == null) {
            return false;
        }
        try {
            return (int) PAUSE.invokeExact(SOFT_PAUSE) == 0;
        } catch (Throwable impossible) {
            throw new AssertionError(FUNCTION + " cannot throw", impossible);
        }
    }
}
