package dev.onednn4j.internal.library;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/// The error of oneDNN's code generator on the calling thread.
///
/// Nobody in oneDNN clears it, and as long as it is there the thread can generate no code: each
/// primitive that needs some cannot be made, or is made without a part that it then looks for at
/// null.
///
/// Thread safe: each thread has an error of its own.
public final class CodeGenerator {
    /// The variable `err` of the function `Xbyak::local::GetErrorRef()`. Not every build of oneDNN
    /// lets it be found.
    private static final String ERROR = "_ZZN5Xbyak5local11GetErrorRefEvE3err";

    private CodeGenerator() {}

    /// Clears the error.
    ///
    /// @return whether there was one; false where that cannot be found out
    public static boolean clearError() {
        Optional<MemorySegment> found = SymbolLookup.loaderLookup().find(ERROR);
        if (found.isEmpty()) {
            return false;
        }
        MemorySegment error = found.get().reinterpret(Integer.BYTES);
        boolean failed = error.get(ValueLayout.JAVA_INT, 0) != 0;
        if (failed) {
            error.set(ValueLayout.JAVA_INT, 0, 0);
        }
        return failed;
    }
}
