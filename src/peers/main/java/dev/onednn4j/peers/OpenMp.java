package dev.onednn4j.peers;

import org.bytedeco.javacpp.Loader;

import java.io.File;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// The number of threads of the OpenMP runtime beside JavaCPP's oneDNN, for which its binding has
/// no function.
final class OpenMp {
    private OpenMp() {}

    static void setThreads(int threads) {
        File binding = new File(Loader.load(org.bytedeco.dnnl.global.dnnl.class));
        try {
            File runtime = new File(binding.getCanonicalFile().getParentFile(), "libgomp.so.1");
            MethodHandle set =
                    Linker.nativeLinker()
                            .downcallHandle(
                                    SymbolLookup.libraryLookup(runtime.toPath(), Arena.global())
                                            .findOrThrow("omp_set_num_threads"),
                                    FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT));
            set.invokeExact(threads);
        } catch (IOException failure) {
            throw new IllegalStateException("no OpenMP runtime beside " + binding, failure);
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable impossible) {
            throw new AssertionError("omp_set_num_threads cannot throw", impossible);
        }
    }
}
