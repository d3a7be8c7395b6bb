package dev.onednn4j;

import dev.onednn4j.capi.onednn_h;
import dev.onednn4j.internal.library.Destroyer;
import dev.onednn4j.internal.library.Handle;
import dev.onednn4j.internal.library.Native;

import java.util.Objects;

/// A queue of executions on an engine: `dnnl_stream_t`.
///
/// On a CPU an execution has finished when it returns, and a stream holds no state, so it is thread
/// safe and most programs never make one: executions use a stream of their engine.
public final class Stream implements AutoCloseable {
    private static final Destroyer DESTROY =
            new Destroyer("dnnl_stream_destroy", onednn_h::dnnl_stream_destroy$address);

    private final Handle handle;
    private final Handle engine;

    Stream(Handle engine) {
        this.engine = engine;
        handle =
                Handle.create(
                        "the stream",
                        arena ->
                                Native.create(
                                        "dnnl_stream_create",
                                        () -> "an in-order stream",
                                        out ->
                                                onednn_h.dnnl_stream_create(
                                                        out,
                                                        engine.unchecked(),
                                                        onednn_h.dnnl_stream_default_flags()),
                                        arena,
                                        DESTROY),
                        engine);
    }

    /// An in-order stream on the engine.
    ///
    /// @throws IllegalStateException when the engine is closed
    public static Stream of(Engine engine) {
        return new Stream(Objects.requireNonNull(engine, "engine").handle());
    }

    Handle handle() {
        return handle;
    }

    /// Checks that executions of an engine may be put into this.
    ///
    /// @throws IllegalArgumentException when this belongs to another engine
    void requireEngine(Engine expected) {
        if (engine != expected.handle()) {
            throw new IllegalArgumentException(
                    "stream: expected one of the engine that the primitive was made on, got one of"
                            + " another engine");
        }
    }

    /// Waits for what has been submitted: `dnnl_stream_wait`. On a CPU that is done already.
    ///
    /// @throws IllegalStateException when the stream is closed
    public void await() {
        Native.check(
                onednn_h.dnnl_stream_wait(handle.segment()), "dnnl_stream_wait", () -> "a stream");
    }

    /// Lets go of the stream. A second call does nothing.
    @Override
    public void close() {
        handle.close();
    }
}
