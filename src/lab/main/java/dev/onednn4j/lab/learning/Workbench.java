package dev.onednn4j.lab.learning;

import dev.onednn4j.Engine;
import dev.onednn4j.Execution;
import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.Primitive;
import dev.onednn4j.Tensor;

import java.lang.foreign.Arena;
import java.util.ArrayDeque;
import java.util.Deque;

/// Everything native that a network is made of: it is closed here, all at once, so that no layer
/// has to. What was made before something failed is closed as well.
///
/// Not thread safe: its memory belongs to the thread that made it.
final class Workbench implements AutoCloseable {
    private final Engine engine;
    private final Arena arena = Arena.ofConfined();
    private final Deque<Runnable> closers = new ArrayDeque<>();

    /// @param engine stays the caller's
    Workbench(Engine engine) {
        this.engine = engine;
    }

    Engine engine() {
        return engine;
    }

    /// A tensor of zeros.
    Tensor allocate(MemoryDescriptor descriptor) {
        return Tensor.allocate(arena, descriptor);
    }

    /// Takes charge of a primitive.
    <P extends Primitive> P keep(P primitive) {
        closers.push(primitive::close);
        return primitive;
    }

    /// Takes charge of an execution.
    Execution keep(Execution execution) {
        closers.push(execution::close);
        return execution;
    }

    @Override
    public void close() {
        while (!closers.isEmpty()) {
            closers.pop().run();
        }
        arena.close();
    }
}
