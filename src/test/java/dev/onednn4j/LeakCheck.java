package dev.onednn4j;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.onednn4j.internal.Handle;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Fails every test that leaves a native object behind. Registered for all of them.
public final class LeakCheck implements BeforeEachCallback, AfterEachCallback {
    private static final ExtensionContext.Namespace HERE =
            ExtensionContext.Namespace.create(LeakCheck.class);

    @Override
    public void beforeEach(ExtensionContext context) {
        // The library's own engine lives as long as the process, whichever test needs it first.
        Engine.shared();
        context.getStore(HERE).put("live", Handle.live());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Long before = context.getStore(HERE).get("live", Long.class);
        assertEquals(before, Handle.live(), "native objects alive after the test");
    }
}
