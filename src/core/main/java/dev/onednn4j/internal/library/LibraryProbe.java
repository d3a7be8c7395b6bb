package dev.onednn4j.internal.library;

import dev.onednn4j.capi.dnnl_version_t;
import dev.onednn4j.capi.onednn_h;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/// Opens a library without tying it to the class loader, to learn whether it is a oneDNN that fits
/// the bindings. What a class loader has loaded it never lets go, so a wrong library must be found
/// out before.
public final class LibraryProbe {
    private LibraryProbe() {}

    /// Opens `library` until `arena` closes.
    static SymbolLookup open(Path library, Arena arena) throws LoadFailure {
        try {
            return SymbolLookup.libraryLookup(library, arena);
        } catch (IllegalArgumentException e) {
            throw new LoadFailure(library + ": cannot be loaded: " + systemReason(library, e), e);
        }
    }

    /// The version of the open library, when it fits the bindings.
    static LibraryVersion version(Path library, SymbolLookup symbols) throws LoadFailure {
        MemorySegment function =
                symbols.find("dnnl_version")
                        .orElseThrow(
                                () ->
                                        new LoadFailure(
                                                library
                                                        + ": is not oneDNN (it has no function"
                                                        + " dnnl_version)"));
        LibraryVersion version = read(call(function));
        if (!version.fitsBindings()) {
            throw new LoadFailure(
                    library
                            + ": is oneDNN "
                            + version
                            + ", but onednn4j needs "
                            + LibraryVersion.required());
        }
        return version;
    }

    /// A primitive must run with the number of threads it was made for, which only OpenMP's calls
    /// can tell and set.
    static void requireOpenMp(Path library, SymbolLookup symbols) throws LoadFailure {
        if (symbols.find("omp_set_num_threads").isEmpty()) {
            throw new LoadFailure(
                    library
                            + ": was built for another threading runtime than OpenMP, which"
                            + " onednn4j needs");
        }
    }

    private static MemorySegment call(MemorySegment function) {
        // Not the generated call: that one searches the class loader's libraries, where this one is
        // not yet.
        MethodHandle handle =
                Linker.nativeLinker()
                        .downcallHandle(function, FunctionDescriptor.of(onednn_h.C_POINTER));
        try {
            return (MemorySegment) handle.invokeExact();
        } catch (Error | RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("a C function cannot throw", e);
        }
    }

    private static LibraryVersion read(MemorySegment version) {
        MemorySegment hash = dnnl_version_t.hash(version);
        return new LibraryVersion(
                dnnl_version_t.major(version),
                dnnl_version_t.minor(version),
                dnnl_version_t.patch(version),
                hash.equals(MemorySegment.NULL) ? "" : hash.getString(0));
    }

    // A symbol lookup does not tell why the system refused the file; loading it in the other way
    // does.
    private static String systemReason(Path library, IllegalArgumentException refusal) {
        try {
            System.load(library.toString());
            return String.valueOf(refusal.getMessage());
        } catch (UnsatisfiedLinkError e) {
            String reason = String.valueOf(e.getMessage());
            String prefix = library + ": ";
            while (reason.startsWith(prefix)) {
                reason = reason.substring(prefix.length());
            }
            return reason + hint(reason);
        }
    }

    // The two reasons whose words do not lead a user to the cure.
    private static String hint(String reason) {
        if (reason.contains("failed to map segment")) {
            return " (is its file system mounted noexec?)";
        }
        if (reason.contains("dependent libraries")) {
            return " (is the Microsoft Visual C++ Redistributable installed?)";
        }
        return "";
    }
}
