package dev.onednn4j.internal.library;

import dev.onednn4j.OneDnnException;

/// Loads the native library once, and tells of a failure in the API's own words.
public final class Library {
    private Library() {}

    public static NativeLibrary.Loaded load() {
        try {
            return NativeLibrary.load();
        } catch (LoadFailure e) {
            throw new OneDnnException(e.reason(), e);
        }
    }
}
