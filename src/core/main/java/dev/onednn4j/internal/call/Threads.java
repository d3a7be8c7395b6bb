package dev.onednn4j.internal.call;

import dev.onednn4j.capi.onednn_h;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;

/// OpenMP's number of threads, which belongs to the calling thread of the system.
///
/// The two calls read or write one number and return at once, so they skip the transition that lets
/// the garbage collector run meanwhile: the hot path makes the first of them each time.
public final class Threads {
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

    private static final int ALWAYS_ALLOWED = 64;
    private static final int PER_PROCESSOR = 4;
    private static final int MOST =
            Math.max(
                    Math.max(
                            ALWAYS_ALLOWED,
                            PER_PROCESSOR * Runtime.getRuntime().availableProcessors()),
                    // What OMP_NUM_THREADS says the user has chosen before.
                    get());

    /// What [#get] does first in the thread that it concerns. One is enough: two threads do not run
    /// out of stack in the same moment at this very place.
    public static volatile @Nullable Debt unpaid;

    private Threads() {}

    /// The number that must be set back in a thread, where its stack ended before that was done.
    public static final class Debt {
        public @Nullable Thread thread;
        public int threads;
    }

    /// The most threads that may be asked for. The system gives only so many to a process, and when
    /// it refuses one, OpenMP ends the process.
    public static int most() {
        return MOST;
    }

    public static int get() {
        if (unpaid != null) {
            pay();
        }
        try {
            return (int) GET.invokeExact();
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable impossible) {
            throw new AssertionError("a downcall throws nothing checked", impossible);
        }
    }

    /// Sets the number where it is another one.
    static void restore(int threads) {
        if (get() != threads) {
            set(threads);
        }
    }

    private static synchronized void pay() {
        Debt debt = unpaid;
        if (debt != null && debt.thread == Thread.currentThread()) {
            set(debt.threads);
            unpaid = null;
        }
    }

    public static void set(int threads) {
        try {
            SET.invokeExact(threads);
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable impossible) {
            throw new AssertionError("a downcall throws nothing checked", impossible);
        }
    }
}
