package dev.onednn4j;

import dev.onednn4j.capi.onednn_h;
import dev.onednn4j.internal.call.Device;
import dev.onednn4j.internal.library.Destroyer;
import dev.onednn4j.internal.library.Handle;
import dev.onednn4j.internal.library.Native;

import org.jspecify.annotations.Nullable;

/// The device that primitives run on: `dnnl_engine_t`. This library uses the CPU.
///
/// Thread safe; one engine serves a whole program. Closing it lets no more primitives be made from
/// it, while those that exist go on working until they are closed themselves.
public final class Engine implements AutoCloseable {
    private static final Destroyer DESTROY =
            new Destroyer("dnnl_engine_destroy", onednn_h::dnnl_engine_destroy$address);

    private static @Nullable Engine shared;

    private final Handle handle;
    private final Stream defaultStream;
    private final Device device;

    private Engine(Handle handle) {
        this.handle = handle;
        this.defaultStream = new Stream(handle);
        this.device = new Device(handle, defaultStream.handle());
    }

    /// The CPU.
    ///
    /// @throws OneDnnException when the library cannot be loaded or refuses
    public static Engine cpu() {
        OneDnn.load();
        Handle handle =
                Handle.create(
                        "the engine",
                        arena ->
                                Native.create(
                                        "dnnl_engine_create",
                                        () -> "the CPU",
                                        out ->
                                                onednn_h.dnnl_engine_create(
                                                        out, onednn_h.dnnl_cpu(), 0),
                                        arena,
                                        DESTROY));
        try {
            return new Engine(handle);
        } catch (RuntimeException | Error failure) {
            handle.close();
            throw failure;
        }
    }

    /// One for what this library does on its own account: made when first needed, never closed.
    static synchronized Engine shared() {
        Engine engine = shared;
        if (engine == null) {
            engine = cpu();
            shared = engine;
        }
        return engine;
    }

    Handle handle() {
        return handle;
    }

    /// Where primitives are made and run.
    Device device() {
        return device;
    }

    /// Lets go of the engine. A second call does nothing.
    @Override
    public void close() {
        defaultStream.close();
        handle.close();
    }
}
