package dev.onednn4j;

import dev.onednn4j.internal.call.BoundExecution;

/// A primitive with its tensors and a scratchpad of its own, ready to run again and again: the
/// cheapest way to call oneDNN. Neither [#run()] nor [#set] allocates, on the heap or off it.
///
/// One thread at a time may run it or change its tensors; a second one gets an
/// `IllegalStateException`. Threads that work at once each bind their own.
public final class Execution implements AutoCloseable {
    private final Engine engine;
    private final BoundExecution bound;

    Execution(Engine engine, BoundExecution bound) {
        this.engine = engine;
        this.bound = bound;
    }

    BoundExecution bound() {
        return bound;
    }

    /// Runs the primitive on the tensors that are bound; returns when the result is there.
    ///
    /// A primitive runs on as many threads as it was built for: where the calling thread has
    /// another number, this sets it and sets it back, also when it fails.
    ///
    /// @throws IllegalArgumentException when a result overlaps another tensor that is bound, and
    ///   the primitive does not work in place on the two; nothing has been computed then
    /// @throws IllegalStateException when the execution is closed or in use by another thread, or
    ///   the arena of a tensor is closed
    /// @throws WrongThreadException when a tensor's arena is confined to another thread
    /// @throws OneDnnException when oneDNN fails
    public void run() {
        bound.run();
    }

    /// Runs the primitive on a stream of the user's; otherwise as [#run()].
    ///
    /// @throws IllegalArgumentException when the stream belongs to another engine than the
    ///   primitive, and as for [#run()]
    /// @throws IllegalStateException when the stream is closed, and as for [#run()]
    public void runOn(Stream stream) {
        if (stream == null) {
            throw new NullPointerException(
                    "stream: expected one, got null; run() uses the engine's own");
        }
        stream.requireEngine(engine);
        bound.runOn(stream.handle());
    }

    /// Binds another tensor, of the same description, in place of one. Whether a result overlaps
    /// another tensor is checked when this runs, so that two tensors can change places.
    ///
    /// @param argument oneDNN's word for it: `src`, `weights`, `bias`, `dst`, `diff_src`…, or the
    ///   name of a runtime argument
    /// @throws IllegalArgumentException when the primitive has no such argument, or the tensor is
    ///   not what it expects; the tensor bound before stays
    public void set(String argument, Tensor tensor) {
        bound.set(argument, tensor);
    }

    /// Lets go of the execution; a run in another thread finishes first. A second call does
    /// nothing.
    @Override
    public void close() {
        bound.close();
    }
}
