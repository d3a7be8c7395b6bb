package dev.onednn4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.onednn4j.capi.onednn_h;

import org.junit.jupiter.api.Test;

import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;

class LibraryPathTest {
    @Test
    void isThatOfTheLibraryInUse() {
        assertTrue(OneDnn.libraryPath().isAbsolute(), OneDnn.libraryPath().toString());
        try (Arena arena = Arena.ofConfined()) {
            // A system maps one file once: another would have its functions elsewhere.
            assertEquals(
                    onednn_h.dnnl_version$address().address(),
                    SymbolLookup.libraryLookup(OneDnn.libraryPath(), arena)
                            .findOrThrow("dnnl_version")
                            .address());
        }
    }
}
