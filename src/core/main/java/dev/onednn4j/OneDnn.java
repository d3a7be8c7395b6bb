package dev.onednn4j;

import dev.onednn4j.capi.onednn_h;
import dev.onednn4j.internal.call.Threads;
import dev.onednn4j.internal.defect.DefectTable;
import dev.onednn4j.internal.library.Handle;
import dev.onednn4j.internal.library.Library;
import dev.onednn4j.internal.library.LibraryVersion;

import java.nio.file.Path;
import java.util.List;

/// The oneDNN library of this process: what it is, where it came from, how many threads it uses.
///
/// The library is loaded on first use of anything in this package. Where it is looked for: the file
/// that the system property `onednn4j.library` or the environment variable `ONEDNN4J_LIBRARY`
/// names; then the natives jar for this platform; then the system's library.
///
/// Thread safe.
public final class OneDnn {
    private OneDnn() {}

    /// A version of oneDNN.
    ///
    /// @param hash the commit it was built from; empty when the library does not tell
    public record Version(int major, int minor, int patch, String hash) {
        /// `3.13.0`
        @Override
        public String toString() {
            return major + "." + minor + "." + patch;
        }
    }

    /// Loads the library now instead of on first use.
    ///
    /// @throws OneDnnException when no usable library is found; the message lists what was tried
    public static void load() {
        Library.load();
    }

    /// The version of the loaded library: `dnnl_version`.
    public static Version version() {
        LibraryVersion version = Library.load().version();
        return new Version(version.major(), version.minor(), version.patch(), version.hash());
    }

    /// The file that the library was loaded from, an absolute path: for a bug report, or for other
    /// native code in this process or another that shall use the very same library.
    ///
    /// @throws OneDnnException when no usable library is found
    public static Path libraryPath() {
        return Library.load().path();
    }

    /// The instruction set that kernels are generated for on this machine, such as `avx2` or
    /// `avx512_core_bf16`: `dnnl_get_effective_cpu_isa`. The environment variable
    /// `ONEDNN_MAX_CPU_ISA` lowers it.
    public static String cpuIsa() {
        load();
        return onednn_h.dnnl_cpu_isa2str(onednn_h.dnnl_get_effective_cpu_isa())
                .getString(0)
                .replaceFirst("^cpu_isa_", "");
    }

    /// The number of threads that a primitive built by the calling thread will use. In a virtual
    /// thread it is OpenMP's default: as many as there are processors, or what the environment
    /// variable `OMP_NUM_THREADS` says.
    public static int threads() {
        load();
        return Threads.get();
    }

    /// Sets the number of threads that primitives built by the calling thread from now on will use.
    /// A primitive keeps the number it was built with, whichever thread executes it. OpenMP holds
    /// one such number for each thread of the system, so other threads are not affected.
    ///
    /// Each Java thread that executes gets threads of its own: ten Java threads that execute
    /// primitives of 8 threads are 80 threads, of which OpenMP keeps 70 until the Java threads end.
    /// The system gives only so many to a process, and where it refuses one, OpenMP ends the
    /// process: nobody can catch that. So the number is bounded here, and the number of Java
    /// threads is yours to bound.
    ///
    /// @param threads from 1 to 4 for each processor, or to 64 where these are fewer, or to what
    ///   `OMP_NUM_THREADS` says where that is more
    /// @return the number set before, for restoring it
    /// @throws IllegalArgumentException when `threads` is not in that range
    /// @throws IllegalStateException in a virtual thread: the number would belong to the thread
    ///   that carries it for the moment, and so to other virtual threads. Build the primitive in a
    ///   platform thread; it keeps its number in virtual ones
    public static int setThreads(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads: expected at least 1, got " + threads);
        }
        if (Thread.currentThread().isVirtual()) {
            throw new IllegalStateException(
                    "threads: expected a call in a platform thread, got one in a virtual thread,"
                            + " which shares its number with others; build the primitives in a"
                            + " platform thread, they keep its number in virtual ones");
        }
        load();
        if (threads > Threads.most()) {
            throw new IllegalArgumentException(
                    "threads: expected at most "
                            + Threads.most()
                            + " on "
                            + Runtime.getRuntime().availableProcessors()
                            + " processors, got "
                            + threads
                            + "; more are not faster, and where the system refuses one OpenMP ends"
                            + " the process");
        }
        int before = Threads.get();
        Threads.set(threads);
        return before;
    }

    /// What implementations of oneDNN are known to get wrong, in any version: the table that
    /// [Primitive#passedOver()] speaks of. It needs no library.
    public static List<Defect> knownDefects() {
        return DefectTable.all();
    }

    /// The number of native objects that Java code holds at this moment, in all threads: engines,
    /// streams, primitives and the memory objects of their executions. It goes back to what it was
    /// when everything has been closed; a number that grows tells of something never closed.
    public static long liveHandles() {
        return Handle.live();
    }
}
