package dev.onednn4j.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.onednn4j.DataType;
import dev.onednn4j.FormatTag;
import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.Tensor;
import dev.onednn4j.internal.library.Handle;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import java.lang.foreign.Arena;

/// Fails every test that leaves a native object behind. Registered for all of them.
public final class LeakCheck implements BeforeEachCallback, AfterEachCallback {
    private static final ExtensionContext.Namespace HERE =
            ExtensionContext.Namespace.create(LeakCheck.class);

    @Override
    public void beforeEach(ExtensionContext context) {
        makeSharedEngine();
        context.getStore(HERE).put("live", Handle.live());
    }

    /// The library's own engine lives as long as the process, whichever test needs it first.
    private static void makeSharedEngine() {
        try (Arena arena = Arena.ofConfined()) {
            MemoryDescriptor image = MemoryDescriptor.of(DataType.F32, 1, 2, 2, 2);
            Tensor.allocate(arena, image.with(FormatTag.NCHW)).to(FormatTag.NHWC, arena);
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Long before = context.getStore(HERE).get("live", Long.class);
        assertEquals(before, Handle.live(), "native objects alive after the test");
    }
}
