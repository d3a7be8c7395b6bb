package dev.onednn4j;

import dev.onednn4j.capi.onednn_h;

import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;

/// OpenMP's number of threads, which belongs to the calling thread.
///
/// The two calls read or write one number and return at once, so they skip the transition that lets
/// the garbage collector run meanwhile: the hot path makes the first of them each time.
final class Threads {
    private static final MethodHandle GET =
            Linker.nativeLinker()
                    .downcallHandle(
                            onednn_h.omp_get_max_threads$address(),
                            onednn_h.omp_get_max_threads$descriptor(),
                            Linker.Option.critical(false));
    private static final MethodHandle SET =
            Linker.nativeLinker()
                    .downcallHandle(
                            onednn_h.omp_set_num_threads$address(),
                            onednn_h.omp_set_num_threads$descriptor(),
                            Linker.Option.critical(false));

    private Threads() {}

    static int get() {
        try {
            return (int) GET.invokeExact();
        } catch (Throwable impossible) {
            throw new AssertionError("omp_get_max_threads cannot throw", impossible);
        }
    }

    /// Sets the number where it is another one.
    static void restore(int threads) {
        if (get() != threads) {
            set(threads);
        }
    }

    static void set(int threads) {
        try {
            SET.invokeExact(threads);
        } catch (Throwable impossible) {
            throw new AssertionError("omp_set_num_threads cannot throw", impossible);
        }
    }
}
