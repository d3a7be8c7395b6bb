package dev.onednn4j.bench.run;

import dev.onednn4j.Engine;
import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.Reorder;
import dev.onednn4j.Tensor;
import dev.onednn4j.bench.reference.TensorElements;

import java.lang.foreign.Arena;

/// One tensor of a problem, twice: dense and row-major as it is filled and checked, and in the
/// layout that the primitive chose. The two are one where the layouts agree.
///
/// @param plain row-major
/// @param tensor as the primitive wants it
record CaseTensor(Tensor plain, Tensor tensor) {
    static CaseTensor allocate(Arena arena, MemoryDescriptor wanted) {
        MemoryDescriptor dense = MemoryDescriptor.of(wanted.dataType(), wanted.dims());
        Tensor plain = Tensor.allocate(arena, dense);
        return new CaseTensor(plain, wanted.equals(dense) ? plain : Tensor.allocate(arena, wanted));
    }

    TensorElements elements() {
        return new TensorElements(plain);
    }

    /// Hands what was filled to the primitive.
    void give(Engine engine) {
        if (plain != tensor) {
            Reorder.run(engine, plain, tensor);
        }
    }

    /// Takes what the primitive has written.
    void take(Engine engine) {
        if (plain != tensor) {
            Reorder.run(engine, tensor, plain);
        }
    }
}
