package dev.onednn4j.lab.learning;

import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.Reorder;
import dev.onednn4j.Tensor;

import org.jspecify.annotations.Nullable;

/// Keeps two tensors the same: the plain one that is trained, and one in the layout that a
/// primitive has chosen. Other than in inference, weights change at every step, so a reorder that
/// is made once runs again and again.
final class Packing {
    private final Tensor src;
    private final Tensor dst;
    private final @Nullable Reorder reorder;

    private Packing(Workbench bench, Tensor src, Tensor dst) {
        this.src = src;
        this.dst = dst;
        reorder =
                src == dst
                        ? null
                        : bench.keep(
                                Reorder.of(bench.engine(), src.descriptor(), dst.descriptor()));
    }

    /// From the plain tensor to what a primitive reads.
    ///
    /// @param chosen by the primitive
    static Packing toPrimitive(Workbench bench, Tensor plain, MemoryDescriptor chosen) {
        return new Packing(bench, plain, other(bench, plain, chosen));
    }

    /// From what a primitive writes to the plain tensor.
    ///
    /// @param chosen by the primitive
    static Packing fromPrimitive(Workbench bench, MemoryDescriptor chosen, Tensor plain) {
        return new Packing(bench, other(bench, plain, chosen), plain);
    }

    /// The plain tensor itself where the primitive likes it as it is: nothing is copied then.
    private static Tensor other(Workbench bench, Tensor plain, MemoryDescriptor chosen) {
        return plain.descriptor().equals(chosen) ? plain : bench.allocate(chosen);
    }

    /// What is copied from.
    Tensor src() {
        return src;
    }

    /// What is copied to.
    Tensor dst() {
        return dst;
    }

    void run() {
        if (reorder != null) {
            reorder.execute(src, dst);
        }
    }
}
