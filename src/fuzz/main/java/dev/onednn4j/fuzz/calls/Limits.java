package dev.onednn4j.fuzz.calls;

import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.Tensor;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.MemorySegment;

/// Calls that are right but take more memory or time than there is. What no machine has is left to
/// the API, which has to refuse it.
final class Limits {
    private static final long USUAL = 1L << 22;
    private static final long IMPOSSIBLE = 1L << 42;

    private Limits() {}

    /// Whether a call is left out.
    static boolean exclude(Step step, @Nullable Object[] values) {
        for (Object value : values) {
            long bytes =
                    switch (value) {
                        case MemoryDescriptor descriptor -> descriptor.size();
                        case Tensor tensor -> tensor.descriptor().size();
                        case MemorySegment segment -> segment.byteSize();
                        case null, default -> 0;
                    };
            if (bytes > USUAL && needsMemory(step, bytes)) {
                return true;
            }
        }
        return false;
    }

    private static boolean needsMemory(Step step, long bytes) {
        return switch (step.callee()) {
            case Member member ->
                    switch (member.name()) {
                        case "Tensor.allocate", "Tensor.toArray" -> bytes < IMPOSSIBLE;
                        // A file without content can be of any size.
                        case "Tensor.map" -> true;
                        default -> false;
                    };
            case Snippet _ -> true;
        };
    }
}
