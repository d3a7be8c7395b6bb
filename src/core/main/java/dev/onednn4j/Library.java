package dev.onednn4j;

import dev.onednn4j.internal.LoadFailure;
import dev.onednn4j.internal.NativeLibrary;

/// Loads the native library once, and tells of a failure in the API's own words.
final class Library {
    private Library() {}

    static NativeLibrary.Loaded load() {
        try {
            return NativeLibrary.load();
        } catch (LoadFailure e) {
            throw new OneDnnException(e.reason(), e);
        }
    }
}
